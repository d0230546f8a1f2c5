"""A VTIMEZONE of yearly rules (RFC 5545 3.6.5).

Multi-value RDATE observances are avoided: ical.js reads only the first value and puts summer meetings an hour late.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
EARLIEST = 1971


@dataclass(frozen=True)
class Change:
    """One change of the clock: local wall time before it, and the offsets on both sides."""

    wall: datetime
    before: timedelta
    after: timedelta
    name: str
    daylight: bool

    def matches(self, other: "Change", week: int) -> bool:
        return (self.after, self.wall.month, self.wall.weekday(), self.wall.time()) == (
            other.after,
            other.wall.month,
            other.wall.weekday(),
            other.wall.time(),
        ) and self.in_week(week)

    def in_week(self, week: int) -> bool:
        """Whether it falls in the week-th such weekday of its month; -1 is the last."""
        if week == -1:
            return (self.wall + timedelta(days=7)).month != self.wall.month
        return (self.wall.day - 1) // 7 + 1 == week


@lru_cache(maxsize=16)
def vtimezone(name: str, year: int) -> Timezone:
    """The rules in force in `name` (an IANA zone) in `year`, as RRULE observances."""
    zone = Timezone()
    zone.add("tzid", name)
    changes = _changes(name, year)
    if not changes:
        zone.add_component(_fixed(name, year))
    for change in changes:
        zone.add_component(_observance(name, year, change))
    return zone


def _observance(name: str, year: int, change: Change):
    following = [c for y in range(year, year + 6) for c in _changes(name, y) if c.after == change.after]
    week = (change.wall.day - 1) // 7 + 1
    if not all(c.in_week(week) for c in following):
        week = -1
    first = _first(name, year, change, week)
    part = TimezoneDaylight() if change.daylight else TimezoneStandard()
    part.add("dtstart", first.wall)
    part.add("tzoffsetfrom", change.before)
    part.add("tzoffsetto", change.after)
    part.add("tzname", change.name)
    day = f"{week}{DAYS[change.wall.weekday()]}"
    part.add("rrule", {"freq": "yearly", "bymonth": change.wall.month, "byday": day})
    return part


def _first(name: str, year: int, change: Change, week: int) -> Change:
    """The change in the first year from which the rule has held without a break."""
    first = change
    for earlier in range(year - 1, EARLIEST, -1):
        found = next((c for c in _changes(name, earlier) if c.matches(change, week)), None)
        if found is None:
            break
        first = found
    return first


def _fixed(name: str, year: int) -> TimezoneStandard:
    moment = datetime(year, 1, 1, tzinfo=ZoneInfo(name))
    part = TimezoneStandard()
    part.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001
    part.add("tzoffsetfrom", moment.utcoffset())
    part.add("tzoffsetto", moment.utcoffset())
    part.add("tzname", moment.tzname())
    return part


@lru_cache(maxsize=512)
def _changes(name: str, year: int) -> tuple[Change, ...]:
    zone = ZoneInfo(name)
    hour, day = timedelta(hours=1), timedelta(days=1)
    moment, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    found = []
    while moment < end:
        tomorrow = (moment + day).astimezone(zone)
        if moment.hour == 0 and moment.astimezone(zone).utcoffset() == tomorrow.utcoffset():
            moment += day
            continue
        before, after = moment.astimezone(zone), (moment + hour).astimezone(zone)
        if before.utcoffset() != after.utcoffset():
            wall = (moment + hour + before.utcoffset()).replace(tzinfo=None)
            found.append(
                Change(wall, before.utcoffset(), after.utcoffset(), after.tzname(), bool(after.dst()))
            )
        moment += hour
    return tuple(found)
