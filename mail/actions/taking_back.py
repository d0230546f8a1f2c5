"""The coordinator's hand in the outbox: take back what has not left, send once more what has."""

from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from audit.record import record
from charter.models import Charter
from mail.actions.handing_over import deliver_after_commit
from mail.actions.posting import new_message_id
from mail.enums import State
from mail.models import Message
from mail.signals import taken_back
from mail.wishes import Wishes


class NotPossible(Exception):
    """Nothing was written. `str()` is the sentence to show."""


@transaction.atomic
def cancel_batch(batch: str, *, by=None) -> int:
    """Take back what of a "send to all" has not left; says how many. The same can be posted again.

    Raises NotPossible where it can only be taken back whole, and something of it has left.
    """
    now = timezone.now()
    everything = list(Message.objects.filter(batch=batch).select_for_update())
    rows = [message for message in everything if message.has_not_left(now)]
    if rows:
        gone = [m for m in everything if not m.has_not_left(now) and m.state != State.CANCELLED]
        for message in rows:
            _cancel(message, gettext_noop("taken back before it left"))
        taken_back.send(Message, batch=batch, messages=rows, whole=not gone, by=by)
        record("mail.batch_cancelled", rows[0], by=by, count=len(rows), batch=batch)
    return len(rows)


@transaction.atomic
def cancel(message: Message, *, by) -> bool:
    """Take back one message that has not left; says whether it could be."""
    row = Message.objects.filter(pk=message.pk).takeable(timezone.now()).select_for_update().first()
    if row is None:
        return False
    _cancel(row, gettext_noop("cancelled by the coordinator"))
    record("mail.cancelled", row, by=by)
    return True


@transaction.atomic
def resend(message: Message, *, by) -> Message:
    """Send one message once more, as it was, to the person's present address; a new row tells of it.

    A held or failed one is queued itself. Raises NotPossible where the words are gone, or where they would
    tell more than this person's mail may.
    """
    message = Message.objects.select_for_update().get(pk=message.pk)
    _refuse(message)
    record("mail.resent", message, by=by)
    now = timezone.now()
    files = []
    if message.state not in {State.HELD, State.FAILED, State.QUEUED}:
        files = list(message.attachments.all())
        _become_another(message, now)
    message.state, message.reason, message.due_at = State.QUEUED, "", now
    message.attempts, message.gather, message.claimed_until, message.claim = 0, False, None, ""
    message.save()
    for file in files:
        file.pk, file.message = None, message
        file.save(force_insert=True)
    deliver_after_commit([message.pk])
    return message


def _refuse(message: Message) -> None:
    if message.secret or message.kind == "account":
        raise NotPossible(gettext("The text of account mail is not kept; a new code can be asked for."))
    if message.person is None:
        raise NotPossible(gettext("Whoever this was for is not known any more."))
    if message.person.neutral and not message.neutral:
        raise NotPossible(gettext("This was written before her mail became discreet, and says too much."))
    state, reason = Wishes([message.person], Charter.load()).state_for(message.person)
    if state != State.QUEUED:
        raise NotPossible(gettext("It would not leave: %(reason)s.") % {"reason": gettext(reason)})


def _become_another(message: Message, now) -> None:
    first = message.key.partition(":again:")[0]
    message.pk, message._state.adding = None, True
    message.key = f"{first[:170]}:again:{uuid4().hex[:12]}"
    message.sent_at, message.created_at = None, now
    message.address = message.address if message.calendar else message.person.mail_address
    message.message_id = new_message_id(message.neutral)


def _cancel(message: Message, reason: str) -> None:
    message.state, message.reason = State.CANCELLED, reason
    message.key = f"{message.key[:170]}:cancelled:{message.pk}"
    message.save(update_fields=["state", "reason", "key"])
