"""Who was there, as drafted minutes say it: a table by sector or by organization, and who left early."""

import re
from dataclasses import asdict, dataclass, field

from meetings.minutes_text.tables import tables

BETWEEN = re.compile(r"\s+[-–—]\s+")
REMOTE = re.compile(r"\(\s*(?:V|video|remote|by video|by phone)\s*\)", re.IGNORECASE)
ASIDE = re.compile(r"\([^)]*\)")
NO = re.compile(r"(?:no?|absent|-|–|)", re.IGNORECASE)
PEOPLE = ("who", "representative", "representatives", "name", "names", "person")
LEFT = re.compile(r" left at (?P<hour>1[0-2]|0?[1-9]):(?P<minute>[0-5]\d)\s*(?P<half>[ap])\.?m", re.I)
LONGEST_NAME = 200


@dataclass(frozen=True)
class PersonThere:
    """One name as written; `remote` when marked as by video or phone."""

    name: str
    remote: bool = False


@dataclass(frozen=True)
class SeatThere:
    """One organization and whom it sent; nobody is named for a seat that stands under its label alone."""

    organization: str
    people: list[PersonThere] = field(default_factory=list)
    remote: bool = False
    left: str = ""

    def as_json(self) -> dict:
        return asdict(self)


def seats_there(text: str) -> list[SeatThere]:
    """Every organization that was present; `left` is wall time as HH:MM, or empty."""
    left = _left(text)
    return [
        _seat(part, left)
        for table in tables(text)
        for row in table
        for part in _parts(row)
        if part.strip() not in ("", "-", "–")
    ]


def _parts(row: dict[str, str]) -> list[str]:
    """The organizations of one row: by sector with a Present column, or one with whom it sent."""
    if {"sector", "present"} <= set(row):
        return row["present"].split(";")
    if "organization" not in row or NO.fullmatch(row.get("present", "yes")) or "vote" in row:
        return []
    who = next((row[name] for name in PEOPLE if row.get(name)), "")
    return [f"{row['organization']} - {who}" if who else row["organization"]]


def _seat(part: str, left: list[tuple[str, str]]) -> SeatThere:
    organization, *after = BETWEEN.split(part.strip(), maxsplit=1)
    people = [_person(name) for name in after[0].split(",")] if after else []
    name = ASIDE.sub("", organization).strip()
    times = [time for who, time in left if who.endswith(name.casefold())]
    return SeatThere(name, people, REMOTE.search(organization) is not None, times[-1] if times else "")


def _person(text: str) -> PersonThere:
    return PersonThere(ASIDE.sub("", text).strip(), REMOTE.search(text) is not None)


def _left(text: str) -> list[tuple[str, str]]:
    found = []
    for match in LEFT.finditer(text):
        hour = int(match["hour"]) % 12 + (12 if match["half"].casefold() == "p" else 0)
        who = text[max(0, match.start() - LONGEST_NAME) : match.start()]
        found.append((who.strip(" _*").casefold(), f"{hour:02}:{match['minute']}"))
    return found
