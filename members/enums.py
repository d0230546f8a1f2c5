from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Audience(models.TextChoices):
    """Who is looking: decides what is shown of a person."""

    COORDINATOR = "coordinator", _("Coordinator")
    MEMBER = "member", _("Member")
    PUBLIC = "public", _("Public")


class OrganizationKind(models.TextChoices):
    AGENCY = "agency", _("Agency or organization")
    GROUP = "group", _("Group")
    INDIVIDUAL = "individual", _("Individual who serves in their own name")


class OrganizationStatus(models.TextChoices):
    APPLIED = "applied", _("Applied")
    ACTIVE = "active", _("Active")
    ON_LEAVE = "on_leave", _("On leave")
    FORMER = "former", _("Former")


class RepresentationRole(models.TextChoices):
    PRIMARY = "primary", _("Primary representative")
    ALTERNATE = "alternate", _("Alternate")


class Channel(models.TextChoices):
    """How mail may reach a person; undecided mail is held until the coordinator chooses."""

    EMAIL = "email", _("E-mail")
    CONTACT = "contact", _("Through a named contact")
    NONE = "none", _("No mail: looks for herself")
    UNDECIDED = "undecided", _("Not chosen yet")


class ListedTo(models.TextChoices):
    """Whom a consent lets see a field of a directory."""

    WORKGROUP = "workgroup", _("People in my workgroups")
    MEMBERS = "members", _("All members")
    PUBLIC = "public", _("The public")


class ListedField(models.TextChoices):
    NAME = "name", _("Name")
    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Phone")
    TITLE = "title", pgettext_lazy("person", "Title")
    PRONOUNS = "pronouns", _("Pronouns")
    SEATS = "seats", _("Whom I represent")


class DocumentKind(models.TextChoices):
    MOU = "mou", _("Memorandum of understanding")
    AUTHORIZATION = "authorization", _("Letter that names the representatives")
    OTHER = "other", _("Other")


class ProspectState(models.TextChoices):
    """How far we are with somebody who could join."""

    TO_ASK = "to_ask", _("To be asked")
    CONTACTED = "contacted", _("Contacted")
    INTERESTED = "interested", _("Interested")
    DECLINED = "declined", _("Declined")
    JOINED = "joined", _("Joined")


class ApplicationState(models.TextChoices):
    """Where an application to join stands."""

    UNCONFIRMED = "unconfirmed", _("Address not confirmed")
    WAITING = "waiting", _("Waiting for the coordinator")
    ASKED = "asked", _("A question was asked")
    APPROVED = "approved", _("Approved")
    DECLINED = "declined", _("Declined")
