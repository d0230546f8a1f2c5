"""What a person may do with a task. What she may not see is `Task.objects.visible_to`."""

from tasks.models import Task, TaskDocument
from workgroups.policy import can_edit_tasks


def can_edit_task(person, task: Task) -> bool:
    """Chairs edit, assign, move and nudge in their own group; the coordinator everywhere."""
    return person is not None and can_edit_tasks(person, task.workgroup)


def can_work_on_task(person, task: Task) -> bool:
    """Whoever leads or helps says how it goes, and so may those who edit it."""
    if person is None:
        return False
    return (
        task.assignee_id == person.pk
        or task.helpers.filter(person=person).exists()
        or can_edit_task(person, task)
    )


def can_remove_document(person, document: TaskDocument) -> bool:
    """Whoever brought it, and those who edit the task."""
    return person is not None and (document.by_id == person.pk or can_edit_task(person, document.task))


def can_comment_task(person, task: Task) -> bool:
    """Any member who sees a task may say something about it."""
    return person is not None and Task.objects.visible_to(person).filter(pk=task.pk).exists()


def can_offer_help(person, task: Task) -> bool:
    """Any member, on an open task that asks for helpers."""
    return (
        person is not None
        and task.help_wanted
        and task.is_open
        and task.assignee_id != person.pk
        and not task.helpers.filter(person=person).exists()
    )
