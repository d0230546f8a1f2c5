"""What a change of a meeting changes, in words, and whom it concerns."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from charter.models import Charter
from meetings.enums import Response
from meetings.letters import clock
from meetings.models import AttendanceMode, Meeting

TIMES = {"starts_at", "ends_at"}
PLACE = {"venue", "room"}
# Calendars heed a new SEQUENCE for these; mere words are told with a newer DTSTAMP (RFC 5546 2.1.4).
SEQUENCED = TIMES | PLACE | {"join_link", "format"}
LABELS = {
    "title": _("Title"),
    "starts_at": _("Begins"),
    "ends_at": _("Ends"),
    "format": _("Kind"),
    "venue": _("Place"),
    "room": _("Room"),
    "join_link": _("Link to join online"),
    "capacity": _("Places in the room"),
}


@dataclass(frozen=True)
class Difference:
    """One field, before and after, as people read it."""

    field: str
    label: str
    before: str
    after: str


def differences(meeting: Meeting, values: dict, charter: Charter) -> list[Difference]:
    """Only what is really different, in the order of the form."""
    return [
        Difference(
            field, LABELS[field], _word(field, getattr(meeting, field), charter), _word(field, new, charter)
        )
        for field, new in values.items()
        if _to_the_minute(getattr(meeting, field)) != _to_the_minute(new)
    ]


def changed(meeting: Meeting, values: dict) -> Meeting:
    """The meeting as it would be; unsaved."""
    after = Meeting.objects.select_related("venue").get(pk=meeting.pk)
    for field, value in values.items():
        setattr(after, field, value)
    return after


def concerned(meeting: Meeting, fields: set[str]):
    """The invitations that a change of these fields concerns; a new time concerns everyone."""
    standing = meeting.invitations.select_related("person")
    if fields & TIMES:
        return standing
    open_ones = ~Q(response=Response.DECLINED)
    found = Q(pk=None)
    if fields & PLACE:
        found |= open_ones & ~Q(mode=AttendanceMode.REMOTE)
    if "join_link" in fields:
        found |= open_ones & ~Q(mode=AttendanceMode.IN_PERSON)
    if "format" in fields:
        found |= open_ones
    if "title" in fields:
        found |= Q(response__in=[Response.ACCEPTED, Response.TENTATIVE])
    return standing.filter(found)


def _to_the_minute(value):
    """Forms show times to the minute: what lies below is no difference."""
    return value.replace(second=0, microsecond=0) if isinstance(value, datetime) else value


def _word(field: str, value, charter: Charter) -> str:
    if isinstance(value, datetime):
        return clock(value, charter)
    if field == "format":
        return dict(Meeting._meta.get_field("format").choices).get(value, "")
    return "none" if value in (None, "") else str(value)
