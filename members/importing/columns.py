"""Which column holds what: the header names of Excel sheets, Outlook, Google, CiviCRM and Constant Contact."""

import re
from dataclasses import dataclass

from members.importing.table import NotATable, Table

SYNONYMS = {
    "organization": [
        *["organization", "organisation", "agency", "organization agency", "agency organization", "company"],
        *["organization name", "organization 1 name", "current employer", "employer", "company name"],
        *["member organization", "name of organization", "agency name", "seat", "affiliation"],
    ],
    "sector": ["sector", "sector represented", "sectors", "representing sector", "member type"],
    "name": [
        *["contact", "contacts", "contact person", "contact person s", "contact persons", "representative"],
        *[
            "representative s",
            "representatives",
            "name",
            "full name",
            "display name",
            "contact name",
            "person",
        ],
        *["member name", "delegate", "attendee", "sort name"],
    ],
    "first": ["first name", "given name", "firstname", "first"],
    "middle": ["middle name", "additional name"],
    "last": ["last name", "family name", "lastname", "last", "surname"],
    "email": [
        *["e mail", "email", "e mails", "e mail s", "emails", "email s", "email address", "e mail address"],
        *["e mail 1 value", "email 1 value", "primary email", "work email", "email addresses"],
    ],
    "email2": [
        "e mail 2 address",
        "e mail 2 value",
        "email 2",
        "secondary email",
        "other email",
        "e mail 3 address",
    ],
    "phone": [
        *[
            "phone",
            "telephone",
            "tel",
            "phone number",
            "business phone",
            "phone 1 value",
            "work phone",
            "phone work",
        ],
        *["primary phone", "phone no"],
    ],
    "mobile": ["mobile phone", "mobile", "cell", "cell phone", "phone mobile", "phone 2 value"],
    "counties": [
        *["county", "counties", "county ies served", "counties served", "county served", "county ies"],
        *["service area", "area served", "region", "counties serviced"],
    ],
    "workgroups": [
        "workgroup",
        "workgroups",
        "work group",
        "workgroup s",
        "work groups",
        "work group s",
        "committee",
    ],
    "role": [
        "primary alternate",
        "rep type",
        "role",
        "representative type",
        "primary or alternate",
        "type of rep",
    ],
    "job": ["job title", "organization 1 title", "organization title", "position", "title position"],
    "mou": ["mou signed", "mou date", "mou", "date mou signed"],
    "website": ["website", "web page", "web site", "url", "website 1 value"],
    "labels": ["labels", "group membership", "categories"],
    "notes": ["notes", "note", "comments", "comment", "remarks"],
    "street": ["home street", "street", "address", "street address", "business street"],
    "kind": ["contact type"],
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


@dataclass(frozen=True)
class Columns:
    """Position by field; `contacts` tells an address book's export from a sheet kept by hand."""

    header_row: int
    title_rows: list[int]
    header: list[str]
    at: dict[str, int]
    custom: list[tuple[int, int]]
    contacts: bool


def plain(header: str) -> str:
    """A header as letters and digits in lower case, single-spaced."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", header.casefold()).split())


def find_columns(table: Table, chosen: dict[str, int] | None = None) -> Columns:
    """The header is the first row in which three cells are known; what stands above are title rows.

    `chosen` is the mapping made by hand (field to position) and wins. Raises NotATable without a header.
    """
    titles = []
    for number, cells in table.rows[:50]:
        names = [plain(cell) for cell in cells]
        known = {KNOWN[name] for name in names if name in KNOWN}
        if sum(name in KNOWN for name in names) >= 3 and known & {
            "name",
            "first",
            "last",
            "email",
            "organization",
        }:
            return _columns(number, titles, cells, names, chosen)
        if any(cells):
            titles.append(number)
    raise NotATable(
        "No header was found: a row that names at least three columns, such as Organization, Name, E-mail."
    )


def _columns(number: int, titles: list[int], cells: list[str], names: list[str], chosen) -> Columns:
    at: dict[str, int] = {}
    for position, name in enumerate(names):
        if name in KNOWN:
            at.setdefault(KNOWN[name], position)
    contacts = bool(CONTACTS_ONLY & set(names)) or {"first", "last"} <= set(at)
    at |= {field: position for field, position in (chosen or {}).items() if position is not None}
    custom = [
        (position, names.index(f"custom field {found[1]} value"))
        for position, name in enumerate(names)
        if (found := re.fullmatch(r"custom field (\d+) (?:label|type)", name))
        and f"custom field {found[1]} value" in names
    ]
    return Columns(number, titles, cells, at, custom, contacts)
