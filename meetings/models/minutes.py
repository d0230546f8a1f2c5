"""Minutes: what was said, moved, decided and promised, from the first draft to the published copy."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meetings.models.meetings import Meeting
from tasks.models import Task
from workgroups.models import Workgroup


class MinutesState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    CIRCULATED = "circulated", _("Circulated draft")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Published")


class EntryKind(models.TextChoices):
    NOTE = "note", _("Note")
    DECISION = "decision", _("Decision")
    MOTION = "motion", _("Motion")
    ACTION = "action", _("Action item")


class StepKind(models.TextChoices):
    """What happened to minutes on their way."""

    BEGUN = "begun", _("Begun")
    CIRCULATED = "circulated", _("Circulated")
    CORRECTED = "corrected", _("Corrected")
    BALLOT = "ballot", _("Put to the organizations for approval")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Public copy withdrawn")


class MinutesQuerySet(models.QuerySet):
    def visible_to(self, person):
        """The public reads what is published, members what was circulated, and writers their drafts.

        The minutes of a workgroup's meeting are its own people's, and its guests', until they are published.
        """
        published = Q(state=MinutesState.PUBLISHED)
        if person is None:
            return self.filter(published)
        if person.is_coordinator:
            return self.all()
        roles = person.roles.on(timezone.localdate())
        own = Q(meeting__workgroup=None) | Q(meeting__workgroup__in=roles.values("workgroup"))
        own |= Q(meeting__in=person.invitations.values("meeting"))
        chaired = Q(meeting__workgroup__in=roles.chairs().values("workgroup"))
        return self.filter(published | chaired | (own & ~Q(state=MinutesState.DRAFT)))


class Minutes(models.Model):
    """One per meeting. `version` goes up with every accepted correction; words are kept per version.

    `attendance` is what an imported text says of it, and from approval on the attendance as it was then.
    `publication` counts the public copies; `corrections_until` is a day of the consortium's calendar.
    """

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes")
    state = models.CharField(
        max_length=10, choices=MinutesState.choices, default=MinutesState.DRAFT, editable=False
    )
    version = models.PositiveSmallIntegerField(default=1, editable=False)
    attendance = models.JSONField(default=dict, blank=True)
    corrections_until = models.DateField(null=True, blank=True)
    begun_at = models.DateTimeField(auto_now_add=True)
    circulated_at = models.DateTimeField(null=True, editable=False)
    approved_at = models.DateTimeField(null=True, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    publication = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "minutes"

    def __str__(self) -> str:
        return f"minutes of {self.meeting}"

    @property
    def is_draft(self) -> bool:
        return self.state in (MinutesState.DRAFT, MinutesState.CIRCULATED)

    @property
    def stage(self) -> str:
        """The state in a word or two; a circulated draft that took corrections in says so."""
        if self.state == MinutesState.CIRCULATED and self.version > 1:
            return gettext("Corrected draft")
        return self.get_state_display()


class MinutesStep(models.Model):
    """One step of the minutes' life: what, by whom, when, with which version, and which meeting approved them."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="steps")
    what = models.CharField(max_length=10, choices=StepKind.choices)
    version = models.PositiveSmallIntegerField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="minutes_steps"
    )

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.what} {self.pk}"


class Entry(models.Model):
    """A passage under a heading. An action item is the task it points to, not a copy of it.

    `changed` counts saves, so that two people never overwrite each other; `key` is the name a browser gave
    a new passage, so that one sent twice is written once. `carried` ones came by themselves from the
    meeting before; `approves` are the minutes a motion is about. `who` is the owner's name as approved. `withheld` leaves a passage out of the
    public copy, `stands` says that a decision is in force. The numbers and names of a motion are empty
    for other kinds; `named` is how an imported text says who voted otherwise.
    """

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="entries")
    position = models.PositiveIntegerField()
    heading = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=EntryKind.choices, default=EntryKind.NOTE)
    text = models.TextField()
    coordinator_only = models.BooleanField(default=False)
    withheld = models.BooleanField(default=False)
    stands = models.BooleanField(default=True)
    carried = models.BooleanField(default=False, editable=False)
    key = models.CharField(max_length=40, blank=True, editable=False)
    approves = models.ForeignKey(
        Minutes, null=True, blank=True, on_delete=models.PROTECT, related_name="approval_motions"
    )
    changed = models.PositiveIntegerField(default=0, editable=False)
    task = models.OneToOneField(
        Task, null=True, blank=True, on_delete=models.PROTECT, related_name="minutes_entry"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    workgroup = models.ForeignKey(
        Workgroup, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    who = models.CharField(max_length=200, blank=True, editable=False)
    due = models.DateField(null=True, blank=True)
    reference = models.CharField(max_length=40, blank=True)
    mover = models.CharField(max_length=200, blank=True)
    seconder = models.CharField(max_length=200, blank=True)
    yes = models.PositiveSmallIntegerField(null=True, blank=True)
    no = models.PositiveSmallIntegerField(null=True, blank=True)
    abstain = models.PositiveSmallIntegerField(null=True, blank=True)
    recused = models.PositiveSmallIntegerField(null=True, blank=True)
    result = models.CharField(max_length=40, blank=True)
    named = models.TextField(blank=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name_plural = "entries"
        indexes = [models.Index(fields=["kind", "stands"])]
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "key"], condition=~Q(key=""), name="one_passage_per_browser_key"
            )
        ]

    def __str__(self) -> str:
        return f"entry {self.pk}"

    def words(self) -> str:
        """What stands in the minutes: a task's present title while they are a draft, then the frozen text."""
        return self.task.title if self.task and self.minutes.is_draft else self.text


class MinutesVersion(models.Model):
    """The words of one version, kept as they were."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["minutes", "number"], name="one_text_per_version")]

    def __str__(self) -> str:
        return f"version {self.number}"
