"""A reply to a mail about a task becomes a comment on it."""

from email.message import Message as Email

from mail.inbound.models import InboundMessage
from mail.inbound.reading import new_text_of
from mail.inbound.registry import Outcome, handled, waiting
from tasks.actions import comment
from tasks.models import Source, Task

KIND = "task_reply"
LONGEST = 4000


def handle_reply(email: Email, inbound: InboundMessage) -> Outcome | None:
    """Add what she typed above the quoted mail; None when the mail answers nothing about a task.

    Only the address the mail went to may answer it: knowing a mail is not being its reader.
    """
    answered = inbound.answers
    task = answered.about if answered is not None else None
    if not isinstance(task, Task):
        return None
    inbound.about = task
    person = answered.person
    if person is None or not person.is_active or inbound.sender != answered.address.lower():
        return waiting("A reply about a task, from another address than the mail went to.", KIND)
    if not Task.objects.visible_to(person).filter(pk=task.pk).exists():
        return waiting("A reply about a task that is no longer hers.", KIND)
    text = new_text_of(email)
    if not text:
        return waiting("A reply about a task, without text that could be read.", KIND)
    comment(task, text=text[:LONGEST], by=person, source=Source.MAIL)
    return handled("Added to the task as a comment.", KIND)
