"""The questions asked of task lists. Dates are the consortium's calendar dates."""

from django.db import models
from django.db.models import Q

from tasks.enums import CLOSED, Status


class TaskQuerySet(models.QuerySet):
    def open(self):
        return self.exclude(status__in=CLOSED)

    def closed(self):
        return self.filter(status__in=CLOSED)

    def overdue(self, today):
        """Open and past due on `today`, the consortium's calendar date. Overdue is never stored."""
        return self.open().filter(due__lt=today)

    def without_owner(self):
        """Open, and given neither to a person nor to an organization."""
        return self.open().filter(assignee=None, organization=None)

    def stuck(self):
        """Open, and someone asked for help or for another date."""
        return self.open().filter(Q(needs_help=True) | Q(proposed_due__isnull=False))

    def waiting_since(self, moment):
        """Waiting, and nothing moved since `moment`."""
        return self.filter(status=Status.WAITING, status_at__lt=moment)

    def of(self, person):
        """What a person leads or helps with."""
        return self.filter(Q(assignee=person) | Q(pk__in=person.task_helps.values("task")))

    def visible_to(self, person):
        """Members see every workgroup's list; the coordinator's own list is hers and its assignees'."""
        if person is None:
            return self.filter(public=True, workgroup__isnull=False)
        if person.is_coordinator:
            return self
        return self.filter(
            Q(workgroup__isnull=False) | Q(assignee=person) | Q(pk__in=person.task_helps.values("task"))
        )

    def due_between(self, first, last):
        return self.filter(due__gte=first, due__lte=last)

    def with_people(self):
        """Everything a row of a list shows, in one query."""
        return self.select_related(
            "assignee", "organization", "organization__sector", "workgroup", "objective"
        )
