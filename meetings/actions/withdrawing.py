"""One person is no longer asked: her calendar is told, and nobody else's."""

from django.db import transaction

from audit.record import record
from meetings.actions.meetings import open_meeting, post_invite
from meetings.ical.build import cancel as cancel_file
from meetings.letters import withdrawn_letter
from meetings.models import Invitation


@transaction.atomic
def withdraw(invitation: Invitation, *, by) -> None:
    """Send CANCEL to this person alone and forget the invitation (RFC 5546 3.2.5).

    Her CANCEL takes a SEQUENCE above the last REQUEST's, and the meeting goes one further, so that she
    can be asked again. Nobody else is written to; gaps in SEQUENCE are allowed, and answers stand because
    they are compared with `asked_sequence`.
    """
    meeting = open_meeting(invitation.meeting)
    if invitation.stamp_sent:
        meeting.sequence += 1
        post_invite(invitation, meeting, kind="withdrawal", build=cancel_file, letter=withdrawn_letter)
        meeting.sequence += 1
        meeting.save(update_fields=["sequence"])
    record("invitation.withdrawn", meeting, by=by, person=invitation.person_id, response=invitation.response)
    invitation.delete()
