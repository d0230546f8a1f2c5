"""When a task is due, as people write it: a day, a month, a quarter, or in words that are no date."""

import re
from datetime import date, timedelta

from django.utils.translation import gettext as _

from tasks.quarters import bounds

MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
ORDINALS = {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "first": 1, "second": 2, "third": 3, "fourth": 4}
NO_DATE = {"-", "tbd", "tba", "n/a", "na", "none", "ongoing", "continuous", "as needed", "open", "?"}
QUARTER = re.compile(
    r"(?P<year>\d{4})[ /-]*q(?P<number>[1-4])|q(?P<number2>[1-4])[ /,-]*(?:of )?(?P<year2>\d{4}|'?\d{2})"
)
EXCEL_FIRST = date(1899, 12, 30)
EXCEL_DAYS = range(36_526, 73_051)  # the years 2000 to 2099


def due(*texts: str) -> tuple[date | None, bool]:
    """The date, and whether its whole quarter is meant; the first text that says something counts.

    Raises ValueError, with a sentence, where one is no date and cannot be passed over.
    """
    for text in texts:
        text = text.strip().casefold().rstrip(".")
        if text.strip("–— ") and text not in NO_DATE:
            return _read(text)
    return None, False


def says_no_date(*texts: str) -> str:
    """The words that stand where a date could, such as “ongoing”."""
    return next((text for text in texts if text.strip().casefold().rstrip(".") in NO_DATE), "")


def _read(text: str) -> tuple[date, bool]:
    if quarter := _quarter(text):
        return bounds(quarter)[1], True
    for reading in (_iso, _numbers, _words, _serial):
        try:
            if day := reading(text):
                return day, False
        except ValueError:
            break
    raise ValueError(_("“%(text)s” is no date; write 2026-12-31, 12/31/2026 or Q4 2026.") % {"text": text})


def _quarter(text: str) -> str:
    words = [f"q{ORDINALS[word]}" if word in ORDINALS else word for word in text.split()]
    text = re.sub(r"\b(?:quarter|qtr)\b,? ?(?:of )?", "", " ".join(words))
    text = re.sub(r"\bq ?([1-4])\b", r"q\1", text)
    match = QUARTER.fullmatch(text.strip())
    if not match:
        return ""
    year = (match["year"] or match["year2"]).strip("'")
    return f"{year if len(year) == 4 else f'20{year}'}-Q{match['number'] or match['number2']}"


def _iso(text: str) -> date | None:
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ t].*)?", text):
        return date(*map(int, match.groups()))
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})", text):
        return _last_of(int(match[1]), int(match[2]))
    return None


def _numbers(text: str) -> date | None:
    """12/31/2026 as here; 31/12/2026 and 31.12.2026, where it can mean nothing else."""
    if match := re.fullmatch(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})", text):
        first, second, year = int(match[1]), int(match[3]), _year(match[4])
        day_first = match[2] == "." or first > 12
        return date(year, second, first) if day_first else date(year, first, second)
    if match := re.fullmatch(r"(\d{1,2})[/-](\d{4})", text):
        return _last_of(int(match[2]), int(match[1]))
    return None


def _words(text: str) -> date | None:
    """December 31, 2026; 31-Dec-26; end of December 2026; a whole year."""
    words = re.findall(r"[a-z]+|\d+", re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", text))
    words = [word for word in words if word not in {"by", "end", "of", "the", "in"}]
    months = [MONTHS[word[:3]] for word in words if word[:3] in MONTHS]
    numbers = [word for word in words if word.isdigit()]
    if len(months) + len(numbers) != len(words) or len(months) > 1:
        return None
    if not months:
        whole_year = len(numbers) == 1 and re.fullmatch(r"20\d\d", numbers[0])
        return date(int(numbers[0]), 12, 31) if whole_year else None
    if len(numbers) == 1 and len(numbers[0]) == 4:
        return _last_of(int(numbers[0]), months[0])
    if len(numbers) == 2:
        return date(_year(numbers[1]), months[0], int(numbers[0]))
    return None


def _serial(text: str) -> date | None:
    """The number by which Excel keeps a day whose cell lost its format."""
    if text.isdigit() and int(text) in EXCEL_DAYS:
        return EXCEL_FIRST + timedelta(days=int(text))
    return None


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _last_of(year: int, month: int) -> date:
    return (date(year, month, 1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
