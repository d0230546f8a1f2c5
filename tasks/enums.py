from django.db import models


class Status(models.TextChoices):
    """Where a task stands. Overdue is computed from the date, never stored."""

    NOT_STARTED = "not_started", "Not started"
    IN_PROGRESS = "in_progress", "In progress"
    WAITING = "waiting", "Waiting"
    DONE = "done", "Done"
    DROPPED = "dropped", "Dropped"


CLOSED = (Status.DONE, Status.DROPPED)
NEEDS_REASON = (Status.WAITING, Status.DROPPED)


class Priority(models.IntegerChoices):
    HIGH = 1, "High"
    NORMAL = 2, "Normal"
    LOW = 3, "Low"


class Source(models.TextChoices):
    """By which way a comment came."""

    PAGE = "page", "Signed-in page"
    LINK = "link", "Link in the mail"
    MAIL = "mail", "Reply to the mail"


class Reason(models.TextChoices):
    """Why someone is reminded of a task."""

    OVERDUE = "overdue", "Overdue"
    DUE_SOON = "due_soon", "Due soon"
    WAITING = "waiting", "Waiting for a long time"
    NO_OWNER = "no_owner", "Nobody has this yet"
