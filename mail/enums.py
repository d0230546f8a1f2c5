from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a message stands in the outbox."""

    QUEUED = "queued", _("Queued")
    HELD = "held", _("Held")
    SENT = "sent", _("Sent")
    BOUNCED = "bounced", _("Bounced")
    SUPPRESSED = "suppressed", _("Suppressed")
    CANCELLED = "cancelled", _("Cancelled")
    FAILED = "failed", _("Failed")
