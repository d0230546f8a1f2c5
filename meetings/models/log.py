"""What became of a meeting, in order: the state is the last of these."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.models.meetings import Meeting


class MeetingEventKind(models.TextChoices):
    SCHEDULED = "scheduled", _("Scheduled")
    SAVED_THE_DATE = "saved", _("Save-the-date sent")
    INVITED = "invited", _("Invitations sent")
    CHANGED = "changed", _("Changed")
    MOVED = "moved", _("Moved")
    CANCELLED = "cancelled", _("Cancelled")
    HELD = "held", pgettext_lazy("meeting", "Held")


class MeetingEvent(models.Model):
    """One thing that happened to a meeting, with the times it had then and what it came to."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=10, choices=MeetingEventKind.choices)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    sequence = models.PositiveIntegerField()
    starts_at = models.DateTimeField(help_text="The beginning as it was after this.")
    fields = models.JSONField(default=list, help_text="Names of the fields that changed.")
    told = models.PositiveIntegerField(default=0, help_text="How many were written to.")

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Before(models.Model):
    """What a meeting and its invitations were before an act whose mail can still be taken back; for an hour at most."""

    batch = models.CharField(max_length=80, unique=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now, db_index=True)
    last_event = models.BigIntegerField(default=0, help_text="The number of the last line of the log.")
    fields = models.JSONField()
    invitations = models.JSONField(help_text="The same of each invitation, by its number.")

    def __str__(self) -> str:
        return self.batch
