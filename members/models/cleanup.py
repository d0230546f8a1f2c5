"""Keeping the roster clean, and what of it left the house."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class KeptApart(models.Model):
    """Two records that look alike and are not the same; they are not proposed for merging again."""

    model = models.CharField(max_length=12)
    first = models.BigIntegerField()
    second = models.BigIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["model", "first", "second"], name="kept_apart_once")]

    def __str__(self) -> str:
        return f"{self.model} {self.first} and {self.second}"


class DataExport(models.Model):
    """A file of rows that somebody took away, and what for (survivor safety R35, R36)."""

    what = models.CharField(max_length=40)
    format = models.CharField(max_length=10)
    purpose = models.CharField(max_length=200)
    with_unlisted = models.BooleanField(
        default=False, help_text="More than members may read: people, fields or exact figures."
    )
    count = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"export {self.pk}"
