"""A roster file on its way in, and what it brought."""

import hashlib

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportState(models.TextChoices):
    PREVIEWED = "previewed", _("Not confirmed yet")
    APPLIED = "applied", _("Imported")
    UNDONE = "undone", _("Undone")


class RosterImport(models.Model):
    """Nothing of a file reaches the roster before it is confirmed; then its bytes are erased.

    `columns` and `sectors` hold what the coordinator chose by hand, `created` the ids of what came in, and
    `changed` what was completed in records that were here before, without the values written.
    """

    file_name = models.CharField(max_length=200)
    content = models.BinaryField(blank=True)
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.PREVIEWED)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    columns = models.JSONField(default=dict, blank=True)
    sectors = models.JSONField(default=dict, blank=True)
    created = models.JSONField(default=dict, blank=True)
    changed = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"roster import {self.pk}"

    @property
    def completed(self) -> int:
        """How many records that were here before hold more since."""
        rows = [(kind, row[0]) for kind in ("organization", "person") for row in self.changed.get(kind, [])]
        return len({*rows, *(("organization", row[0]) for row in self.changed.get("counties", []))})


def mark(pk: int, value) -> str:
    """Tells later whether a field still holds what was written, without keeping it."""
    return hashlib.blake2b(f"{pk} {value}".encode(), digest_size=8).hexdigest()
