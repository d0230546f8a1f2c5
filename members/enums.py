from django.db import models


class Audience(models.TextChoices):
    """Who is looking: decides what is shown of a person."""

    COORDINATOR = "coordinator", "Coordinator"
    MEMBER = "member", "Member"
    PUBLIC = "public", "Public"


class OrganizationKind(models.TextChoices):
    AGENCY = "agency", "Agency or organization"
    GROUP = "group", "Group"
    INDIVIDUAL = "individual", "Individual who serves in their own name"


class OrganizationStatus(models.TextChoices):
    APPLIED = "applied", "Applied"
    ACTIVE = "active", "Active"
    ON_LEAVE = "on_leave", "On leave"
    FORMER = "former", "Former"


class RepresentationRole(models.TextChoices):
    PRIMARY = "primary", "Primary representative"
    ALTERNATE = "alternate", "Alternate"


class Channel(models.TextChoices):
    """How mail may reach a person; undecided mail is held until the coordinator chooses."""

    EMAIL = "email", "E-mail"
    CONTACT = "contact", "Through a named contact"
    NONE = "none", "No mail: looks for herself"
    UNDECIDED = "undecided", "Not chosen yet"


class ListedTo(models.TextChoices):
    """Whom a consent lets see a field of a directory."""

    WORKGROUP = "workgroup", "People in my workgroups"
    MEMBERS = "members", "All members"
    PUBLIC = "public", "The public"


class ListedField(models.TextChoices):
    NAME = "name", "Name"
    EMAIL = "email", "E-mail"
    PHONE = "phone", "Phone"
    TITLE = "title", "Title"
    PRONOUNS = "pronouns", "Pronouns"
    SEATS = "seats", "Whom I represent"


class DocumentKind(models.TextChoices):
    MOU = "mou", "Memorandum of understanding"
    AUTHORIZATION = "authorization", "Letter that names the representatives"
    OTHER = "other", "Other"


class ProspectState(models.TextChoices):
    """How far we are with somebody who could join."""

    TO_ASK = "to_ask", "To be asked"
    CONTACTED = "contacted", "Contacted"
    INTERESTED = "interested", "Interested"
    DECLINED = "declined", "Declined"
    JOINED = "joined", "Joined"


class ApplicationState(models.TextChoices):
    """Where an application to join stands."""

    UNCONFIRMED = "unconfirmed", "Address not confirmed"
    WAITING = "waiting", "Waiting for the coordinator"
    ASKED = "asked", "A question was asked"
    APPROVED = "approved", "Approved"
    DECLINED = "declined", "Declined"
