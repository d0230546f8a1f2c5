"""Minutes: what was said, moved, decided and promised, from the first draft to the published copy."""

from django.conf import settings
from django.db import models

from meetings.models.meetings import Meeting
from tasks.models import Task
from workgroups.models import Workgroup


class MinutesState(models.TextChoices):
    DRAFT = "draft", "Draft"
    CIRCULATED = "circulated", "Circulated draft"
    APPROVED = "approved", "Approved"
    PUBLISHED = "published", "Published"


class EntryKind(models.TextChoices):
    NOTE = "note", "Note"
    DECISION = "decision", "Decision"
    MOTION = "motion", "Motion"
    ACTION = "action", "Action item"


class MinutesQuerySet(models.QuerySet):
    def visible_to(self, person):
        """The coordinator sees every draft, members what was circulated, the public what is published."""
        if person is None:
            return self.filter(state=MinutesState.PUBLISHED)
        return self.all() if person.is_coordinator else self.exclude(state=MinutesState.DRAFT)


class Minutes(models.Model):
    """One per meeting. `version` goes up with every accepted correction; words are kept per version."""

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

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "minutes"

    def __str__(self) -> str:
        return f"minutes of {self.meeting}"

    @property
    def is_draft(self) -> bool:
        return self.state in (MinutesState.DRAFT, MinutesState.CIRCULATED)


class Entry(models.Model):
    """A passage under a heading. An action item is the task it points to, not a copy of it.

    `changed` counts saves, so that two people never overwrite each other. The numbers and names of a
    motion are empty for other kinds.
    """

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="entries")
    position = models.PositiveIntegerField()
    heading = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=EntryKind.choices, default=EntryKind.NOTE)
    text = models.TextField()
    coordinator_only = models.BooleanField(default=False)
    may_be_published = models.BooleanField(default=False)
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
    due = models.DateField(null=True, blank=True)
    reference = models.CharField(max_length=40, blank=True)
    mover = models.CharField(max_length=200, blank=True)
    seconder = models.CharField(max_length=200, blank=True)
    yes = models.PositiveSmallIntegerField(null=True, blank=True)
    no = models.PositiveSmallIntegerField(null=True, blank=True)
    abstain = models.PositiveSmallIntegerField(null=True, blank=True)
    recused = models.PositiveSmallIntegerField(null=True, blank=True)
    result = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"entry {self.pk}"

    def words(self) -> str:
        """What stands in the minutes: a task's present title while they are a draft, then the frozen text."""
        return self.task.title if self.task and self.minutes.is_draft else self.text

    def vote(self) -> str:
        """`20 for, 0 against, 0 abstaining; 20 present. Carried.`, or nothing."""
        if self.yes is None:
            return ""
        counts = [(self.yes, "for"), (self.no or 0, "against"), (self.abstain or 0, "abstaining")]
        if self.recused:
            counts.append((self.recused, "recused"))
        present = sum(count for count, _ in counts)
        said = ", ".join(f"{count} {word}" for count, word in counts)
        return f"{said}; {present} present. {self.result.capitalize()}".strip() + "."


class CorrectionState(models.TextChoices):
    OPEN = "open", "Open"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"


class Correction(models.Model):
    """What someone proposes that a passage should say, and what became of it."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="corrections")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="corrections")
    proposed = models.TextField(max_length=5000)
    state = models.CharField(max_length=10, choices=CorrectionState.choices, default=CorrectionState.OPEN)
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"correction {self.pk}"


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
