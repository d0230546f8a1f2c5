"""Workdays: neither a weekend nor a holiday. Pure reckoning on the consortium's calendar dates."""

from collections.abc import Container
from datetime import date, timedelta

from charter.models import Holiday

SATURDAY = 5


def holidays() -> dict[date, str]:
    """Every holiday with its name: one query, to be asked once and handed on."""
    return dict(Holiday.objects.values_list("day", "name"))


def is_workday(day: date, off: Container[date]) -> bool:
    """Whether offices are open; `off` holds the holidays."""
    return day.weekday() < SATURDAY and day not in off


def workday_before(day: date, off: Container[date]) -> date:
    """`day` itself when it is a workday, else the last workday before it."""
    while not is_workday(day, off):
        day -= timedelta(days=1)
    return day


def workday_after(day: date, off: Container[date]) -> date:
    """`day` itself when it is a workday, else the next workday after it."""
    while not is_workday(day, off):
        day += timedelta(days=1)
    return day
