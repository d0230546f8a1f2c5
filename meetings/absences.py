"""An organization's attendance over the last meetings of the whole consortium, and who misses too many in a row.

A meeting at which nobody was written down counts for no one; neither does one before an organization was
active. `miss` looks at no more meetings than the bylaws' number needs, so it is cheap for a large roster.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from charter.models import Charter
from meetings.enums import MeetingState
from meetings.models import Attendance, Meeting
from meetings.quorum import day_of
from members.enums import OrganizationStatus
from members.models import Organization, StatusChange

TIME_TO_CORRECT = timedelta(days=1)


@dataclass(frozen=True)
class Line:
    """One meeting: present, absent, or None where the organization was not active then."""

    meeting: Meeting
    day: date
    present: bool | None


@dataclass(frozen=True)
class Missing:
    """An organization and the meetings that it missed in a row, the latest first."""

    organization: Organization
    meetings: list[Meeting]


def kept_meetings(now: datetime, *, last: int) -> list[Meeting]:
    """The latest meetings of the whole consortium at which someone was written down, newest first."""
    held = Meeting.objects.filter(workgroup=None, ends_at__lt=now).exclude(state=MeetingState.CANCELLED)
    kept = held.filter(pk__in=Attendance.objects.exclude(organization=None).values("meeting"))
    return list(kept.order_by("-starts_at")[:last])


def lines(organizations: Iterable[Organization], meetings: list[Meeting]) -> dict[int, list[Line]]:
    """For each organization's id its attendance of these meetings; three queries however many they are."""
    organizations, charter = list(organizations), Charter.load()
    ids = [organization.pk for organization in organizations] if len(organizations) < 500 else None
    there = Attendance.objects.filter(meeting__in=meetings).voices()
    states = StatusChange.objects.order_by("since", "pk")
    if ids is not None:
        there, states = there.filter(organization__in=ids), states.filter(organization__in=ids)
    present = set(there.values_list("meeting_id", "organization_id"))
    history: dict[int, list[tuple[date, str]]] = {}
    for pk, since, status in states.values_list("organization_id", "since", "status"):
        history.setdefault(pk, []).append((since, status))
    days = [(meeting, day_of(meeting, charter)) for meeting in meetings]
    return {
        organization.pk: [
            Line(meeting, day, (meeting.pk, organization.pk) in present)
            if (meeting.pk, organization.pk) in present
            or _was_active(organization, day, history.get(organization.pk, []))
            else Line(meeting, day, None)
            for meeting, day in days
        ]
        for organization in organizations
    }


def _was_active(organization: Organization, day: date, history: list[tuple[date, str]]) -> bool:
    earlier = [status for since, status in history if since <= day]
    if history:
        return bool(earlier) and earlier[-1] == OrganizationStatus.ACTIVE
    return organization.since is None or organization.since <= day


def missed_in_a_row(line: list[Line]) -> list[Meeting]:
    """The latest meetings that it missed without coming in between."""
    missed = []
    for one in line:
        if one.present is not False:
            break
        missed.append(one.meeting)
    return missed


def too_many(now: datetime) -> list[Missing]:
    """Active organizations that missed more in a row than the bylaws allow, a day after the last of them.

    Only as far back as the first meeting over the number: that one names the streak.
    """
    allowed = Charter.load().absences_before_notice
    meetings = kept_meetings(now - TIME_TO_CORRECT, last=40)
    if len(meetings) <= allowed:
        return []
    came = set(
        Attendance.objects.filter(meeting__in=meetings[: allowed + 1])
        .voices()
        .values_list("organization_id", flat=True)
    )
    absent = list(Organization.objects.active().exclude(pk__in=came).select_related("sector"))
    found = lines(absent, meetings)
    missing = [Missing(seat, missed_in_a_row(found[seat.pk])) for seat in absent]
    return [one for one in missing if len(one.meetings) > allowed]
