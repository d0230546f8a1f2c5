"""Where a person opens a task: by her signed link where it is hers, else by its page."""

from django.conf import settings

from mail.links import sign
from tasks.models import Task


def is_hers(person, task: Task) -> bool:
    """Whether she leads the task or helps with it."""
    return task.assignee_id == person.pk or task.helpers.filter(person=person).exists()


def path_for(person, task: Task) -> str:
    """The path on this site; no account is needed where the task is hers."""
    if is_hers(person, task):
        return f"/t/{sign('task', task.pk, person.pk)}/"
    return f"/tasks/{task.pk}/"


def address_for(person, task: Task) -> str:
    """The whole address, for the words of a mail. Discreet people's mail has no such words."""
    return f"{settings.SITE_URL}{path_for(person, task)}"
