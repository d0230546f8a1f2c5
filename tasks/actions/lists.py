"""Opening, editing, assigning, moving and closing tasks."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from audit.record import record
from tasks import letters
from tasks.actions.telling import one_mail_each, tell, tell_chairs
from tasks.enums import CLOSED
from tasks.models import Status, Task
from tasks.quarters import same_day_next_quarter

COPIED = ("workgroup", "objective", "title", "description", "deliverable", "measure", "organization")
COPIED += ("due_by_quarter", "priority", "public", "help_wanted", "source")


class Conflict(Exception):
    """Someone else changed the same fields meanwhile; `current` maps each to its value now."""

    def __init__(self, current: dict):
        super().__init__(", ".join(current))
        self.current = current


@transaction.atomic
def open_task(
    *, title: str, workgroup=None, assignee=None, due=None, origin="", public=False, by, **details
) -> Task:
    """Put a task on a workgroup's list (or the coordinator's own) and tell its assignee.

    `details` are further fields of Task, such as description, objective or repeats.
    """
    task = Task.objects.create(
        title=title, workgroup=workgroup, due=due, origin=origin, public=public, **details
    )
    record("task.opened", task, by=by)
    if assignee:
        assign(task, to=assignee, by=by)
    return task


@transaction.atomic
def assign(task: Task, *, to, by) -> None:
    """Give the task to one person, who gets one mail for it; the same person twice is told once.

    `to` is None where nobody leads any more.
    """
    if task.assignee_id == (to.pk if to else None):
        return
    task.assignee, task.assigned_at, task.snoozed_until = to, timezone.now() if to else None, None
    task.needs_help, task.proposed_due = False, None
    _save(task, "assignee", "assigned_at", "snoozed_until", "needs_help", "proposed_due")
    entry = record("task.assigned", task, by=by, to=to.pk if to else None)
    if to:
        tell(
            to,
            task,
            kind="task_assigned",
            reference=f"entry:{entry.pk}",
            letter=letters.assigned_letter(task),
        )


@transaction.atomic
def set_status(task: Task, *, status: str, by, reason: str = "", seen: str = "") -> None:
    """Move the task; done and dropped close it, anything else opens it again.

    A task that repeats opens once more for the next quarter when it is done. Raises Conflict, writing nothing,
    where the status is no longer the one that was `seen`, nor the one asked for.
    """
    task = Task.objects.select_for_update().get(pk=task.pk)
    if seen:
        _refuse_if_changed(task, seen={"status": seen}, changes={"status": status})
    if task.status == status and task.reason == reason:
        return
    now, before = timezone.now(), task.status
    task.status, task.reason = status, reason
    if before != status:
        task.status_at = now
        task.closed_at = now if status in CLOSED else None
    if status in CLOSED:
        task.needs_help, task.proposed_due = False, None
    _save(task, "status", "reason", "status_at", "closed_at", "needs_help", "proposed_due")
    record("task.status_changed", task, by=by, before=before, after=status)
    if status == Status.DONE and task.repeats:
        _repeat(task, by=by)


def _repeat(task: Task, *, by) -> None:
    if Task.objects.filter(repeat_of=task).exists():
        return
    due = same_day_next_quarter(task.due or timezone.localdate())
    following = Task.objects.create(
        due=due, repeats=True, repeat_of=task, **{name: getattr(task, name) for name in COPIED}
    )
    record("task.repeated", following, by=None, of=task.pk)
    if task.assignee and task.assignee.is_active:
        assign(following, to=task.assignee, by=by)


@transaction.atomic
def move(task: Task, *, due: date | None, by, by_quarter: bool = False) -> None:
    """Give the task another date and tell whoever has it; a proposed date is answered by it."""
    task = Task.objects.select_for_update().get(pk=task.pk)
    before = task.due
    task.proposed_due, task.snoozed_until = None, None
    task.due, task.due_by_quarter = due, by_quarter
    _save(task, "due", "due_by_quarter", "proposed_due", "snoozed_until")
    if before == due:
        return
    entry = record("task.moved", task, by=by, before=_iso(before), after=_iso(due))
    _tell_moved(task, entry, by)


def _tell_moved(task: Task, entry, by) -> None:
    if task.assignee and task.assignee != by:
        tell(
            task.assignee,
            task,
            kind="task_moved",
            reference=f"entry:{entry.pk}",
            letter=letters.moved_letter(task),
        )


@transaction.atomic
def propose_date(task: Task, *, due: date, by) -> None:
    """Ask the chair for another date; the date itself stays until she confirms."""
    if task.proposed_due == due:
        return
    task.proposed_due = due
    _save(task, "proposed_due")
    entry = record("task.date_proposed", task, by=by, to=_iso(due))
    tell_chairs(
        task,
        kind="task_date_proposed",
        reference=f"entry:{entry.pk}",
        letter=letters.proposed_letter(task),
        but=by,
    )


@transaction.atomic
def decline_date(task: Task, *, by) -> None:
    """Keep the date as it is, and say so to whoever proposed another."""
    if task.proposed_due is None:
        return
    task.proposed_due = None
    _save(task, "proposed_due")
    entry = record("task.date_kept", task, by=by)
    if task.assignee and task.assignee != by:
        reference = f"entry:{entry.pk}"
        letter = letters.date_kept_letter(task)
        tell(task.assignee, task, kind="task_date_kept", reference=reference, letter=letter)


@transaction.atomic
def snooze(task: Task, *, until: date, by) -> None:
    """No reminders of this task until that day."""
    task.snoozed_until = until
    task.save(update_fields=["snoozed_until"])
    record("task.snoozed", task, by=by, until=_iso(until))


@transaction.atomic
def edit(task: Task, *, seen: dict, changes: dict, by) -> Task:
    """Write the fields she changed, given what she saw; others' changes to other fields stand.

    Raises Conflict, writing nothing, where someone else changed one of the same fields meanwhile.
    """
    now = Task.objects.select_for_update().get(pk=task.pk)
    _refuse_if_changed(now, seen=seen, changes=changes)
    changes = {name: value for name, value in changes.items() if getattr(now, name) != value}
    assigned = "assignee" in changes
    new_assignee = changes.pop("assignee", None)
    new_status = changes.pop("status", now.status)
    new_reason = changes.pop("reason", now.reason)
    if changes:
        for name, value in changes.items():
            setattr(now, name, value)
        if "due" in changes:
            now.proposed_due = now.snoozed_until = None
        _save(now, *changes, "proposed_due", "snoozed_until")
        entry = record("task.edited", now, by=by, fields=sorted(changes))
        if "due" in changes and not assigned:
            _tell_moved(now, entry, by)
    if assigned:
        assign(now, to=new_assignee, by=by)
    set_status(now, status=new_status, reason=new_reason, by=by)
    return Task.objects.get(pk=now.pk)


def _refuse_if_changed(now: Task, *, seen: dict, changes: dict) -> None:
    current = {
        name: getattr(now, name)
        for name, value in changes.items()
        if getattr(now, name) not in (seen[name], value)
    }
    if current:
        raise Conflict(current)


@transaction.atomic
def change_all(tasks, *, changes: dict, by, seen: dict[int, dict] | None = None) -> list[Task]:
    """Write the same changes to several tasks, each with its own history, one mail to a person.

    `seen` is what was seen of each task, by its number. Those whose same fields someone else changed meanwhile
    stay as they are, and are returned. Rows are locked in one order, so that two such acts never wait for each other.
    """
    left = []
    with one_mail_each():
        for task in sorted(tasks, key=lambda task: task.pk):
            was = {name: getattr(task, name) for name in changes} | (seen or {}).get(task.pk, {})
            try:
                edit(task, seen=was, changes=dict(changes), by=by)
            except Conflict:
                left.append(task)
    return left


@transaction.atomic
def assign_all(pairs, *, by) -> None:
    """Give each task to its person, `pairs` of (task, person), and tell everyone once of all that is hers."""
    with one_mail_each():
        for task, person in pairs:
            assign(task, to=person, by=by)


def _save(task: Task, *fields: str) -> None:
    task.changed_at = timezone.now()
    task.save(update_fields=[*fields, "changed_at"])


def _iso(day) -> str | None:
    return day.isoformat() if day else None
