"""How a motion was counted: by which rule, among whom, and each organization's one vote."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.models.minutes import Entry, Minutes
from members.models import Organization


class Basis(models.TextChoices):
    """Of what a share is needed."""

    CAST = "cast", _("of the votes cast")
    PRESENT = "present", _("of the voting members present")
    ALL = "all", _("of all voting members")


class Share(models.TextChoices):
    MAJORITY = "majority", _("More than half")
    TWO_THIRDS = "two_thirds", _("Two thirds")


class Choice(models.TextChoices):
    FOR = "for", pgettext_lazy("vote", "For")
    AGAINST = "against", _("Against")
    ABSTAIN = "abstain", _("Abstains")
    RECUSED = "recused", _("Recused")


class Motion(models.Model):
    """The count of a motion in a meeting (`entry`), or of an approval out of meeting (`approves`, `until`).

    `eligible`, `present` and `quorum` count voting organizations as they were when it was counted.
    """

    entry = models.OneToOneField(
        Entry, null=True, blank=True, on_delete=models.CASCADE, related_name="motion"
    )
    approves = models.ForeignKey(
        Minutes, null=True, blank=True, on_delete=models.CASCADE, related_name="ballots"
    )
    until = models.DateField(null=True, blank=True)
    basis = models.CharField(max_length=8, choices=Basis.choices, default=Basis.CAST)
    share = models.CharField(max_length=10, choices=Share.choices, default=Share.MAJORITY)
    eligible = models.PositiveSmallIntegerField(default=0)
    present = models.PositiveSmallIntegerField(default=0)
    quorum = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField(default=timezone.now, editable=False)
    counted_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(entry__isnull=False, approves=None) | Q(entry=None, approves__isnull=False),
                name="motion_is_in_a_meeting_or_out_of_it",
            ),
            models.UniqueConstraint(
                fields=["approves"], condition=Q(counted_at=None), name="one_open_ballot_per_minutes"
            ),
        ]

    def __str__(self) -> str:
        return f"motion {self.pk}"


class Vote(models.Model):
    """One organization's vote; nothing here says which person gave it."""

    motion = models.ForeignKey(Motion, on_delete=models.CASCADE, related_name="votes")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="votes")
    choice = models.CharField(max_length=8, choices=Choice.choices)

    class Meta:
        ordering = ["organization__name"]
        constraints = [
            models.UniqueConstraint(fields=["motion", "organization"], name="one_vote_per_organization")
        ]

    def __str__(self) -> str:
        return f"vote {self.pk}"
