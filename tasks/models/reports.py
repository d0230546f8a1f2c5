"""A workgroup's quarterly report, and the filters someone keeps."""

from django.conf import settings
from django.db import models

from workgroups.models import Workgroup


class Report(models.Model):
    """Drafted from the list, edited by the chair, filed for the agenda. `quarter` reads 2026-Q4."""

    workgroup = models.ForeignKey(Workgroup, on_delete=models.PROTECT, related_name="reports")
    quarter = models.CharField(max_length=7)
    text = models.TextField()
    saved_at = models.DateTimeField(auto_now=True)
    filed_at = models.DateTimeField(null=True, blank=True)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-quarter"]
        constraints = [
            models.UniqueConstraint(fields=["workgroup", "quarter"], name="one_report_per_quarter")
        ]

    def __str__(self) -> str:
        return f"report {self.quarter}"


class SavedFilter(models.Model):
    """A list's filters under a name, one person's own; `query` is the part of the address after `?`."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_filters"
    )
    workgroup = models.ForeignKey(
        Workgroup, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=250)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
