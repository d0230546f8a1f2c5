"""What tasks do when a "send to all" was taken back."""

from mail.signals import taken_back
from tasks.enums import Status
from tasks.models import Task


def give_back(sender, *, messages, **kwargs) -> None:
    """Who was never told of a task does not have it; the next circulation gives it again."""
    for message in messages:
        if message.kind == "task_assigned":
            Task.objects.filter(
                told_in=message.pk, assignee=message.person, status=Status.NOT_STARTED
            ).update(assignee=None, assigned_at=None, told_in=None)


def connect() -> None:
    taken_back.connect(give_back, dispatch_uid="tasks.give_back")
