"""Asking how a task goes: one person about one task, or everyone who has some of them."""

from collections import defaultdict

from django.db import transaction
from django.utils import timezone

from audit.record import record
from tasks import letters
from tasks.actions.telling import tell
from tasks.models import Task


@transaction.atomic
def nudge(task: Task, *, by) -> bool:
    """Ask the assignee how it goes, once a day at most; False where nobody has the task."""
    if task.assignee is None:
        return False
    tell(task.assignee, task, kind="task_nudge", reference=_today(), letter=letters.nudge_letter(task))
    record("task.nudged", task, by=by)
    return True


@transaction.atomic
def nudge_all(tasks, *, by) -> int:
    """Ask each person about all she has of these in one mail, once a day at most; how many people."""
    of_person: dict = defaultdict(list)
    for task in tasks:
        if task.assignee and task.assignee != by:
            of_person[task.assignee].append(task)
    for person, hers in of_person.items():
        letter = letters.nudge_letter(hers[0]) if len(hers) == 1 else letters.nudge_many_letter(person, hers)
        tell(person, hers[0], kind="task_nudge", reference=_today(), letter=letter)
        for task in hers:
            record("task.nudged", task, by=by)
    return len(of_person)


def _today() -> str:
    return f"day:{timezone.localdate():%Y-%m-%d}"
