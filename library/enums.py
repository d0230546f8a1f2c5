from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    DOCUMENT = "document", _("Document")
    LINK = "link", _("Web link")
    TRAINING = "training", _("Training")
    SERVICE = "service", _("Service")
    STATUTE = "statute", _("Statute or act")
    DATA_SET = "data_set", _("Data set")


class Reader(models.TextChoices):
    """Whom a resource is written for."""

    EVERYONE = "everyone", _("The public")
    SERVICE_PROVIDER = "service_provider", _("Service providers")
    LAW_ENFORCEMENT = "law_enforcement", _("Law enforcement")
    EDUCATOR = "educator", _("Educators")
    SURVIVOR = "survivor", _("Survivors")


class State(models.TextChoices):
    SUGGESTED = "suggested", _("Suggested")
    IN_REVIEW = "in_review", _("Being validated")
    PUBLISHED = "published", _("Published")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class LinkState(models.TextChoices):
    UNCHECKED = "unchecked", _("Not checked yet")
    FINE = "fine", pgettext_lazy("link", "Answers")
    GUARDED = "guarded", _("Lets only people in")
    MOVED = "moved", _("Leads to another site")
    CHANGED = "changed", _("Title changed")
    BROKEN = "broken", _("Does not answer")
