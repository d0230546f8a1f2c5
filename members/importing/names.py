"""When two spellings are one person or one organization."""

import re
import unicodedata
from functools import lru_cache

TITLES = {
    *[
        "dr",
        "mr",
        "mrs",
        "ms",
        "mx",
        "miss",
        "prof",
        "rev",
        "fr",
        "sr",
        "sister",
        "brother",
        "rabbi",
        "imam",
        "pastor",
    ],
    *[
        "det",
        "sgt",
        "lt",
        "capt",
        "cpt",
        "chief",
        "officer",
        "sheriff",
        "deputy",
        "judge",
        "hon",
        "atty",
        "attorney",
    ],
}
CREDENTIALS = {
    *[
        "jd",
        "md",
        "phd",
        "msw",
        "lcsw",
        "rn",
        "bsn",
        "msn",
        "esq",
        "mph",
        "mpa",
        "ma",
        "ms",
        "ba",
        "edd",
        "psyd",
    ],
    *["lpc", "apsw", "csw", "dnp", "np", "jr", "sr", "ii", "iii", "iv", "mba", "mdiv", "cpa", "pe"],
}
WORDS = {"dept": "department", "co": "county", "univ": "university", "ctr": "center", "centre": "center"}
WORDS |= {"assn": "association", "assoc": "association", "ofc": "office", "govt": "government"}
COMPANY = {"inc", "llc", "ltd", "incorporated", "corp"}
BESIDE = re.compile(r"(?P<name>[^<>]+?)\s*<(?P<address>[^<>\s]+@[^<>\s]+)>")
ROLE_BESIDE = re.compile(
    r"(?P<name>.+?)\s*[(\[]\s*(?P<role>primary|alternate|alt)\.?(?: rep(?:resentative)?)?\.?\s*[)\]]",
    re.IGNORECASE,
)
APOSTROPHES, OTHER = re.compile("['’‘`]"), re.compile("[^a-z0-9]+")
EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")


@lru_cache(maxsize=4096)
def letters(text: str) -> str:
    """Accents stripped, case folded, punctuation as spaces, apostrophes closed up."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(OTHER.sub(" ", APOSTROPHES.sub("", text.casefold())).split())


def person_as_written(text: str) -> str:
    """`Last, First` turned round; everything else as it stands."""
    last, comma, first = (part.strip() for part in text.partition(","))
    words = letters(first).split()
    if comma and last and words and "," not in first and not set(words) <= CREDENTIALS and len(words) <= 3:
        return f"{first} {last}"
    return text


def person_key(name: str) -> tuple[str, ...]:
    """The words that identify a person: no titles, no credentials."""
    words = letters(person_as_written(name)).split()
    while len(words) > 1 and words[0] in TITLES:
        words = words[1:]
    while len(words) > 2 and words[-1] in CREDENTIALS:
        words = words[:-1]
    return tuple(words)


def same_person(one: str, other: str, short_names: list[list[str]]) -> bool:
    """Same last name, and first names equal, or one the beginning, initial or short form of the other."""
    a, b = person_key(one), person_key(other)
    if not a or not b or a[-1] != b[-1]:
        return False
    first, second = a[0], b[0]
    if len(a) == 1 or len(b) == 1:
        return a == b
    if first.startswith(second) or second.startswith(first):
        return True
    return any(first in names and second in names for names in short_names)


def organization_key(name: str) -> str:
    """Rule 10: what stays when case, punctuation, `The`, `Inc` and short forms no longer count."""
    words = [WORDS.get(word, word) for word in letters(name.replace("&", " and ")).split()]
    if words and words[0] == "the":
        words = words[1:]
    while words and words[-1] in COMPANY:
        words = words[:-1]
    return " ".join(words)


def parts_of(text: str) -> list[str]:
    """What one cell holds several of: parted by `;`, a line break or Google's `:::`."""
    return [part.strip() for part in re.split(r"[;\n]|\s:::\s", text) if part.strip()]


def emails_in(text: str) -> list[str]:
    """The addresses of a cell, trimmed and in lower case; whether they are valid is not asked here.

    Commas, slashes and spaces part them too, where each side is an address.
    """
    found = []
    for part in parts_of(text):
        commas = part.split(",")
        pieces = commas if part.count("@") > 1 and all("@" in p for p in commas) else [part]
        spaced = [_bare(p) for p in re.split(r"[\s,/|]+|\bor\b|\band\b", part) if p.strip("&")]
        several = len(spaced) > 1 and all(is_email(address) for address in spaced)
        found += spaced if several else [_bare(piece) for piece in pieces]
    return [address for address in found if address]


def is_email(address: str) -> bool:
    return len(address) <= 254 and bool(EMAIL.fullmatch(address))


def people_in(text: str) -> list[str]:
    """The names of a cell: parted by `;`, a line break, or `and` between full names."""
    names = []
    for part in parts_of(text):
        sides = [side.strip() for side in re.split(r"\s+(?:and|&)\s+", part)]
        names += sides if len(sides) > 1 and all(len(side.split()) > 1 for side in sides) else [part.strip()]
    return [person_as_written(name) for name in names if name]


def addresses_apart(text: str) -> tuple[str, str]:
    """(names, addresses) of `Ann Day <ann@a.example>; Bo Lee <bo@b.example>`, where each has exactly one."""
    parts = parts_of(text)
    found = [BESIDE.fullmatch(part) for part in parts]
    if not parts or not all(found):
        return text, ""
    return "; ".join(one["name"] for one in found), "; ".join(one["address"] for one in found)


def without_role(name: str) -> tuple[str, str | None]:
    """(`Bo Lee`, "alternate") of `Bo Lee (alt.)`."""
    found = ROLE_BESIDE.fullmatch(name)
    if not found:
        return name, None
    return found["name"].strip(), "primary" if found["role"].casefold().startswith("p") else "alternate"


def _bare(text: str) -> str:
    text = text.strip()
    if found := re.search(r"<([^<>]*)>", text):
        text = found.group(1)
    text = re.sub(r"^mailto:", "", text.strip(), flags=re.IGNORECASE)
    text = re.sub(r"\?subject=.*$", "", text, flags=re.IGNORECASE)
    return text.strip(" \t.,;:\"'()[]").casefold()
