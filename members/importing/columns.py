"""Which column holds what: the header names of Excel sheets, Outlook, Google, CiviCRM and Constant Contact."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from members.importing.table import NotATable, Table

SYNONYMS = {
    "organization": [
        *["organization", "organisation", "agency", "organization agency", "agency organization", "company"],
        *["organization name", "organization 1 name", "current employer", "employer", "company name"],
        *["member organization", "name of organization", "agency name", "seat", "affiliation", "org"],
        *["organisation name", "member agency", "partner agency", "partner organization", "org name"],
        *["organization represented", "agency represented", "representing"],
    ],
    "sector": [
        *["sector", "sector represented", "sectors", "representing sector", "member type", "discipline"],
    ],
    "name": [
        *["contact", "contacts", "contact person", "contact person s", "contact persons", "representative"],
        *["representative s", "representatives", "name", "full name", "display name", "contact name"],
        *["person", "member name", "delegate", "attendee", "sort name", "contact names", "rep", "rep name"],
        *["contact name s", "names", "representative name", "primary", "primary contact", "primary name"],
        *["primary representative", "primary rep", "primary contact name", "primary representative name"],
    ],
    "first": ["first name", "given name", "firstname", "first"],
    "middle": ["middle name", "additional name"],
    "last": ["last name", "family name", "lastname", "last", "surname"],
    "email": [
        *["e mail", "email", "e mails", "e mail s", "emails", "email s", "email address", "e mail address"],
        *["e mail 1 value", "email 1 value", "primary email", "work email", "email addresses", "mail"],
        *["contact email", "contact e mail", "primary e mail", "email work", "e mail addresses", "email 1"],
        *["primary contact email", "primary representative email", "primary representative e mail"],
    ],
    "email2": [
        *["e mail 2 address", "e mail 2 value", "email 2", "secondary email", "other email"],
        *["e mail 3 address", "e mail 3 value", "email other", "email home", "home email", "personal email"],
    ],
    "phone": [
        *["phone", "telephone", "tel", "phone number", "business phone", "phone 1 value", "work phone"],
        *["phone work", "primary phone", "phone no", "phones", "phone s", "phone numbers", "office phone"],
        *["contact phone", "telephone number", "direct phone", "primary contact phone"],
        *["primary representative phone"],
    ],
    "mobile": ["mobile phone", "mobile", "cell", "cell phone", "phone mobile", "phone 2 value"],
    "counties": [
        *["county", "counties", "county ies served", "counties served", "county served", "county ies"],
        *["service area", "area served", "region", "counties serviced", "counties covered", "coverage area"],
        *["county counties"],
    ],
    "workgroups": [
        *["workgroup", "workgroups", "work group", "workgroup s", "work groups", "work group s"],
        *["committee", "committees", "committee s", "subcommittee"],
    ],
    "role": [
        *["primary alternate", "rep type", "role", "representative type", "primary or alternate"],
        *["type of rep"],
    ],
    "job": ["job title", "organization 1 title", "organization title", "position", "title position"],
    "mou": ["mou signed", "mou date", "mou", "date mou signed", "mou on file"],
    "website": ["website", "web page", "web site", "url", "website 1 value"],
    "labels": ["labels", "group membership", "categories"],
    "notes": ["notes", "note", "comments", "comment", "remarks"],
    "street": ["home street", "street", "address", "street address", "business street"],
    "kind": ["contact type"],
}
SYNONYMS["organization"] += [f"{name} name" for name in SYNONYMS["organization"] if not name.endswith("name")]
SECOND = ["alternate", "alt", "alternate representative", "alternate rep", "alternate contact"]
SECOND += ["second representative", "second contact"]
SYNONYMS |= {
    "second": [f"{who}{what}" for who in SECOND for what in ("", " name")],
    "second_email": [f"{who} {what}" for who in SECOND for what in ("email", "e mail", "email address")],
    "second_phone": [f"{who} {what}" for who in SECOND for what in ("phone", "telephone")],
}
CONTACTS_ONLY = {
    "contact id",
    "contact type",
    "current employer",
    "email lists",
    "email status",
    "labels",
    "group membership",
}
KNOWN = {name: field for field, names in SYNONYMS.items() for name in names}
FIELDS = list(SYNONYMS)
WHO = {"name", "first", "last", "email", "organization"}
FIRST_ROWS = 50


@dataclass(frozen=True)
class Columns:
    """Positions by field, of which the first that is filled counts.

    `contacts` tells an address book's export from a sheet kept by hand; `samples` are what stands in each
    column first, for whoever says what it means.
    """

    header_row: int
    title_rows: list[int]
    header: list[str]
    samples: list[str]
    at: dict[str, list[int]]
    custom: list[tuple[int, int]]
    contacts: bool

    def meaning(self, position: int) -> str:
        """The field that this column fills, or nothing."""
        return next((field for field, positions in self.at.items() if position in positions), "")


def plain(header: str) -> str:
    """A header as letters and digits in lower case, single-spaced."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", header.casefold()).split())


