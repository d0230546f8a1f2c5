"""The public notice of a meeting: where and when it was posted, and why late where it was."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.models.meetings import Meeting


class PostedBy(models.TextChoices):
    """The ways a rule set may ask for; which of them are enough is data (`meetings/data/`)."""

    PLACE = "place", _("Posted in a public place")
    WEBSITE = "website", _("On the website")
    PAPER = "paper", _("Paid notice in a newspaper")
    MEDIA = "media", _("Sent to news media that asked")
    OFFICIAL = "official", _("Sent to the official newspaper")


class Posting(models.Model):
    """The notice was put up somewhere at this moment."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="postings")
    how = models.CharField(max_length=10, choices=PostedBy.choices, default=PostedBy.PLACE)
    where = models.CharField(max_length=150)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.where


class ShortNotice(models.Model):
    """The good cause for a notice that came later than the usual time."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="short_notice")
    reason = models.CharField(max_length=300)

    def __str__(self) -> str:
        return f"short notice {self.pk}"
