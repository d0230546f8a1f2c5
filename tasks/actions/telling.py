"""Whom an act on a task tells, and the one way it does."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from mail.actions import post
from mail.models import Message
from tasks import letters
from tasks.links import is_hers, path_for
from tasks.models import Task
from workgroups.keepers import keepers

TOGETHER = {"task_assigned": letters.assigned_many_letter, "task_moved": letters.moved_many_letter}


@dataclass
class _Kept:
    """What one person is to hear of one kind: each task with its reference, and the letter about it alone."""

    tasks: list[Task] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    letter: dict = field(default_factory=dict)


_kept: ContextVar[dict | None] = ContextVar("kept", default=None)


@contextmanager
def one_mail_each() -> Iterator[None]:
    """What is said inside of tasks given or moved leaves together at the end: one mail to a person, not one a task."""
    if _kept.get() is not None:
        yield
        return
    kept: dict[tuple, _Kept] = {}
    token = _kept.set(kept)
    try:
        yield
    finally:
        _kept.reset(token)
    for (person, kind), said in kept.items():
        _tell_together(person, kind, said)


def tell(person, task: Task, *, kind: str, reference: str, letter: dict) -> None:
    """One message to one person about one task; her link needs no account where the task is hers."""
    kept = _kept.get()
    if kept is not None and kind in TOGETHER:
        said = kept.setdefault((person, kind), _Kept())
        said.tasks.append(task)
        said.references.append(reference)
        said.letter = letter
        return
    _post(person, [task], kind=kind, about=task, reference=reference, letter=letter)


def tell_chairs(task: Task, *, kind: str, reference: str, letter: dict, but=None) -> None:
    """The chairs of the task's group, or the coordinator where there is none; not whoever did it."""
    for person in keepers(task.workgroup):
        if person != but:
            tell(person, task, kind=kind, reference=reference, letter=letter)


def _tell_together(person, kind: str, said: _Kept) -> None:
    """The single letter where it is about one task; else one letter, about the person, with a link to each."""
    if len(said.tasks) == 1:
        about, letter = said.tasks[0], said.letter
    else:
        about, letter = person, TOGETHER[kind](person, said.tasks)
    _post(person, said.tasks, kind=kind, about=about, reference=said.references[0], letter=letter)


def _post(person, tasks: list[Task], *, kind: str, about, reference: str, letter: dict) -> None:
    path = path_for(person, tasks[0])
    message = post(
        kind=kind,
        person=person,
        about=about,
        reference=reference,
        path=path,
        label=button(len(tasks), hers=is_hers(person, tasks[0])),
        **letter,
    )
    if message is not None and kind == "task_assigned":
        _remember(message, tasks)


def button(count: int, *, hers: bool) -> str:
    """The word on a mail's button."""
    if count > 1:
        return _("Open the first")
    return _("Answer") if hers else _("Open")


def _remember(message: Message, tasks: list[Task]) -> None:
    """Which mail told the assignee, so that a mail taken back takes its tasks back."""
    Task.objects.filter(pk__in=[task.pk for task in tasks]).update(told_in=message)
