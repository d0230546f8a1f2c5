"""Whom an act on a task tells, and the one way it does."""

from django.utils.translation import gettext as _

from mail.actions import post
from mail.links import sign
from tasks.models import Task
from workgroups.keepers import keepers


def tell(person, task: Task, *, kind: str, reference: str, letter: dict) -> None:
    """One message to one person about one task; her link needs no account where the task is hers."""
    hers = task.assignee_id == person.pk or task.helpers.filter(person=person).exists()
    path = f"/t/{sign('task', task.pk, person.pk)}/" if hers else f"/tasks/{task.pk}/"
    label = _("Answer") if hers else _("Open")
    post(kind=kind, person=person, about=task, reference=reference, path=path, label=label, **letter)


def tell_chairs(task: Task, *, kind: str, reference: str, letter: dict, but=None) -> None:
    """The chairs of the task's group, or the coordinator where there is none; not whoever did it."""
    for person in keepers(task.workgroup):
        if person != but:
            tell(person, task, kind=kind, reference=reference, letter=letter)
