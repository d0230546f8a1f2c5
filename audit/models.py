"""Who did what, and when. Rows are only ever added; PostgreSQL sees to it too (`0002_append_only`)."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class AppendOnly(Exception):
    """Raised when code tries to change or delete an entry."""


class EntryQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise AppendOnly("history is never rewritten")

    def delete(self):
        raise AppendOnly("history is never deleted")


class Entry(models.Model):
    """One act: `verb` such as `meeting.cancelled`, on one object, by one person or by the system."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_constraint=False
    )
    verb = models.CharField(max_length=80, db_index=True)
    content_type = models.ForeignKey(ContentType, null=True, on_delete=models.SET_NULL)
    object_id = models.CharField(max_length=40, blank=True)
    about = GenericForeignKey()
    data = models.JSONField(default=dict)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["content_type", "object_id"])]
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.verb} {self.object_id}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise AppendOnly("history is never rewritten")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnly("history is never deleted")
