"""When someone may say herself that she is at a meeting, and for whom."""

from datetime import datetime, timedelta

from mail.links import read, sign
from meetings.enums import MeetingState
from meetings.models import Meeting
from meetings.quorum import day_of
from members.models import Organization, Person

LATE_FOR = timedelta(days=30)


def when(meeting: Meeting, now: datetime) -> str:
    """`early`, `open` during the meeting, `late` for a month after it, then `closed`."""
    if meeting.state == MeetingState.CANCELLED:
        return "closed"
    if now < meeting.door_opens_at:
        return "early"
    if now <= meeting.ends_at and meeting.state != MeetingState.HELD:
        return "open"
    return "late" if now <= meeting.ends_at + LATE_FOR else "closed"


def seats_of(person: Person, meeting: Meeting, charter) -> list[Organization]:
    """The organizations this person acts for on the meeting's day."""
    held = person.representations.on(day_of(meeting, charter))
    found = Organization.objects.active().filter(representations__in=held)
    return list(found.select_related("sector").distinct())


def here_path(meeting: Meeting) -> str:
    """Where the poster's code leads; it names no one, and opens nothing but a page that asks."""
    return f"/here/{sign('here', meeting.pk, 0)}/"


def meeting_of(token: str) -> Meeting | None:
    """The meeting of a poster's code, or None for any other text."""
    ids = read("here", token)
    return Meeting.objects.filter(pk=ids[0]).select_related("venue").first() if ids else None
