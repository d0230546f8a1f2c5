"""Comments, the steps inside a task, help asked for and offered."""

from django.db import transaction
from django.utils import timezone

from audit.record import record
from tasks import letters
from tasks.actions.telling import tell, tell_chairs
from tasks.models import ChecklistItem, Comment, Helper, Source, Task


@transaction.atomic
def comment(task: Task, *, text: str, by, source: str = Source.PAGE, mentions=()) -> Comment:
    """Keep a remark; whoever has the task and those mentioned get one mail each, the author none."""
    remark = Comment.objects.create(task=task, by=by, text=text, source=source)
    remark.mentions.set(mentions)
    _touch(task)
    record("task.commented", task, by=by, comment=remark.pk)
    told = {person.pk: person for person in [*mentions, task.assignee] if person and person != by}
    letter = letters.comment_letter(task, text)
    for person in told.values():
        tell(person, task, kind="task_comment", reference=f"comment:{remark.pk}", letter=letter)
    if not told:
        tell_chairs(task, kind="task_comment", reference=f"comment:{remark.pk}", letter=letter, but=by)
    return remark


@transaction.atomic
def ask_help(task: Task, *, by) -> None:
    """Tell the chair that whoever has this needs help; pressing again says nothing twice."""
    if task.needs_help:
        return
    task.needs_help = True
    task.save(update_fields=["needs_help"])
    _touch(task)
    entry = record("task.help_asked", task, by=by)
    tell_chairs(
        task, kind="task_help", reference=f"entry:{entry.pk}", letter=letters.help_letter(task), but=by
    )


@transaction.atomic
def offer_help(task: Task, *, by) -> None:
    """A member joins a task that asks for helpers; its lead, or else the chair, is told."""
    _, created = Helper.objects.get_or_create(task=task, person=by)
    if not created:
        return
    _touch(task)
    entry = record("task.help_offered", task, by=by)
    letter, reference = letters.offered_letter(task), f"entry:{entry.pk}"
    if task.assignee:
        tell(task.assignee, task, kind="task_offer", reference=reference, letter=letter)
    else:
        tell_chairs(task, kind="task_offer", reference=reference, letter=letter, but=by)


@transaction.atomic
def add_helper(task: Task, *, person=None, organization=None, by) -> Helper:
    """Put a person or an organization beside the lead; a person gets one mail."""
    helper, created = Helper.objects.get_or_create(task=task, person=person, organization=organization)
    if created:
        _touch(task)
        entry = record("task.helper_added", task, by=by, helper=helper.pk)
        if person:
            letter = letters.helping_letter(task)
            tell(person, task, kind="task_helper", reference=f"entry:{entry.pk}", letter=letter)
    return helper


@transaction.atomic
def remove_helper(helper: Helper, *, by) -> None:
    task, pk = helper.task, helper.pk
    helper.delete()
    _touch(task)
    record("task.helper_removed", task, by=by, helper=pk)


@transaction.atomic
def add_step(task: Task, *, text: str, by) -> ChecklistItem:
    step = ChecklistItem.objects.create(task=task, text=text)
    _touch(task)
    record("task.step_added", task, by=by, step=step.pk)
    return step


@transaction.atomic
def tick(step: ChecklistItem, *, done: bool, by) -> None:
    if step.done == done:
        return
    step.done = done
    step.save(update_fields=["done"])
    _touch(step.task)
    record("task.step_ticked", step.task, by=by, step=step.pk, done=done)


def _touch(task: Task) -> None:
    task.changed_at = timezone.now()
    task.save(update_fields=["changed_at"])
