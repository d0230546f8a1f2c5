"""The outbox: every message that leaves is a row first, written with the change that caused it."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from mail.enums import State
from mail.inbound.models import InboundMessage, InboxCursor, ReturnedAddress

__all__ = ["InboundMessage", "InboxCursor", "Message", "ReturnedAddress"]


class MessageQuerySet(models.QuerySet):
    def due(self, now):
        """Queued, ripe, and claimed by no worker that is still at work."""
        return self.filter(state=State.QUEUED, due_at__lte=now).filter(
            models.Q(claimed_until=None) | models.Q(claimed_until__lt=now)
        )


class Message(models.Model):
    """One letter to one person. `key` makes a second writing of the same thing a no-op.

    The Message-ID is fixed when the row is written, so that a repeat after a crash can be folded by
    the receiver; the bytes of every attempt are equal.
    """

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=60, db_index=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="messages"
    )
    address = models.EmailField()
    name = models.CharField(max_length=200, blank=True)
    from_name = models.CharField(max_length=120, blank=True)
    from_address = models.EmailField()
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField(blank=True)
    calendar = models.BinaryField(null=True)
    calendar_method = models.CharField(max_length=20, blank=True)
    message_id = models.CharField(max_length=120, unique=True)
    in_reply_to = models.CharField(max_length=120, blank=True)
    content_type = models.ForeignKey(ContentType, null=True, on_delete=models.SET_NULL)
    object_id = models.CharField(max_length=40, blank=True)
    about = GenericForeignKey()
    secret = models.BooleanField(default=False, help_text="The text is erased once sent (sign-in codes).")
    state = models.CharField(max_length=12, choices=State.choices, default=State.QUEUED, db_index=True)
    reason = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now, db_index=True)
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["content_type", "object_id"])]

    def __str__(self) -> str:
        return self.key
