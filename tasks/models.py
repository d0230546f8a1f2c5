"""A piece of work on a workgroup's list, or on the coordinator's own."""

from django.conf import settings
from django.db import models

from workgroups.models import Workgroup


class Status(models.TextChoices):
    NOT_STARTED = "not_started", "Not started"
    IN_PROGRESS = "in_progress", "In progress"
    WAITING = "waiting", "Waiting"
    DONE = "done", "Done"
    DROPPED = "dropped", "Dropped"


CLOSED = (Status.DONE, Status.DROPPED)


class TaskQuerySet(models.QuerySet):
    def open(self):
        return self.exclude(status__in=CLOSED)

    def overdue(self, today):
        """Open and past due on `today`, the consortium's calendar date. Overdue is never stored."""
        return self.open().filter(due__lt=today)


class Task(models.Model):
    """An action item is a Task that a minutes entry points to; `origin` is only the printed reference."""

    workgroup = models.ForeignKey(
        Workgroup, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    title = models.CharField(max_length=250)
    description = models.TextField(blank=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    due = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.NOT_STARTED)
    origin = models.CharField(max_length=40, blank=True)
    public = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["due", "pk"]

    def __str__(self) -> str:
        return self.title

    def is_overdue(self, today) -> bool:
        return self.status not in CLOSED and self.due is not None and self.due < today
