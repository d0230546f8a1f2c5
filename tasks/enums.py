from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where a task stands. Overdue is computed from the date, never stored."""

    NOT_STARTED = "not_started", _("Not started")
    IN_PROGRESS = "in_progress", _("In progress")
    WAITING = "waiting", _("Waiting")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


CLOSED = (Status.DONE, Status.DROPPED)
NEEDS_REASON = (Status.WAITING, Status.DROPPED)


class Priority(models.IntegerChoices):
    HIGH = 1, _("High")
    NORMAL = 2, _("Normal")
    LOW = 3, _("Low")


class Source(models.TextChoices):
    """By which way a comment came."""

    PAGE = "page", _("Signed-in page")
    LINK = "link", _("Link in the mail")
    MAIL = "mail", _("Reply to the mail")


class Reason(models.TextChoices):
    """Why someone is reminded of a task."""

    OVERDUE = "overdue", _("Overdue")
    DUE_SOON = "due_soon", _("Due soon")
    WAITING = "waiting", _("Waiting for a long time")
    NO_OWNER = "no_owner", _("Nobody has this yet")
