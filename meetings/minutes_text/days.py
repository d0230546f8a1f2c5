"""Days as people write them in minutes."""

import re
from datetime import date, datetime

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
NAMED = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
DAY = (
    rf"(?:\d{{4}}-\d\d-\d\d|{NAMED} {NUMBER}(?:,? \d{{4}})?|{NUMBER} {NAMED}(?:,? \d{{4}})?|"
    r"\d{1,2}/\d{1,2}(?:/\d{2,4})?)"
)
_DAY = re.compile(rf"\b{DAY}\b", re.IGNORECASE)
_PARTS = re.compile(rf"({NAMED}) (\d{{1,2}})(?:st|nd|rd|th)?(?:,? (\d{{4}}))?", re.IGNORECASE)
_TURNED = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)? ({NAMED})(?:,? (\d{{4}}))?", re.IGNORECASE)
FULL = re.compile(rf"\b(?:{NAMED} {NUMBER},? \d{{4}}|{NUMBER} {NAMED},? \d{{4}})", re.IGNORECASE)


def held_on(text: str) -> date | None:
    """The first whole date of a text, which in minutes is the meeting's."""
    found = (
        FULL.search(text)
        or re.search(r"\b\d{4}-\d\d-\d\d\b", text)
        or re.search(r"\b\d{1,2}/\d{1,2}/\d{4}\b", text)
    )
    return day_in(found[0], None) if found else None


def day_in(text: str, held: date | None) -> date | None:
    """The first day in a text; one without a year is the next after `held`."""
    found = _DAY.search(text)
    if not found:
        return None
    try:
        return _read(found[0], held)
    except ValueError:
        return None


def _read(words: str, held: date | None) -> date | None:
    if re.match(r"\d{4}-", words):
        return date.fromisoformat(words)
    if words.count("/") == 1:
        month, number = map(int, words.split("/"))
        return _next(month, number, held)
    if "/" in words:
        year = "%Y" if re.search(r"/\d{4}$", words) else "%y"
        return datetime.strptime(words, f"%m/%d/{year}").date()  # noqa: DTZ007
    if turned := _TURNED.match(words):
        number, name, year = turned.groups()
    else:
        name, number, year = _PARTS.match(words).groups()
    month = MONTHS.index(name[:3].casefold()) + 1
    return date(int(year), month, int(number)) if year else _next(month, int(number), held)


def _next(month: int, number: int, held: date | None) -> date | None:
    if held is None:
        return None
    this_year = date(held.year, month, number)
    return this_year if this_year >= held else date(held.year + 1, month, number)
