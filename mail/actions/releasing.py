"""What waited until it was known how to reach a person."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from audit.record import record
from charter.models import Charter
from mail.actions.handing_over import deliver_after_commit
from mail.enums import State
from mail.models import Message
from mail.wishes import UNDECIDED, Wishes


@transaction.atomic
def release_held(person, *, by) -> int:
    """After the coordinator chose how to reach a person: what waited for it leaves, or never will.

    What was written in words too open for her stays held. Says how many leave.
    """
    wishes, ready = Wishes([person], Charter.load()), []
    waiting = Message.objects.filter(person=person, state=State.HELD, gather=False, reason=UNDECIDED)
    for message in waiting.select_for_update():
        if person.neutral and not message.neutral:
            message.reason = gettext_noop("written before this person's mail became discreet")
        else:
            message.state, message.reason = wishes.state_for(person)
            message.address = person.mail_address or message.address
        message.save(update_fields=["state", "reason", "address"])
        if message.state == State.QUEUED:
            ready.append(message)
    now = timezone.now()
    if due := [message.pk for message in ready if message.due_at <= now]:
        deliver_after_commit(due)
    if ready:
        record("mail.released", person, by=by, count=len(ready))
    return len(ready)
