from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Response(models.TextChoices):
    """An answer, in RFC 5545's PARTSTAT words."""

    NONE = "needs-action", _("No answer")
    ACCEPTED = "accepted", _("Yes")
    TENTATIVE = "tentative", _("Maybe")
    DECLINED = "declined", _("No")


class Source(models.TextChoices):
    LINK = "link", _("Link in the mail")
    PAGE = "page", _("Signed-in page")
    CALENDAR = "calendar", _("Calendar")
    COORDINATOR = "coordinator", _("Coordinator")


class MeetingState(models.TextChoices):
    SCHEDULED = "scheduled", _("Scheduled")
    MOVED = "moved", _("Moved")
    CANCELLED = "cancelled", _("Cancelled")
    HELD = "held", pgettext_lazy("meeting", "Held")


class Format(models.TextChoices):
    IN_PERSON = "in_person", _("In person")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("In person and online")


class Tell(models.TextChoices):
    """Who is written to about a change."""

    EVERYBODY = "everybody", _("Everybody who is invited")
    AFFECTED = "affected", _("Only those it concerns")
    NOBODY = "nobody", _("Nobody")
