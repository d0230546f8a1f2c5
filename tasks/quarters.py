"""Calendar quarters, written 2026-Q4."""

import re
from datetime import date, timedelta


def quarter_of(day: date) -> str:
    return f"{day.year}-Q{(day.month + 2) // 3}"


def bounds(quarter: str) -> tuple[date, date]:
    """First and last day of a quarter; ValueError where the text is none."""
    match = re.fullmatch(r"(\d{4})-Q([1-4])", quarter)
    if not match:
        raise ValueError(f"{quarter!r} is no quarter such as 2026-Q4")
    year, number = int(match[1]), int(match[2])
    first = date(year, number * 3 - 2, 1)
    following = date(year + number // 4, number % 4 * 3 + 1, 1)
    return first, following - timedelta(days=1)


def after(quarter: str) -> str:
    return quarter_of(bounds(quarter)[1] + timedelta(days=1))


def before(quarter: str) -> str:
    return quarter_of(bounds(quarter)[0] - timedelta(days=1))


def same_day_next_quarter(day: date) -> date:
    """Three months on; a quarter's last day stays its quarter's last day."""
    last_of_next = bounds(after(quarter_of(day)))[1]
    if day == bounds(quarter_of(day))[1]:
        return last_of_next
    month = day.month + 3
    year, month = (day.year + 1, month - 12) if month > 12 else (day.year, month)
    for number in (day.day, 30, 29, 28):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    return last_of_next
