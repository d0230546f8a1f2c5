"""Whom an act on a task tells, and the one way it does."""

from django.utils import timezone

from mail.actions import post
from mail.links import sign
from members.models import Person
from tasks.models import Task


def tell(person, task: Task, *, kind: str, reference: str, letter: dict) -> None:
    """One message to one person about one task; her link needs no account where the task is hers."""
    hers = task.assignee_id == person.pk or task.helpers.filter(person=person).exists()
    path = f"/t/{sign('task', task.pk, person.pk)}/" if hers else f"/tasks/{task.pk}/"
    post(kind=kind, person=person, about=task, reference=reference, path=path, **letter)


def tell_chairs(task: Task, *, kind: str, reference: str, letter: dict, but=None) -> None:
    """The chairs of the task's group, or the coordinator where there is none; not whoever did it."""
    for person in keepers(task):
        if person != but:
            tell(person, task, kind=kind, reference=reference, letter=letter)


def keepers(task: Task) -> list[Person]:
    """Who keeps the list this task is on, today."""
    people = Person.objects.filter(is_active=True)
    if task.workgroup is not None:
        roles = task.workgroup.roles.on(timezone.localdate()).chairs()
        chairs = list(people.filter(pk__in=roles.values("person")))
        if chairs:
            return chairs
    return list(people.filter(is_coordinator=True))
