"""Who was there: one row per stay of a person, or of an organization where nobody is named. Not an answer."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.models.meetings import Meeting
from members.models import Organization


class AttendanceMode(models.TextChoices):
    IN_PERSON = "in_person", _("In person")
    REMOTE = "remote", _("By video or phone")


class AttendanceSource(models.TextChoices):
    """How we know."""

    DOOR = "door", _("Checked in at the door")
    SELF = "self", _("Said so during the meeting")
    LATE = "late", _("Said so afterwards")
    COORDINATOR = "coordinator", _("Noted by the coordinator")
    MINUTES = "minutes", _("From the minutes")


class AttendanceQuerySet(models.QuerySet):
    def present_at(self, moment):
        """Those in the room, or on the line, at this moment."""
        return self.filter(arrived_at__lte=moment).filter(Q(left_at=None) | Q(left_at__gt=moment))

    def voices(self):
        """Those who can speak for an organization: not its guests, who are not on the roster."""
        return self.filter(guest_name="", organization__isnull=False)

    def overlapping(self, starts, ends=None):
        """Stays that share a moment with one from `starts` to `ends` (None: to the end)."""
        found = self.filter(Q(left_at=None) | Q(left_at__gt=starts))
        return found.filter(arrived_at__lt=ends) if ends else found

    def organizations(self) -> set[int]:
        """The ids of the organizations that these stand for; a quorum counts these."""
        return set(self.exclude(organization=None).values_list("organization_id", flat=True))


class Attendance(models.Model):
    """Someone was at a meeting, for an organization or as a guest. `guest_name` is a walk-in not on the roster.

    A person who stands for two organizations has one row for each. Whoever leaves and comes back has one row
    for each stay, so that the quorum of any moment is right; at most one of them is open.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="attendances"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="attendances"
    )
    guest_name = models.CharField(max_length=150, blank=True)
    mode = models.CharField(max_length=10, choices=AttendanceMode.choices, default=AttendanceMode.IN_PERSON)
    source = models.CharField(max_length=12, choices=AttendanceSource.choices, default=AttendanceSource.DOOR)
    arrived_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering = ["arrived_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person", "organization"],
                condition=Q(left_at=None),
                name="one_open_stay_for_each_seat",
            ),
            models.UniqueConstraint(
                fields=["meeting", "person"],
                condition=Q(organization=None, left_at=None),
                name="one_open_stay_without_a_seat",
            ),
            models.UniqueConstraint(
                fields=["meeting", "organization"],
                condition=Q(person=None, guest_name="", left_at=None),
                name="one_open_unnamed_stay_for_each_seat",
            ),
            models.CheckConstraint(
                condition=Q(organization__isnull=False) | Q(person__isnull=False) | ~Q(guest_name=""),
                name="attendance_is_of_someone",
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gte=models.F("arrived_at")),
                name="attendance_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"attendance {self.pk}"
