"""A reply that could not be told which task it is about, until the coordinator said so."""

from django.db import transaction
from django.utils.translation import gettext_noop

from mail.inbound.actions import settle
from mail.inbound.models import InboundMessage, InboundState
from mail.inbound.reading import new_text_of, parse
from tasks.actions.talk import comment
from tasks.models import Comment, Source, Task

ADDED = gettext_noop("You added it to a task")
LONGEST = 4000


@transaction.atomic
def add_reply(task: Task, reply: InboundMessage, *, by) -> Comment | None:
    """Make it a comment of whoever the answered mail went to; None where it waits no more, or has no words."""
    reply = InboundMessage.objects.waiting().select_for_update(of=("self",)).filter(pk=reply.pk).first()
    text = new_text_of(parse(bytes(reply.raw))) if reply else ""
    if not text:
        return None
    remark = comment(task, text=text[:LONGEST], by=reply.answers.person, source=Source.MAIL)
    reply.about = task
    reply.save(update_fields=["content_type", "object_id"])
    settle(reply, state=InboundState.HANDLED, reason=f"{ADDED}: {task}", by=by)
    return remark
