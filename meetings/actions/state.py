"""What every act on a meeting begins and ends with: the locked row, and the line in its log."""

from django.utils.translation import gettext as _

from audit.record import record
from meetings.enums import MeetingState
from meetings.models import Meeting, MeetingEvent


class TooLate(Exception):
    """The meeting is over or cancelled; nothing was written. `str()` is the sentence to show."""


class NotPossible(Exception):
    """The act does not fit; nothing was written. `str()` is the sentence to show."""


def locked(meeting: Meeting) -> Meeting:
    """The row, locked and fresh. Raises TooLate when it was cancelled."""
    meeting = (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("venue", "workgroup")
        .get(pk=meeting.pk)
    )
    if meeting.state == MeetingState.CANCELLED:
        raise TooLate(why_too_late(meeting))
    return meeting


def ahead(meeting: Meeting) -> Meeting:
    """The same; raises TooLate once it is over, too."""
    meeting = locked(meeting)
    if why := why_too_late(meeting):
        raise TooLate(why)
    return meeting


def why_too_late(meeting: Meeting) -> str:
    """Why nobody can be asked, moved or let go any more, as a sentence to show; "" while it is ahead."""
    if meeting.state == MeetingState.CANCELLED:
        return _("This meeting was cancelled.")
    return _("This meeting is over.") if meeting.is_over else ""


def log(meeting: Meeting, kind: str, *, by, verb: str, fields=(), told: int = 0, **data) -> None:
    """One event in the meeting's own log, and in the history as `verb`."""
    MeetingEvent.objects.create(
        meeting=meeting,
        kind=kind,
        by=by,
        sequence=meeting.sequence,
        starts_at=meeting.starts_at,
        fields=sorted(fields),
        told=told,
    )
    record(verb, meeting, by=by, told=told, **data)
