from django.db import models


class Question(models.TextChoices):
    """What members and funders ask; a report is arranged by these."""

    WORKING_ON = "working_on", "What are we working on?"
    GAPS = "gaps", "Where are the gaps?"
    PROGRESS = "progress", "What progress was made?"
    HELP = "help", "What help is needed?"


class Picture(models.TextChoices):
    """How a figure is drawn; each has its table beside it."""

    NONE = "", "Table only"
    BARS = "bars", "Bars"
    HEAT = "heat", "Heat map"
    LINES = "lines", "Lines over time"
    MAP = "map", "Map by county"


class Scope(models.TextChoices):
    """What a token of the read API may read."""

    ORGANIZATIONS = "organizations", "Organizations"
    PEOPLE = "people", "People"
    MEETINGS = "meetings", "Meetings and minutes"
    TASKS = "tasks", "Workgroups and tasks"
    LIBRARY = "library", "Library"
    REPORTS = "reports", "Reports"
    OFFICE = "office", "The coordinator's own: prospects, mail, history"
