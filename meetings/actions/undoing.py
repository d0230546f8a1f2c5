"""A change or a cancellation is taken back with its mail: as long as none has left, it is as if it had not been."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.record import record
from mail.actions import NotPossible
from mail.batches import present_batch
from meetings.actions.places import settle_places
from meetings.enums import MeetingState
from meetings.models import Answer, Before, Invitation, Meeting, Proposal

KEPT = timedelta(hours=1)
OF_MEETING = (
    "title", "starts_at", "ends_at", "format", "venue_id", "room", "join_link", "capacity",
    "provisional", "state", "sequence", "asked_sequence", "revision", "changed_at",
)  # fmt: skip
ANSWERS = ("response", "answered_at", "waiting_since")
OF_INVITATION = (*ANSWERS, "sequence_sent", "stamp_sent", "revision_sent")


def keep_before(meeting: Meeting) -> None:
    """At the beginning of an act on a locked meeting: where its mail can be taken back, so can the act."""
    if (batch := present_batch()) is None:
        return
    forget_before(timezone.now() - KEPT)
    invitations = {
        invitation.pk: _values(invitation, OF_INVITATION) for invitation in meeting.invitations.all()
    }
    fields = _values(meeting, OF_MEETING)
    last = meeting.events.order_by("pk").last()
    Before.objects.create(
        batch=batch.code,
        meeting=meeting,
        last_event=last.pk if last else 0,
        fields=fields,
        invitations=invitations,
    )


def forget_before(moment: datetime) -> int:
    """What was kept to take back something done before that moment."""
    return Before.objects.filter(at__lt=moment).delete()[0]


@transaction.atomic
def put_back(batch: str, *, whole: bool, by) -> bool:
    """The meeting as it was before the act of that batch; False where the batch is of no such act.

    Raises NotPossible once a mail of it has left, or once something else was done to the meeting.
    """
    before = Before.objects.filter(batch=batch).first()
    if before is None:
        return False
    if not whole:
        raise NotPossible(_("It is too late: some have been told already, so the others are told too."))
    meeting = Meeting.objects.select_for_update().get(pk=before.meeting_id)
    invitations = {str(invitation.pk): invitation for invitation in meeting.invitations.all()}
    if not _untouched(meeting, before, invitations):
        raise NotPossible(
            _("Something else was done to this meeting since; take that back first, or change it again.")
        )
    _set(meeting, before.fields)
    meeting.save()
    _put_answers_back(invitations, before)
    settle_places(meeting)
    meeting.events.filter(pk__gt=before.last_event).delete()
    followed = Proposal.objects.filter(invitation__meeting=meeting, accepted=True, settled_at__gte=before.at)
    followed.update(settled_at=None, accepted=False)
    before.delete()
    record("meeting.put_back", meeting, by=by)
    return True


def _untouched(meeting: Meeting, before: Before, invitations: dict[str, Invitation]) -> bool:
    was = before.fields
    return (
        meeting.revision == was["revision"] + 1
        and meeting.sequence <= was["sequence"] + 1
        and meeting.state != MeetingState.HELD
        and invitations.keys() == before.invitations.keys()
    )


def _put_answers_back(invitations: dict[str, Invitation], before: Before) -> None:
    """But for who has answered since."""
    since = Answer.objects.filter(invitation__in=invitations.values(), at__gte=before.at)
    answered = set(since.values_list("invitation_id", flat=True))
    for number, values in before.invitations.items():
        invitation = invitations[number]
        left_out = ANSWERS if invitation.pk in answered else ()
        _set(invitation, {name: value for name, value in values.items() if name not in left_out})
    Invitation.ever.bulk_update(invitations.values(), OF_INVITATION, batch_size=200)


def _values(row, names) -> dict:
    found = {name: getattr(row, name) for name in names}
    return {name: v.isoformat() if isinstance(v, datetime) else v for name, v in found.items()}


def _set(row, values: dict) -> None:
    for name, value in values.items():
        setattr(row, name, row._meta.get_field(name.removesuffix("_id")).to_python(value))
