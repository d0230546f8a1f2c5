"""What belongs to a task as a file."""

from django.db import models

from tasks.models.tasks import Task
from workgroups.models import Document


class TaskDocument(Document):
    """A draft, a source or the thing itself; whoever sees the task may read it."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="documents")
