"""Every message that came in, and the addresses whose mail came back."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class InboundState(models.TextChoices):
    """Where a message that came in stands."""

    RECEIVED = "received", _("Not read yet")
    WAITING = "waiting", _("Waits for you")
    HANDLED = "handled", _("Done by itself")
    IGNORED = "ignored", _("Set aside")


class InboundQuerySet(models.QuerySet):
    def waiting(self):
        """What only the coordinator can settle."""
        return self.filter(state=InboundState.WAITING)

    def settled(self):
        """Dealt with, or set aside: nobody needs their text any more."""
        return self.filter(state__in=[InboundState.HANDLED, InboundState.IGNORED])

    def about(self, about):
        return self.filter(content_type=ContentType.objects.get_for_model(about), object_id=str(about.pk))


class InboundMessage(models.Model):
    """One message as it came. The same message arriving twice (by two routes, or polled again) is one row.

    `raw` is erased some time after the message is settled; who wrote when, and what became of it, stays.
    `facts` holds what a handler read in it, for the coordinator's eyes.
    """

    fingerprint = models.CharField(max_length=64, unique=True)
    message_id = models.CharField(max_length=250, blank=True, db_index=True)
    sender = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=250, blank=True)
    received_at = models.DateTimeField(default=timezone.now, db_index=True)
    raw = models.BinaryField(null=True)
    state = models.CharField(
        max_length=10, choices=InboundState.choices, default=InboundState.RECEIVED, db_index=True
    )
    kind = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=250, blank=True)
    facts = models.JSONField(default=dict)
    attempts = models.PositiveSmallIntegerField(default=0)
    answers = models.ForeignKey("mail.Message", null=True, on_delete=models.SET_NULL, related_name="replies")
    content_type = models.ForeignKey(ContentType, null=True, on_delete=models.SET_NULL)
    object_id = models.CharField(max_length=40, blank=True)
    about = GenericForeignKey()
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)

    objects = InboundQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        indexes = [models.Index(fields=["content_type", "object_id"])]

    def __str__(self) -> str:
        return f"inbound {self.pk}"


class ReturnedAddress(models.Model):
    """An address whose mail came back. Once `suppressed_at` is set, nothing more is sent to it."""

    address = models.EmailField(unique=True)
    hard = models.PositiveSmallIntegerField(default=0)
    soft = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=250, blank=True)
    last_at = models.DateTimeField(default=timezone.now)
    suppressed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-last_at"]
        verbose_name_plural = _("returned addresses")

    def __str__(self) -> str:
        return f"returned address {self.pk}"


class InboxCursor(models.Model):
    """How far one mailbox has been read: IMAP's UIDVALIDITY and the last UID (RFC 9051 2.3.1.1)."""

    mailbox = models.CharField(max_length=250, unique=True)
    validity = models.BigIntegerField(default=0)
    last_uid = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.validity}:{self.last_uid}"
