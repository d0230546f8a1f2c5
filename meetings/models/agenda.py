"""The agenda: its items and their papers, what members propose for it, and each version that was sent."""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.models.meetings import Meeting
from tasks.models import Task
from workgroups.models import Workgroup


class ItemKind(models.TextChoices):
    """What is expected of those who hear it."""

    REPORT = "report", _("Report")
    DISCUSSION = "discussion", _("Discussion")
    DECISION = "decision", _("Decision")
    PRESENTATION = "presentation", _("Presentation")
    BREAK = "break", _("Break")
    CLOSED = "closed", _("Closed session")


class ItemAudience(models.TextChoices):
    """Who reads an item. Only public ones stand in a public notice."""

    PUBLIC = "public", _("Everyone")
    MEMBERS = "members", _("Members")
    COORDINATOR = "coordinator", _("Coordinator alone")


class AgendaItemQuerySet(models.QuerySet):
    def public(self):
        return self.filter(audience=ItemAudience.PUBLIC)

    def for_members(self):
        """What is sent, printed and filed."""
        return self.exclude(audience=ItemAudience.COORDINATOR)

    def visible_to(self, person):
        """The items this person may read of a meeting that she may see."""
        if person is None:
            return self.public()
        return self if person.is_coordinator else self.for_members()


class AgendaItem(models.Model):
    """One line of the agenda. The presenter is a person or, where she is not on the roster, free words.

    `tasks` are those it is about; `paid_hours` of a consultant are the coordinator's alone to read.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda_items")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=ItemKind.choices, default=ItemKind.DISCUSSION)
    title = models.CharField(max_length=200)
    details = models.TextField(blank=True, max_length=4000)
    minutes = models.PositiveSmallIntegerField(default=10)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    presenter = models.CharField(max_length=120, blank=True)
    workgroup = models.ForeignKey(
        Workgroup, null=True, blank=True, on_delete=models.PROTECT, related_name="agenda_items"
    )
    audience = models.CharField(max_length=12, choices=ItemAudience.choices, default=ItemAudience.MEMBERS)
    content_note = models.CharField(max_length=200, blank=True)
    paid_hours = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    tasks = models.ManyToManyField(Task, blank=True, related_name="agenda_items")
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="one_agenda_item_per_position")
        ]

    def __str__(self) -> str:
        return self.title


class AgendaPaper(models.Model):
    """A file to read before an item; whoever may read the item may read it."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="papers")
    title = models.CharField(max_length=150)
    file = models.FileField(upload_to="agenda/%Y/")
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class ProposalState(models.TextChoices):
    OPEN = "open", _("Not answered yet")
    ACCEPTED = "accepted", _("On the agenda")
    AMENDED = "amended", _("On the agenda, changed")
    DECLINED = "declined", _("Declined")


class ItemProposal(models.Model):
    """What someone would like on the agenda, and what the coordinator made of it; `note` is told to her."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="item_proposals")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="item_proposals"
    )
    kind = models.CharField(max_length=12, choices=ItemKind.choices, default=ItemKind.DISCUSSION)
    title = models.CharField(max_length=200)
    reason = models.TextField(blank=True, max_length=2000)
    minutes = models.PositiveSmallIntegerField(default=10)
    workgroup = models.ForeignKey(
        Workgroup, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(
        max_length=10, choices=ProposalState.choices, default=ProposalState.OPEN, editable=False
    )
    note = models.CharField(max_length=300, blank=True)
    item = models.OneToOneField(
        AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="proposal"
    )
    proposed_at = models.DateTimeField(default=timezone.now, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["proposed_at", "pk"]

    def __str__(self) -> str:
        return f"item proposal {self.pk}"

    def is_late(self, until: date) -> bool:
        """Whether it came after the last day for proposals, in the consortium's own zone."""
        return timezone.localdate(self.proposed_at) > until


class AgendaVersion(models.Model):
    """The agenda as it was sent, kept as it was: the members' items alone. `digest` tells two apart."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda_versions")
    number = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    text = models.TextField()
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="one_agenda_per_version")]

    def __str__(self) -> str:
        return f"agenda {self.number}"
