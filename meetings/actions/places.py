"""Places in the room: who says yes after the last one waits, and is promoted and told when one is free."""

from django.utils import timezone

from audit.record import record
from charter.models import Charter
from meetings.actions.sending import post_about
from meetings.enums import Response
from meetings.invitation_letters import place_letter
from meetings.models import AttendanceMode, Invitation, Meeting


def seat(invitation: Invitation, meeting: Meeting, *, seated: bool) -> None:
    """Give a place, or one on the waiting list, to an answer being written; `seated` had one before.

    The meeting's row must be locked where it has a capacity. The invitation is not saved.
    """
    if not needs_place(invitation):
        invitation.waiting_since = None
    elif not seated and invitation.waiting_since is None and free_places(meeting) == 0:
        invitation.waiting_since = timezone.now()


def needs_place(invitation: Invitation) -> bool:
    """Whether this answer takes a chair."""
    return invitation.response == Response.ACCEPTED and invitation.mode != AttendanceMode.REMOTE


def free_places(meeting: Meeting) -> int | None:
    """How many chairs are left; None where they are not counted."""
    if meeting.capacity is None:
        return None
    taken = meeting.invitations.coming().exclude(mode=AttendanceMode.REMOTE).count()
    return max(meeting.capacity - taken, 0)


def settle_places(meeting: Meeting) -> int:
    """Promote as many as there are chairs for, the longest waiting first, and tell them; says how many."""
    free = free_places(meeting)
    waiting = meeting.invitations.waiting().select_related("person")
    promoted = list(waiting if free is None else waiting[:free])
    if not promoted:
        return 0
    letter = place_letter(meeting, Charter.load())
    for invitation in promoted:
        invitation.waiting_since = None
        invitation.save(update_fields=["waiting_since"])
        given = invitation.answered_at.isoformat() if invitation.answered_at else ""
        post_about(invitation, meeting, letter, kind="place_found", reference=f"given:{given}")
        record("invitation.promoted", invitation, by=None)
    return len(promoted)
