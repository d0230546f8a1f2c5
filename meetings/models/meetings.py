"""Meetings, where they are, and their agendas. Times are stored in UTC."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.enums import Format, MeetingState
from workgroups.models import Workgroup


class Venue(models.Model):
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=200, blank=True)
    parking = models.TextField(blank=True)
    access = models.TextField(
        _("getting in"), blank=True, help_text=_("Step-free entrance, quiet room, hearing loop.")
    )
    room = models.CharField(_("usual room"), max_length=80, blank=True)
    transit = models.TextField(_("bus and train"), blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


DOOR_OPENS_BEFORE = timedelta(hours=2)
DOOR_CLOSES_AFTER = timedelta(hours=12)


def new_uid() -> str:
    """An opaque UID, permanent for the meeting's life (RFC 7986 5.3: no host, no address in it)."""
    return uuid4().hex


class MeetingQuerySet(models.QuerySet):
    def upcoming(self, now=None):
        """Neither over nor cancelled: the same as `Meeting.is_ahead`."""
        past = [MeetingState.CANCELLED, MeetingState.HELD]
        return self.filter(ends_at__gte=now or timezone.now()).exclude(state__in=past)

    def announced(self):
        """Those that someone was told of; a date that is only being prepared is nobody's business."""
        return self.filter(invitations__isnull=False).distinct()

    def visible_to(self, person):
        """The consortium's meetings are every member's; a workgroup's are its own people's and its guests'."""
        if person.is_coordinator:
            return self
        groups = person.roles.on(timezone.localdate()).values("workgroup")
        invited = person.invitations.values("meeting")
        return self.filter(Q(workgroup=None) | Q(workgroup__in=groups) | Q(pk__in=invited))


class Meeting(models.Model):
    """Quarterly when it has no workgroup. Holds the UID and the current SEQUENCE (RFC 5545 3.8.7.4)."""

    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=150)
    workgroup = models.ForeignKey(
        Workgroup, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings"
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    format = models.CharField(max_length=10, choices=Format.choices, default=Format.IN_PERSON)
    venue = models.ForeignKey(Venue, null=True, blank=True, on_delete=models.PROTECT)
    room = models.CharField(max_length=80, blank=True)
    join_link = models.URLField(blank=True)
    capacity = models.PositiveSmallIntegerField(
        _("places in the room"),
        null=True,
        blank=True,
        help_text=_("Who says yes after that waits for a place."),
    )
    provisional = models.BooleanField(
        default=False, editable=False, help_text="Only the date was told so far; the invitation follows."
    )
    state = models.CharField(
        max_length=10, choices=MeetingState.choices, default=MeetingState.SCHEDULED, editable=False
    )
    uid = models.CharField(max_length=64, unique=True, default=new_uid, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    asked_sequence = models.PositiveIntegerField(
        default=0,
        editable=False,
        help_text="The version with which answers were last asked anew; a reply to an older one is stale.",
    )
    revision = models.PositiveIntegerField(
        default=0, editable=False, help_text="Counts every change, also those of mere words."
    )
    changed_at = models.DateTimeField(
        default=timezone.now, editable=False, help_text="DTSTAMP and LAST-MODIFIED of the feeds."
    )

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def has_begun(self) -> bool:
        """Before, there is nothing to tell of it: no minutes leave."""
        return self.starts_at <= timezone.now()

    @property
    def is_over(self) -> bool:
        """Held, or past its end: who was there can still be put right, but nobody is asked, moved or let go."""
        return self.state == MeetingState.HELD or self.ends_at < timezone.now()

    @property
    def is_ahead(self) -> bool:
        """Whether people are asked to it, and it can be changed or cancelled: also while it goes on."""
        return self.state != MeetingState.CANCELLED and not self.is_over

    @property
    def door_opens_at(self) -> datetime:
        """From then on people say themselves that they are here; an earlier press at the door may be a try."""
        return self.starts_at - DOOR_OPENS_BEFORE

    @property
    def door_closes_at(self) -> datetime:
        """Until then the door notes who comes and goes; later, attendance is corrected instead."""
        return self.ends_at + DOOR_CLOSES_AFTER

    @property
    def door_is_early(self) -> bool:
        return timezone.now() < self.door_opens_at

    @property
    def door_is_shut(self) -> bool:
        """Cancelled, or over for so long that a press would say a wrong time."""
        return self.state == MeetingState.CANCELLED or self.door_closes_at < timezone.now()

    @property
    def place(self) -> str:
        """One line of text; for signed-in members and invitees only (survivor safety R28)."""
        parts = [self.venue.name if self.venue else "", self.room, self.venue.address if self.venue else ""]
        return ", ".join(part for part in parts if part)
