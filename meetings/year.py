"""The year from a rule, and what stands in the way of a date. Pure but for the question `clashes`."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext

from charter.workdays import holidays
from meetings.enums import MeetingState
from meetings.models import Meeting


@dataclass(frozen=True)
class Rule:
    """The n-th weekday of some months (-1 is the last; Monday is 0), from one wall time to another."""

    week: int
    weekday: int
    months: tuple[int, ...]
    begins: time
    ends: time

    def dates(self, year: int) -> list[date]:
        """Its days in that year; a month without a fifth such day has none."""
        found = [nth_weekday(year, month, self.week, self.weekday) for month in sorted(self.months)]
        return [day for day in found if day]


def nth_weekday(year: int, month: int, week: int, weekday: int) -> date | None:
    """The week-th such weekday of a month; None where there is no fifth."""
    length = monthrange(year, month)[1]
    if week == -1:
        last = date(year, month, length)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    day = 1 + (weekday - first.weekday()) % 7 + 7 * (week - 1)
    return date(year, month, day) if day <= length else None


@dataclass(frozen=True)
class Proposed:
    """One date of the year as it would be scheduled (aware times), and what it clashes with."""

    starts: datetime
    ends: datetime
    clashes: list[str]

    @property
    def day(self) -> date:
        return self.starts.date()


def lay_out(days: list[date], begins: time, ends: time, zone: str) -> list[Proposed]:
    """These days at these wall times in `zone`, each with its clashes, in two queries."""
    here = ZoneInfo(zone)
    times = [(datetime.combine(d, begins, here), datetime.combine(d, ends, here)) for d in days]
    return [
        Proposed(starts, ends, found) for (starts, ends), found in zip(times, clashes(times), strict=True)
    ]


def clashes(times: list[tuple[datetime, datetime]], *, but: Meeting | None = None) -> list[list[str]]:
    """For each span of time: the holidays, weekends and other meetings in its way, in words."""
    if not times:
        return []
    off = holidays()
    near = Meeting.objects.exclude(state=MeetingState.CANCELLED).exclude(pk=but.pk if but else None)
    near = near.filter(
        starts_at__lt=max(e for _, e in times) + timedelta(days=1),
        ends_at__gt=min(s for s, _ in times) - timedelta(days=1),
    )
    others = list(near.select_related("workgroup"))
    return [_in_the_way(starts, ends, off, others) for starts, ends in times]


def _in_the_way(starts: datetime, ends: datetime, off: dict, others: list[Meeting]) -> list[str]:
    day = starts.date()
    found = [off[day]] if day in off else []
    if day.weekday() > 4:
        found.append(gettext("It is a %(weekday)s") % {"weekday": WEEKDAYS[day.weekday()]})
    for meeting in others:
        begins = meeting.starts_at.astimezone(starts.tzinfo)
        if begins.date() == day:
            overlap = meeting.starts_at < ends and meeting.ends_at > starts
            clock = f"{begins.hour % 12 or 12}:{begins:%M} {'a.m.' if begins.hour < 12 else 'p.m.'}"
            said = {"title": meeting.title, "clock": clock}
            same_time = gettext("%(title)s at the same time, %(clock)s")
            found.append((same_time if overlap else gettext("%(title)s the same day, %(clock)s")) % said)
    return found
