"""Files that belong to a task."""

from django.db import transaction
from django.utils import timezone

from audit.record import record
from tasks.models import Task, TaskDocument


@transaction.atomic
def add_document(task: Task, *, title: str, file, by) -> TaskDocument:
    """Lay a checked file beside a task, for whoever sees it."""
    document = TaskDocument.objects.create(task=task, title=title, file=file, by=by)
    Task.objects.filter(pk=task.pk).update(changed_at=timezone.now())
    record("task.document_added", task, by=by, document=document.pk)
    return document


@transaction.atomic
def remove_document(document: TaskDocument, *, by) -> None:
    """Take it away; its file goes when the removal is certain."""
    task, pk, file = document.task, document.pk, document.file
    document.delete()
    record("task.document_removed", task, by=by, document=pk)
    transaction.on_commit(lambda: file.storage.delete(file.name))
