"""Who is asked to a meeting, why, and what each answered. Times are stored in UTC."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.enums import Response, Source
from meetings.models.attendance import AttendanceMode
from meetings.models.meetings import Meeting
from members.models import Organization
from workgroups.models import Workgroup


class Audience(models.Model):
    """A group that a meeting asks: whoever joins it later is asked too, whoever leaves it is not any more.

    Without workgroup and organization it is the whole consortium.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="audiences")
    workgroup = models.ForeignKey(
        Workgroup, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(workgroup=None, organization=None),
                name="whole_consortium_asked_once",
            ),
            models.UniqueConstraint(fields=["meeting", "workgroup"], name="workgroup_asked_once"),
            models.UniqueConstraint(fields=["meeting", "organization"], name="organization_asked_once"),
            models.CheckConstraint(
                condition=Q(workgroup=None) | Q(organization=None), name="audience_is_one_group"
            ),
        ]

    def __str__(self) -> str:
        return f"audience {self.pk}"


class Withdrawn(models.TextChoices):
    """Why an invitation does not stand any more."""

    UNINVITED = "uninvited", _("Taken back")
    LEFT = "left", _("Left the group that was asked")
    ALTERNATE = "alternate", _("An alternate comes")


class InvitationQuerySet(models.QuerySet):
    def coming(self):
        """Those who said yes and have a place."""
        return self.filter(response=Response.ACCEPTED, waiting_since=None)

    def waiting(self):
        """Those who said yes and wait for a place, in the order they are promoted."""
        return self.filter(response=Response.ACCEPTED, waiting_since__isnull=False).order_by(
            "waiting_since", "pk"
        )

    def behind(self, meeting: Meeting):
        """Those whose calendar holds an older version than the meeting's own."""
        return self.filter(revision_sent__lt=meeting.revision)


class StandingInvitations(models.Manager.from_queryset(InvitationQuerySet)):
    """Without those that were withdrawn; `Invitation.ever` has all."""

    def get_queryset(self):
        return super().get_queryset().filter(withdrawn_at=None)


class Invitation(models.Model):
    """One person asked to one meeting: the version her calendar holds, and her present answer."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="invitations")
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="invitations"
    )
    in_stead_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="stand_ins"
    )
    chosen = models.BooleanField(
        default=False, help_text="Asked by name: stays asked whatever group she joins or leaves."
    )
    response = models.CharField(max_length=12, choices=Response.choices, default=Response.NONE)
    answered_at = models.DateTimeField(null=True)
    mode = models.CharField(max_length=10, choices=AttendanceMode.choices, blank=True)
    note = models.CharField(max_length=500, blank=True)
    shows = models.BooleanField(
        default=False, help_text="Others may see that she comes (survivor safety R24)."
    )
    waiting_since = models.DateTimeField(null=True, help_text="She said yes when the room was full.")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=10, choices=Withdrawn.choices, blank=True)
    asked_sequence = models.PositiveIntegerField(
        default=0,
        help_text="The version with which she was last asked anew; a reply to an older one is stale.",
    )
    sequence_sent = models.IntegerField(default=-1)
    stamp_sent = models.DateTimeField(null=True)
    revision_sent = models.IntegerField(default=-1)
    link_version = models.PositiveSmallIntegerField(
        default=0, help_text="Links with another number are dead."
    )

    objects = StandingInvitations()
    ever = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="one_invitation_per_person")
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    @property
    def current_from(self) -> int:
        """The oldest SEQUENCE that an answer of hers may be to: since the meeting moved, since she was re-asked."""
        return max(self.asked_sequence, self.meeting.asked_sequence)

    @property
    def stand_in(self) -> "Invitation | None":
        """The alternate's invitation, while it stands."""
        return Invitation.objects.filter(in_stead_of=self).select_related("person").first()


class Answer(models.Model):
    """One reply, kept for ever as it came."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="answers")
    response = models.CharField(max_length=12, choices=Response.choices)
    mode = models.CharField(max_length=10, choices=AttendanceMode.choices, blank=True)
    source = models.CharField(max_length=12, choices=Source.choices)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.response} {self.pk}"


class AnswerTotals(models.Model):
    """What stays of the answers to one meeting once nobody's own is kept any more (R30)."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="answer_totals")
    asked = models.PositiveIntegerField()
    accepted = models.PositiveIntegerField()
    tentative = models.PositiveIntegerField()
    declined = models.PositiveIntegerField()
    within_a_day = models.PositiveIntegerField()
    within_three_days = models.PositiveIntegerField()
    within_a_week = models.PositiveIntegerField()
    later = models.PositiveIntegerField()
    folded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = _("answer totals")

    def __str__(self) -> str:
        return f"answer totals {self.pk}"


class Needs(models.Model):
    """What one person needs to eat and to take part; the coordinator's alone, purged 30 days after (R25)."""

    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="needs")
    meal = models.CharField(max_length=200, blank=True)
    access = models.CharField(max_length=500, blank=True)
    told_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "needs"

    def __str__(self) -> str:
        return f"needs {self.pk}"


class AlternateWish(models.Model):
    """Someone we do not know is named as an alternate; the coordinator decides whether she is asked."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="alternate_wishes")
    name = models.CharField(max_length=150, blank=True)
    email = models.EmailField()
    asked_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True)
    accepted = models.BooleanField(default=False)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["invitation"], condition=Q(settled_at=None), name="one_open_alternate_wish"
            )
        ]

    def __str__(self) -> str:
        return f"alternate wish {self.pk}"