def known(cells: list[str]) -> int:
    """In how many of these cells a header is recognized."""
    return sum(bool(_field(cell)) for cell in cells)


def find_columns(table: Table, chosen: Mapping[int, str] | None = None) -> Columns:
    """The header is the first row in which three cells are known; what stands above are title rows.

    Where no row has three, one with two will do, if they say who is meant. `chosen` is the mapping made by
    hand (position to field, or to "" where a column is not used) and wins. Raises NotATable without a header.
    """
    first = table.rows[:FIRST_ROWS]
    for least in (3, 2):
        for at, (_number, cells) in enumerate(first):
            fields = {_field(cell) for cell in cells} & WHO
            if known(cells) >= least and len(fields) >= (1 if least == 3 else 2):
                return _columns(table, at, chosen or {})
    raise NotATable(
        "No header was found: a row that names at least three columns, such as Organization, Name, E-mail."
    )


def _field(header: str) -> str:
    """What a header means; what stands in brackets only explains it."""
    return KNOWN.get(plain(header)) or KNOWN.get(plain(re.sub(r"\([^)]*\)", " ", header)), "") or ""


def _columns(table: Table, at: int, chosen: Mapping[int, str]) -> Columns:
    number, cells = table.rows[at]
    above = table.rows[at - 1][1] if at else []
    below = table.rows[at + 1][1] if at + 1 < len(table.rows) else []
    if _is_second_line(below):
        (number, cells), above = table.rows[at + 1], cells
    header = _joined(above, cells) if sum(map(bool, above)) > 1 else cells
    names = [plain(name) for name in header]
    positions: dict[str, list[int]] = {}
    for position, name in enumerate(header):
        if field := chosen.get(position, _field(name)):
            positions.setdefault(field, []).append(position)
    if "second" not in positions and "second_email" in positions:  # the other address of the one person
        positions["email2"] = positions.get("email2", []) + positions.pop("second_email")
    contacts = bool(CONTACTS_ONLY & set(names)) or {"first", "last"} <= {*positions, *map(_field, header)}
    custom = [
        (position, names.index(f"custom field {found[1]} value"))
        for position, name in enumerate(names)
        if (found := re.fullmatch(r"custom field (\d+) (?:label|type)", name))
        and f"custom field {found[1]} value" in names
    ]
    titles = [row for row, filled in table.rows[:FIRST_ROWS] if row < number and any(filled)]
    samples = _samples(table, number, len(header))
    return Columns(number, titles, header, samples, positions, custom, contacts)


def _samples(table: Table, header_row: int, width: int) -> list[str]:
    below = [cells for number, cells in table.rows[: header_row + FIRST_ROWS] if number > header_row]
    return [next((row[at] for row in below if at < len(row) and row[at]), "")[:60] for at in range(width)]


def _is_second_line(cells: list[str]) -> bool:
    """Whether this row only goes on naming columns, below a line that names groups of them."""
    filled = [cell for cell in cells if cell]
    return len(filled) > 1 and known(filled) == len(filled)


def _joined(above: list[str], cells: list[str]) -> list[str]:
    """Two lines of a header as one: `Alternate` over `Name` and `E-mail` belongs to both."""
    joined, group = [], ""
    for position in range(max(len(above), len(cells))):
        own = above[position] if position < len(above) else ""
        name = cells[position] if position < len(cells) else ""
        group = own or group
        both = f"{group} {name}"
        joined.append(both if name and _field(both) else name or (own if _field(own) else ""))
    return joined
