"""A messy member list as organizations and people: what is taken in, what is refused, and why.

Nothing is guessed that could put a person in the wrong seat. In particular a person without an
organization in an address book's export never takes the one of the row above (survivor safety).
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from members.importing.columns import Columns, find_columns, known
from members.importing.found import ImportedOrganization, ImportedPerson, Roster
from members.importing.names import (
    addresses_apart,
    emails_in,
    is_email,
    letters,
    organization_key,
    parts_of,
    people_in,
    person_as_written,
    without_role,
)
from members.importing.people_so_far import PeopleSoFar
from members.importing.table import NotATable, Table, read_table
from members.importing.words import Vocabulary

NOT_A_RECORD = re.compile(r"(total|updated|last updated|page)\b", re.IGNORECASE)
SENSITIVE = re.compile(
    r"survivor|do not list|confidential|safe at home|no e-?mail|unsafe|\bex-", re.IGNORECASE
)
PHONE = re.compile(r"[+\-(]?[\d][\d\s().x/+-]*(?:(?:ext(?:ension|n)?)\.?:?\s*\d+)?", re.IGNORECASE)
NOTHING = {"-", "--", "n/a", "na", "none", "#n/a", "#ref!", "#name?", "#value!", "null"}
FIELDS = ["organization", "sector", "name", "first", "middle", "last", "email", "email2", "phone", "mobile"]
FIELDS += ["counties", "workgroups", "role", "job", "mou", "website", "labels", "notes", "kind"]
FIELDS += ["second", "second_email", "second_phone"]


@dataclass
class _Contacts:
    """Those named in one place of a row, with what is written beside them."""

    names: list[str]
    emails: list[str]
    phones: list[str]
    titles: list[str]
    role: str | None


def parse(
    content: bytes,
    name: str,
    vocabulary: Vocabulary | None = None,
    *,
    chosen: dict[int, str] | None = None,
    sectors: dict[int, str] | None = None,
) -> Roster:
    """Read a file. `chosen` maps columns by hand, `sectors` rows to the sector the coordinator picked.

    Raises NotATable with a sentence for a person.
    """
    table = read_table(content, known)
    columns = find_columns(table, chosen)
    if not any(any(cells) for number, cells in table.rows if number > columns.header_row):
        raise NotATable(_("This file has nothing below its header."))
    return _Reading(table, columns, vocabulary or Vocabulary.from_files(), name, sectors or {}).roster


class _Rejected(Exception):
    """This row is refused; the argument is the reason."""


class _Reading:
    """One pass over the rows."""

    def __init__(self, table: Table, columns: Columns, words: Vocabulary, name: str, sectors: dict[int, str]):
        self.columns, self.words, self.sectors = columns, words, sectors
        self.header = next(cells for number, cells in table.rows if number == columns.header_row)
        self.roster = Roster(name, table.encoding, columns.header_row, title_rows=columns.title_rows)
        self.roster.columns = columns
        self.organizations: dict[str, ImportedOrganization] = {}
        self.people = PeopleSoFar(self.roster, self.words.short_names)
        self.above: ImportedOrganization | None = None
        for number, cells in table.rows:
            if number > columns.header_row:
                self._row(number, cells)

    def _row(self, number: int, cells: list[str]) -> None:
        if not any(cells):
            self.roster.blank_rows.append(number)
            self.above = None
            return
        try:
            self._take(number, cells)
        except _Rejected as reason:
            self.roster.rejected.append({"row": number, "reason": str(reason)})
            self.roster.refused_cells[number] = ", ".join(cell for cell in cells[:8] if cell)[:200]
            self.above = None

    def _take(self, number: int, cells: list[str]) -> None:
        filled = [cell for cell in cells if cell]
        if (len(filled) == 1 and NOT_A_RECORD.match(filled[0])) or cells == self.header:
            raise _Rejected("not_a_record")
        values = self._values(cells)
        if values["kind"].casefold() == "household":  # CiviCRM's third kind of contact
            raise _Rejected("not_a_record")
        self._refuse_strangers(values)
        warnings = self._refuse_formulas(values, cells)
        first, second = self._first(values), self._second(values)
        if not all(is_email(address) for address in [*emails_in(values["email"]), *second.emails]):
            raise _Rejected("invalid_email")
        first.emails = [address for address in first.emails if is_email(address)]
        names = first.names + second.names
        is_office = values["kind"].casefold() == "organization"
        if is_office:  # CiviCRM: its own name, and an address that is nobody's
            values["organization"] = values["organization"] or values["name"]
        if not names and first.emails + second.emails and not is_office:
            raise _Rejected("missing_name")
        if not names and not values["organization"]:
            raise _Rejected("empty_record")
        if SENSITIVE.search(values["notes"]):
            warnings.add("sensitive_note")
        sector = self._sector(number, values["sector"], warnings)
        organization = self._organization(number, values, names, sector, warnings)
        if not names:
            self.roster.needs_review.append({"row": number, "reason": "organization_without_person"})
            organization.phone = organization.phone or "".join(first.phones[:1])
            organization.email = organization.email or "".join(first.emails[:1])
        for contacts in (first, second):
            for person in self._people(number, values, contacts, organization, sector, warnings):
                self.people.place(person, organization)
        self.above = organization

    def _values(self, cells: list[str]) -> dict[str, str]:
        values = {name: self._value(cells, name) for name in FIELDS}
        for label, value in self.columns.custom:
            if label < len(cells) and value < len(cells) and letters(cells[label]) == "sector":
                values["sector"] = "" if cells[value].casefold() in NOTHING else cells[value]
        if not values["email"]:
            values["name"], values["email"] = addresses_apart(values["name"])
        return values

    def _value(self, cells: list[str], name: str) -> str:
        """Of the columns that mean this, the first that holds anything; second addresses all count."""
        at = self.columns.at.get(name, [])
        filled = [cells[p] for p in at if p < len(cells) and cells[p] and cells[p].casefold() not in NOTHING]
        return "; ".join(filled) if name == "email2" else "".join(filled[:1])

    def _refuse_strangers(self, values: dict[str, str]) -> None:
        wanted = self.words.label.casefold()
        if (
            self.columns.contacts
            and "labels" in self.columns.at
            and wanted not in values["labels"].casefold()
        ):
            raise _Rejected("not_a_member_label")

    def _refuse_formulas(self, values: dict[str, str], cells: list[str]) -> set[str]:
        required = ("organization", "name", "first", "last", "email", "second", "second_email")
        if any(_is_formula(values[name]) for name in required):
            raise _Rejected("formula_in_required_field")
        return {"formula_cell"} if any(_is_formula(cell) for cell in cells) else set()

    def _first(self, values: dict[str, str]) -> _Contacts:
        """Those of the row's main columns; one who is alone has all the addresses."""
        return _Contacts(
            names=self._names(values),
            emails=emails_in(values["email"]) + emails_in(values["email2"]),
            phones=parts_of(values["phone"] or values["mobile"]),
            titles=parts_of(values["job"]),
            role=_role(values["role"]) or _role(values["job"]) or ("primary" if values["second"] else None),
        )

    def _second(self, values: dict[str, str]) -> _Contacts:
        """Those of the columns for alternates."""
        names = people_in(values["second"])
        return _Contacts(
            names, emails_in(values["second_email"]), parts_of(values["second_phone"]), [], "alternate"
        )

    def _names(self, values: dict[str, str]) -> list[str]:
        if values["first"] or values["last"]:
            return [" ".join(filter(None, (values["first"], values["middle"], values["last"])))]
        if values["kind"].casefold() == "organization" or is_email(values["name"].casefold()):
            return []
        if self.columns.contacts:
            return [person_as_written(values["name"])] if values["name"] else []
        return people_in(values["name"])

    def _sector(self, number: int, text: str, warnings: set[str]) -> str | None:
        code = self.words.sector(text) if text else None
        if text and code is None:
            self.roster.unknown_sectors[number] = text
            code = self.sectors.get(number)
            if code is None:
                warnings.add("unknown_sector")
        return code

    def _organization(
        self, number: int, values: dict[str, str], names: list[str], sector: str | None, warnings: set[str]
    ) -> ImportedOrganization | None:
        name = values["organization"]
        if not name and not values["sector"] and names and not self.columns.contacts:
            organization = self.above
        elif name:
            key = organization_key(name)
            organization = self.organizations.get(key)
            if organization is None:
                organization = self.organizations[key] = ImportedOrganization(name=name, row=number)
                self.roster.organizations.append(organization)
        else:
            organization = None
        counties, everywhere, unknown = self.words.places(values["counties"])
        if unknown:
            warnings.add("unknown_county")
        if organization is not None:
            if organization.sector and sector and organization.sector != sector:
                warnings.add("sector_conflict")
            organization.sector = organization.sector or sector
            organization.counties += [c for c in counties if c not in organization.counties]
            organization.statewide |= everywhere
            organization.website = organization.website or values["website"]
            organization.mou = organization.mou or values["mou"]
        return organization

    def _people(self, number, values, contacts, organization, sector, warnings) -> list[ImportedPerson]:
        names, emails = contacts.names, contacts.emails
        if len(names) > 1 and len(names) != len(emails):
            warnings.add("contact_count_mismatch")
        people = []
        for position, name in enumerate(names):
            own = emails if len(names) == 1 else emails[position : position + 1]
            name, said = without_role(name)
            role = said or ("alternate" if contacts.role == "primary" and position else contacts.role)
            title = _own(contacts.titles, names, position, all_share=True)
            person = ImportedPerson(
                row=number,
                name=name,
                email=own[0] if own else None,
                other_emails=own[1:],
                organization=organization.name if organization else None,
                sector=organization.sector if organization else sector,
                role=role,
                workgroups=self._workgroups(values["workgroups"], warnings),
                warnings=set(warnings) if own else {*warnings, "missing_email"},
                phone=_own(contacts.phones, names, position),
                title="" if _role(title) else title,
                individual=organization is None and bool(values["sector"]) and not self.columns.contacts,
            )
            people.append(person)
        return people

    def _workgroups(self, text: str, warnings: set[str]) -> list[str]:
        parts = [part for part in re.split(r"[;,\n]|\band\b", text) if part.strip()]
        codes = [self.words.workgroup(part) for part in parts]
        if None in codes:
            warnings.add("unknown_workgroup")
        return list(dict.fromkeys(code for code in codes if code))


def _own(parts: list[str], names: list[str], position: int, *, all_share: bool = False) -> str:
    """What of a cell is this person's: hers where there is one for each, else all of it is the first one's."""
    if len(parts) == len(names):
        return parts[position]
    return "; ".join(parts) if position == 0 or all_share else ""


def _is_formula(cell: str) -> bool:
    return cell[:1] in "=+-@" and bool(cell) and cell.casefold() not in NOTHING and not PHONE.fullmatch(cell)


def _role(text: str) -> str | None:
    words = letters(text).split()
    if "alternate" in words or "alt" in words:
        return "alternate"
    return "primary" if "primary" in words else None
