from django.db import models


class State(models.TextChoices):
    """Where a message stands in the outbox."""

    QUEUED = "queued", "Queued"
    HELD = "held", "Held"
    SENT = "sent", "Sent"
    BOUNCED = "bounced", "Bounced"
    SUPPRESSED = "suppressed", "Suppressed"
    CANCELLED = "cancelled", "Cancelled"
    FAILED = "failed", "Failed"
