from django.db import models


class Response(models.TextChoices):
    """An answer, in RFC 5545's PARTSTAT words."""

    NONE = "needs-action", "No answer"
    ACCEPTED = "accepted", "Yes"
    TENTATIVE = "tentative", "Maybe"
    DECLINED = "declined", "No"


class Source(models.TextChoices):
    LINK = "link", "Link in the mail"
    PAGE = "page", "Signed-in page"
    CALENDAR = "calendar", "Calendar"
    COORDINATOR = "coordinator", "Coordinator"


class MeetingState(models.TextChoices):
    SCHEDULED = "scheduled", "Scheduled"
    MOVED = "moved", "Moved"
    CANCELLED = "cancelled", "Cancelled"
    HELD = "held", "Held"


class Format(models.TextChoices):
    IN_PERSON = "in_person", "In person"
    ONLINE = "online", "Online"
    HYBRID = "hybrid", "In person and online"


class Tell(models.TextChoices):
    """Who is written to about a change."""

    EVERYBODY = "everybody", "Everybody who is invited"
    AFFECTED = "affected", "Only those it concerns"
    NOBODY = "nobody", "Nobody"
