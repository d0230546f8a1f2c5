"""Name tents for those who come to a meeting, in the words that stand on a table for all to read (Ruling 1)."""

from meetings.audience import meeting_day
from meetings.enums import Response
from meetings.models import AttendanceMode, Meeting
from members.enums import Audience
from members.labels import as_tents
from members.models import Representation
from members.visibility import SOMEONE, Viewer


def tents_of(meeting: Meeting) -> list[tuple[str, str]]:
    """(name, organization) of each who said yes and comes to the room, by the names members read.

    An organization stands there only where every member may read that she acts for it, so that a protected
    person's tent is one of many with a name alone. Without a chosen name there is no tent for her.
    """
    coming = meeting.invitations.filter(response=Response.ACCEPTED, waiting_since=None)
    coming = coming.exclude(mode=AttendanceMode.REMOTE).select_related("person")
    people, eyes = [invitation.person for invitation in coming], Viewer(Audience.MEMBER)
    seats = _seats(meeting, eyes.with_seat(people))
    named = [(eyes.name(person), seats.get(person.pk, "")) for person in people]
    return sorted((tent for tent in named if tent[0] != SOMEONE), key=lambda tent: tent[0].casefold())


def as_pdf(meeting: Meeting) -> tuple[bytes, int]:
    """The sheets, and how many."""
    tents = tents_of(meeting)
    return as_tents(
        [(name, "" if name == organization else organization) for name, organization in tents]
    ), len(tents)


def _seats(meeting: Meeting, people) -> dict[int, str]:
    """For whom each speaks on the meeting's day; the seat that is led comes first."""
    held = Representation.objects.on(meeting_day(meeting)).filter(person__in=people)
    held = held.select_related("organization").order_by("role")
    return {seat.person_id: seat.organization.name for seat in held}
