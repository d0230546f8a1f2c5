"""The door on the day: who may keep it without an account, and each note that its tablet sent."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from meetings.models.meetings import Meeting


class DoorPassQuerySet(models.QuerySet):
    def valid(self, now=None):
        """Neither run out nor taken back."""
        return self.filter(expires_at__gt=now or timezone.now(), revoked_at=None)


class DoorPass(models.Model):
    """Lets whoever holds its link check in by organization until it runs out; it shows labels only."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="door_passes")
    helper = models.CharField(max_length=80)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = DoorPassQuerySet.as_manager()

    class Meta:
        ordering = ["given_at"]

    def __str__(self) -> str:
        return f"door pass {self.pk}"


class DoorNote(models.Model):
    """One press at the door, by the id its device gave it: sent twice, it is done once and answered alike."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="door_notes")
    client_id = models.CharField(max_length=36)
    outcome = models.CharField(max_length=12)
    told = models.CharField(max_length=250, blank=True)
    received_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "client_id"], name="door_note_counts_once")]

    def __str__(self) -> str:
        return f"door note {self.pk}"
