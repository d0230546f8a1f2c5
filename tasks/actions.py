"""The only place that writes tasks: each act is one transaction with its history and its mail."""

from django.db import transaction
from django.utils import timezone

from audit.record import record
from mail.actions import post
from mail.links import sign
from tasks.enums import CLOSED
from tasks.models import Task


@transaction.atomic
def open_task(*, title: str, workgroup=None, assignee=None, due=None, origin="", public=False, by) -> Task:
    """Put a task on a workgroup's list (or the coordinator's own) and tell its assignee."""
    task = Task.objects.create(title=title, workgroup=workgroup, due=due, origin=origin, public=public)
    record("task.opened", task, by=by)
    if assignee:
        assign(task, to=assignee, by=by)
    return task


@transaction.atomic
def assign(task: Task, *, to, by) -> None:
    """Give the task to one person, who gets one mail for it; the same person twice is told once."""
    if task.assignee_id == to.pk:
        return
    task.assignee = to
    task.save(update_fields=["assignee"])
    entry = record("task.assigned", task, by=by, to=to.pk)
    due = f"\nDue: {task.due:%A, %B} {task.due.day}, {task.due.year}" if task.due else ""
    post(
        kind="task_assigned",
        person=to,
        about=task,
        reference=f"entry:{entry.pk}",
        subject=f"For you: {task.title}",
        body=f"This is yours to do:\n\n{task.title}{due}",
        discreet_body="Something is waiting for you.",
        path=f"/t/{sign('task', task.pk, to.pk)}/",
    )


@transaction.atomic
def set_status(task: Task, *, status: str, by) -> None:
    """Move the task; done and dropped close it, anything else opens it again."""
    task = Task.objects.select_for_update().get(pk=task.pk)
    if task.status == status:
        return
    before, task.status = task.status, status
    task.closed_at = timezone.now() if status in CLOSED else None
    task.save(update_fields=["status", "closed_at"])
    record("task.status_changed", task, by=by, before=before, after=status)
