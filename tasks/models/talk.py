"""What is said about a task, and the small steps inside it."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from tasks.enums import Source
from tasks.models.tasks import Task


class Comment(models.Model):
    """One remark, kept as it came; `mentions` are those it was addressed to."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="comments")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="task_comments"
    )
    text = models.TextField()
    source = models.CharField(max_length=4, choices=Source.choices, default=Source.PAGE)
    mentions = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"comment {self.pk}"


class ChecklistItem(models.Model):
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="checklist")
    text = models.CharField(max_length=200)
    done = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text
