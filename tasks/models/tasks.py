"""A piece of work on a workgroup's list, or on the coordinator's own."""

import re

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mail.models import Message
from members.models import Organization
from tasks.enums import CLOSED, Priority, Reason, Status
from tasks.models.plan import Objective
from tasks.querysets import TaskQuerySet
from workgroups.models import Workgroup

PRINTED = re.compile(r"[0-9]{4}-[0-9]{2}-")
# As TaskQuerySet.open asks it: of twenty years' tasks only the open few are looked at every day.
IS_OPEN = ~Q(status__in=CLOSED)


class Task(models.Model):
    """An action item is a Task that a minutes entry points to; `origin` is only the printed reference.

    `assignee` leads; an organization may be responsible with or without a named lead. `due` is a
    calendar date; where `due_by_quarter` it stands for its whole quarter. `told_in` is the mail by which
    the assignee heard of it. `status_at` is when the status
    last changed, `changed_at` when anything did.
    """

    workgroup = models.ForeignKey(
        Workgroup, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    objective = models.ForeignKey(
        Objective, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    title = models.CharField(max_length=250)
    description = models.TextField(blank=True)
    deliverable = models.CharField(max_length=250, blank=True)
    measure = models.CharField(max_length=250, blank=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    assigned_at = models.DateTimeField(null=True, blank=True, editable=False)
    told_in = models.ForeignKey(
        Message, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    due = models.DateField(null=True, blank=True)
    due_by_quarter = models.BooleanField(default=False)
    proposed_due = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.NOT_STARTED)
    reason = models.CharField(max_length=250, blank=True)
    status_at = models.DateTimeField(default=timezone.now, editable=False)
    priority = models.PositiveSmallIntegerField(choices=Priority.choices, default=Priority.NORMAL)
    public = models.BooleanField(default=False)
    help_wanted = models.BooleanField(default=False, help_text=_("Any member may offer to help."))
    needs_help = models.BooleanField(default=False, help_text=_("Whoever has it asked the chair for help."))
    repeats = models.BooleanField(default=False, help_text=_("Opens again for the next quarter when done."))
    repeat_of = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="repeated_as"
    )
    depends_on = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="holds_up")
    origin = models.CharField(max_length=40, blank=True, db_index=True)
    source = models.CharField(max_length=250, blank=True)
    snoozed_until = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["due", "pk"]
        indexes = [
            models.Index(fields=["workgroup", "status", "due"]),
            models.Index(fields=["workgroup", "due"]),
            models.Index(fields=["workgroup", "changed_at"]),
            models.Index(fields=["workgroup", "due", "id"], condition=IS_OPEN, name="open_tasks_of_a_group"),
            models.Index(fields=["assignee", "due"], condition=IS_OPEN, name="open_tasks_of_a_person"),
            models.Index(fields=["due"], condition=IS_OPEN, name="open_tasks_by_date"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_status_display(self) -> str:
        """As Django's own, which translates every choice for every row."""
        return str(Status(self.status).label)

    @property
    def is_open(self) -> bool:
        return self.status not in CLOSED

    @property
    def is_promise(self) -> bool:
        """Whether it is an action item of minutes, known by its printed reference, such as 2026-07-A7."""
        return bool(PRINTED.match(self.origin))

    def is_overdue(self, today) -> bool:
        return self.status not in CLOSED and self.due is not None and self.due < today


class Helper(models.Model):
    """Who helps the lead: a person or an organization. An offer stands until the chair accepts it."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="helpers")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="task_helps"
    )
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.CASCADE, related_name="task_helps"
    )
    offered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, organization=None)
                | Q(person=None, organization__isnull=False),
                name="helper_is_person_or_organization",
            ),
            models.UniqueConstraint(fields=["task", "person"], name="one_helper_per_person"),
            models.UniqueConstraint(fields=["task", "organization"], name="one_helper_per_organization"),
        ]

    def __str__(self) -> str:
        return f"helper {self.pk}"


class Reminded(models.Model):
    """Someone was reminded of a task for this reason and reference date; never twice for the same."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="reminded")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=10, choices=Reason.choices)
    reference = models.DateField(help_text="The due date, or the day since which it stands as it does.")
    day = models.DateField(help_text="The day on which the reminder fell.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task", "person", "reason", "reference", "day"], name="reminded_once_per_reference"
            )
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.pk}"
