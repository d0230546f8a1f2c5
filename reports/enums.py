from django.db import models
from django.utils.translation import gettext_lazy as _


class Question(models.TextChoices):
    """What members and funders ask; a report is arranged by these."""

    WORKING_ON = "working_on", _("What are we working on?")
    GAPS = "gaps", _("Where are the gaps?")
    PROGRESS = "progress", _("What progress was made?")
    HELP = "help", _("What help is needed?")


class Picture(models.TextChoices):
    """How a figure is drawn; each has its table beside it."""

    NONE = "", _("Table only")
    BARS = "bars", _("Bars")
    HEAT = "heat", _("Heat map")
    LINES = "lines", _("Lines over time")
    MAP = "map", _("Map by county")


class Scope(models.TextChoices):
    """What a token of the read API may read."""

    ORGANIZATIONS = "organizations", _("Organizations")
    PEOPLE = "people", _("People")
    MEETINGS = "meetings", _("Meetings and minutes")
    TASKS = "tasks", _("Workgroups and tasks")
    LIBRARY = "library", _("Library")
    REPORTS = "reports", _("Reports")
    OFFICE = "office", _("The coordinator's own: prospects, mail, history")
