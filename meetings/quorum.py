"""Whether enough are there: voting organizations eligible on a day, and present at a moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Q

from charter.models import Charter
from meetings.models import Attendance, Meeting
from members.enums import OrganizationStatus
from members.models import Organization


@dataclass(frozen=True)
class Quorum:
    """Ids of the voting organizations there could be and there are, and how many are needed."""

    eligible: frozenset[int]
    present: frozenset[int]
    needed: int

    @property
    def reached(self) -> bool:
        return len(self.present) >= self.needed

    @property
    def missing(self) -> int:
        return max(0, self.needed - len(self.present))


def needed(voting: int, charter: Charter) -> int:
    """More than the charter's share of `voting` members."""
    return voting * charter.quorum_percent // 100 + 1


def eligible(day: date):
    """The voting members of that day: active now, or former and not gone before it."""
    return _serving().filter(Q(since=None) | Q(since__lte=day)).filter(Q(until=None) | Q(until__gte=day))


def eligible_by_day(days: Iterable[date]) -> dict[date, frozenset[int]]:
    """The ids that `eligible` finds on each of many days, in one query."""
    seats = list(_serving().values_list("pk", "since", "until"))
    return {
        day: frozenset(
            pk for pk, since, until in seats if (not since or since <= day) and (not until or until >= day)
        )
        for day in days
    }


def _serving():
    serving = Q(status=OrganizationStatus.ACTIVE) | Q(status=OrganizationStatus.FORMER, until__isnull=False)
    return Organization.objects.filter(serving, voting=True)


def day_of(meeting: Meeting, charter: Charter) -> date:
    """The meeting's calendar date in the consortium's zone."""
    return meeting.starts_at.astimezone(ZoneInfo(charter.time_zone)).date()


def quorum_at(meeting: Meeting, moment: datetime) -> Quorum:
    """The quorum of a meeting at this moment (aware), in two queries; a guest of an organization is no vote."""
    charter = Charter.load()
    voting = frozenset(eligible(day_of(meeting, charter)).values_list("pk", flat=True))
    there = Attendance.objects.filter(meeting=meeting).voices().present_at(moment).organizations()
    return Quorum(voting, voting & there, needed(len(voting), charter))


def quorum_of_day(meeting: Meeting) -> Quorum:
    """The same, counting whoever was there at any time; for a meeting that is over."""
    charter = Charter.load()
    voting = frozenset(eligible(day_of(meeting, charter)).values_list("pk", flat=True))
    there = Attendance.objects.filter(meeting=meeting).voices().organizations()
    return Quorum(voting, voting & there, needed(len(voting), charter))
