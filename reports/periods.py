"""The stretch of time a report is about: a calendar quarter, written 2026-Q4, or a year, written 2026."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from tasks import quarters


@dataclass(frozen=True)
class Period:
    """First and last calendar day, both included, in the consortium's time zone."""

    slug: str
    first: date
    last: date

    @property
    def is_year(self) -> bool:
        return "Q" not in self.slug

    @property
    def label(self) -> str:
        """2026, or: fourth quarter of 2026."""
        if self.is_year:
            return self.slug
        words = (
            _("First quarter of %(year)s"),
            _("Second quarter of %(year)s"),
            _("Third quarter of %(year)s"),
            _("Fourth quarter of %(year)s"),
        )
        return words[int(self.slug[-1]) - 1] % {"year": self.first.year}

    def moments(self, zone: str) -> tuple[datetime, datetime]:
        """From the first moment on, until before the second."""
        there = ZoneInfo(zone)
        end = datetime.combine(self.last + timedelta(days=1), time(), there)
        return datetime.combine(self.first, time(), there), end

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last

    def before(self) -> "Period":
        return year(self.first.year - 1) if self.is_year else parse(quarters.before(self.slug))

    def after(self) -> "Period":
        return year(self.first.year + 1) if self.is_year else parse(quarters.after(self.slug))


def year(number: int) -> Period:
    return Period(f"{number:04}", date(number, 1, 1), date(number, 12, 31))


def parse(slug: str) -> Period:
    """The period of an address; ValueError where it is none, or before 1900 or after 2199."""
    if not re.fullmatch(r"(19|2[01])\d\d(-Q[1-4])?", slug):
        raise ValueError(f"{slug!r} is neither a year nor a quarter such as 2026-Q4")
    return year(int(slug)) if "Q" not in slug else Period(slug, *quarters.bounds(slug))


def quarter_of(day: date) -> Period:
    return parse(quarters.quarter_of(day))
