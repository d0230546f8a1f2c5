"""A reply to a mail about a task becomes a comment on it; where a mail named several, the coordinator chooses."""

import re
from email.message import Message as Email

from django.utils.translation import gettext_noop

from mail.inbound.models import InboundMessage
from mail.inbound.reading import new_text_of
from mail.inbound.registry import Outcome, handled, waiting
from mail.links import read
from mail.models import Message
from members.models import Person
from tasks.actions import comment
from tasks.actions.replies import LONGEST
from tasks.models import Source, Task

KIND = "task_reply"
LINK = re.compile(r"/(?:t/([\w:-]{20,200})|tasks/(\d{1,18}))/")


def handle_reply(email: Email, inbound: InboundMessage) -> Outcome | None:
    """Add what she typed above the quoted mail; None when the mail answers nothing about a task.

    Only the address the mail went to may answer it: knowing a mail is not being its reader. A digest is about
    the person, and which of its tasks she answers is the coordinator's to say.
    """
    answered = inbound.answers
    task = answered.about if answered is not None else None
    if not isinstance(task, Task):
        if answered is not None and isinstance(answered.about, Person) and tasks_meant(answered):
            return waiting("An answer to a mail about several tasks. Choose the one it is about.", KIND)
        return None
    inbound.about = task
    person = answered.person
    if person is None or not person.is_active or inbound.sender != answered.address.lower():
        return waiting(
            gettext_noop("A reply about a task, from another address than the mail went to."), KIND
        )
    if not Task.objects.visible_to(person).filter(pk=task.pk).exists():
        return waiting(gettext_noop("A reply about a task that is no longer hers."), KIND)
    text = new_text_of(email)
    if not text:
        return waiting(gettext_noop("A reply about a task, without text that could be read."), KIND)
    comment(task, text=text[:LONGEST], by=person, source=Source.MAIL)
    return handled(gettext_noop("Added to the task as a comment."), KIND)


def tasks_meant(answered: Message) -> list[Task]:
    """What an answer to this mail may be about: the tasks it links to, as far as its reader may see them.

    A neutral mail names no task but the first, so of its reader all open ones count.
    """
    if answered.person is None:
        return []
    about = answered.about
    named = [about.pk] if isinstance(about, Task) else list(_linked(answered))
    tasks = Task.objects.visible_to(answered.person)
    found = {task.pk: task for task in tasks.filter(pk__in=named)}
    hers = [found[pk] for pk in dict.fromkeys(named) if pk in found]
    if answered.neutral and isinstance(about, Person):
        hers += tasks.open().filter(assignee=answered.person).exclude(pk__in=found).order_by("due", "pk")
    return hers


def _linked(answered: Message):
    for token, number in LINK.findall(answered.text):
        numbers = (int(number),) if number else read("task", token)
        if numbers:
            yield numbers[0]
