from django.db import models


class Kind(models.TextChoices):
    DOCUMENT = "document", "Document"
    LINK = "link", "Web link"
    TRAINING = "training", "Training"
    SERVICE = "service", "Service"
    STATUTE = "statute", "Statute or act"
    DATA_SET = "data_set", "Data set"


class Reader(models.TextChoices):
    """Whom a resource is written for."""

    EVERYONE = "everyone", "The public"
    SERVICE_PROVIDER = "service_provider", "Service providers"
    LAW_ENFORCEMENT = "law_enforcement", "Law enforcement"
    EDUCATOR = "educator", "Educators"
    SURVIVOR = "survivor", "Survivors"


class State(models.TextChoices):
    SUGGESTED = "suggested", "Suggested"
    IN_REVIEW = "in_review", "Being validated"
    PUBLISHED = "published", "Published"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


class LinkState(models.TextChoices):
    UNCHECKED = "unchecked", "Not checked yet"
    FINE = "fine", "Answers"
    GUARDED = "guarded", "Lets only people in"
    MOVED = "moved", "Leads to another site"
    CHANGED = "changed", "Title changed"
    BROKEN = "broken", "Does not answer"
