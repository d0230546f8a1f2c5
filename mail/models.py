"""The outbox: every message that leaves is a row first, written with the change that caused it."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mail.enums import State
from mail.inbound.models import InboundMessage, InboxCursor, ReturnedAddress
from mail.rules.models import Rule, Skipped

__all__ = [
    "Attachment",
    "Frequency",
    "Heartbeat",
    "InboundMessage",
    "InboxCursor",
    "Message",
    "Pause",
    "Preference",
    "ReturnedAddress",
    "Rule",
    "Skipped",
]


class MessageQuerySet(models.QuerySet):
    def due(self, now):
        """Queued, ripe, and claimed by no worker that is still at work."""
        return self.filter(state=State.QUEUED, due_at__lte=now).filter(
            models.Q(claimed_until=None) | models.Q(claimed_until__lt=now)
        )

    def takeable(self, now):
        """Not sent, and in no worker's hands at this moment."""
        return self.filter(state__in=[State.QUEUED, State.HELD]).filter(
            models.Q(claimed_until=None) | models.Q(claimed_until__lt=now)
        )

    def gathered(self):
        """Those that wait to be told together, in a person's daily or weekly mail."""
        return self.filter(state=State.HELD, gather=True)


class Frequency(models.TextChoices):
    """When mail on a topic comes."""

    NOW = "now", _("At once")
    DAILY = "daily", _("Once a day, together")
    WEEKLY = "weekly", _("Once a week, together")
    NEVER = "never", _("Not at all")


class Message(models.Model):
    """One letter to one person. `key` makes a second writing of the same thing a no-op.

    The Message-ID is fixed when the row is written, so that a repeat after a crash can be folded by
    the receiver.
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
    batch = models.CharField(max_length=80, blank=True, db_index=True, help_text='One "send to all".')
    gather = models.BooleanField(default=False, help_text="Told in the person's next daily or weekly mail.")
    neutral = models.BooleanField(default=False, help_text="Made from neutral words alone.")
    secret = models.BooleanField(default=False, help_text="The text is erased once sent (sign-in codes).")
    state = models.CharField(max_length=12, choices=State.choices, default=State.QUEUED, db_index=True)
    reason = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now, db_index=True)
    claim = models.CharField(
        max_length=32, blank=True, db_index=True, help_text="The worker's, for one batch."
    )
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, db_index=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["content_type", "object_id"])]

    def __str__(self) -> str:
        return self.key

    def has_not_left(self, now) -> bool:
        """Whether it was neither sent nor taken back, and no worker has it in hand at this moment."""
        waits = self.state in {State.QUEUED, State.HELD, State.SUPPRESSED}
        return waits and (self.claimed_until is None or self.claimed_until < now)


class Attachment(models.Model):
    """A file that leaves with a message; never with a discreet one."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=100)
    content = models.BinaryField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Preference(models.Model):
    """How one person wants mail on one topic; without a row it comes at once."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_preferences"
    )
    topic = models.CharField(max_length=40)
    frequency = models.CharField(max_length=6, choices=Frequency.choices, default=Frequency.NOW)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "topic"], name="one_preference_per_topic")]

    def __str__(self) -> str:
        return f"{self.topic}: {self.frequency}"


class Pause(models.Model):
    """Until that day a person gets only the mail she needs."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_pause"
    )
    until = models.DateField(help_text="The first day on which mail comes again.")

    def __str__(self) -> str:
        return f"until {self.until}"


class Heartbeat(models.Model):
    """The last sign of life of a part that works out of sight: the scheduler, the worker."""

    part = models.CharField(max_length=20, unique=True)
    at = models.DateTimeField()
    warned_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.part
