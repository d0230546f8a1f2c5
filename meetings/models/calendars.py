"""What people's calendars told us, and the feeds that their calendars read."""

from secrets import token_urlsafe

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mail.models import InboundMessage
from meetings.models.invitations import Invitation


class CalendarReply(models.Model):
    """One answer of a calendar client, in RFC 5546's words; kept also when a later one stands."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="calendar_replies")
    inbound = models.ForeignKey(InboundMessage, null=True, on_delete=models.SET_NULL, related_name="+")
    partstat = models.CharField(max_length=20)
    sequence = models.PositiveIntegerField(default=0)
    stamp = models.DateTimeField()
    sent_by = models.CharField(max_length=254, blank=True)
    note = models.TextField(blank=True)
    stands = models.BooleanField(default=False, help_text="Whether it changed the answer when it came.")
    received_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-sequence", "-stamp", "-pk"]
        verbose_name_plural = _("calendar replies")

    def __str__(self) -> str:
        return f"{self.partstat} {self.pk}"


class Proposal(models.Model):
    """Another time that an invitee proposed from her calendar (COUNTER, RFC 5546 3.2.7). It changes nothing."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="proposals")
    inbound = models.ForeignKey(InboundMessage, null=True, on_delete=models.SET_NULL, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True)
    accepted = models.BooleanField(default=False)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"proposal {self.pk}"


class ReplyAddress(models.Model):
    """An address that her calendar answers from, as the coordinator found; nobody signs in or is written to by it."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reply_addresses"
    )
    address = models.EmailField(unique=True)
    noted_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name_plural = _("reply addresses")

    def __str__(self) -> str:
        return f"reply address {self.pk}"


def new_feed_key() -> str:
    """256 random bits: the address is the only secret (RFC 7986 has no better)."""
    return token_urlsafe(32)


class Feed(models.Model):
    """One person's own calendar address. Resetting it gives it a new key and ends the old one."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed"
    )
    key = models.CharField(max_length=64, unique=True, default=new_feed_key)
    with_tasks = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"feed {self.pk}"
