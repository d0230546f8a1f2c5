"""Dates that are offered before one is fixed, and who can come on which."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.models.meetings import Meeting, Venue
from workgroups.models import Workgroup


class Ability(models.TextChoices):
    """What a person says of one date."""

    YES = "yes", "I can"
    MAYBE = "maybe", _("If need be")
    NO = "no", _("I cannot")


class Poll(models.Model):
    """A question for a date; `meeting` is what it came to."""

    title = models.CharField(max_length=150)
    workgroup = models.ForeignKey(
        Workgroup, null=True, blank=True, on_delete=models.PROTECT, related_name="polls"
    )
    venue = models.ForeignKey(Venue, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    meeting = models.OneToOneField(
        Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="poll"
    )
    made_at = models.DateTimeField(default=timezone.now)
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="polls")

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"poll {self.pk}"


class PollDate(models.Model):
    """One of the dates that a poll offers."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="dates")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "starts_at"], name="date_offered_once"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="poll_date_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"date {self.pk}"


class PollAnswer(models.Model):
    """One person on one date; the last word stands."""

    date = models.ForeignKey(PollDate, on_delete=models.CASCADE, related_name="answers")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="poll_answers"
    )
    ability = models.CharField(max_length=5, choices=Ability.choices)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["date", "person"], name="one_answer_for_each_date")]

    def __str__(self) -> str:
        return f"{self.ability} {self.pk}"
