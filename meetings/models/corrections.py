"""What readers propose, that they have read, and what the public copy leaves out."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.models.minutes import Entry, Minutes


class CorrectionState(models.TextChoices):
    OPEN = "open", pgettext_lazy("state", "Open")
    ACCEPTED = "accepted", _("Accepted")
    AMENDED = "amended", _("Accepted in other words")
    DECLINED = "declined", _("Declined")


class Correction(models.Model):
    """What someone proposes that a passage should say, and what became of it."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="corrections")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="corrections")
    proposed = models.TextField(max_length=5000)
    state = models.CharField(max_length=10, choices=CorrectionState.choices, default=CorrectionState.OPEN)
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"correction {self.pk}"


class Reading(models.Model):
    """Someone pressed "I have read them". Nobody's reading is noted in any other way."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="readings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveSmallIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "person", "version"], name="reads_a_version_once")
        ]

    def __str__(self) -> str:
        return f"reading {self.pk}"


class Redaction(models.Model):
    """Words that the check before publication found, or the writer named: kept, or left out everywhere."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="redactions")
    words = models.CharField(max_length=200)
    keep = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["minutes", "words"], name="words_are_settled_once")]

    def __str__(self) -> str:
        return f"redaction {self.pk}"
