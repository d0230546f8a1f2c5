"""Who is reminded of which task, and why: a pure choice that jobs carry out.

A reminder has a reference date (the due date, or the day since which a task waits or has nobody) and the
day on which it falls. A moved date is another reference and reminds again; done, dropped and snoozed
tasks are silent.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from members.models import Person
from tasks.enums import Reason, Status
from tasks.models import Reminded, Task
from workgroups.models import Role

SEND_AT = time(9)
DUE = (-7, -1, 1, 7, 14)
WAITING = (14, 28)
NO_OWNER = (3, 17)


@dataclass(frozen=True)
class Reminder:
    """One task of which one person is to be reminded."""

    task: Task
    person: Person
    reason: Reason
    reference: date
    day: date

    @property
    def key(self) -> tuple:
        return (self.task.pk, self.person.pk, self.reason, self.reference, self.day)


def due(now: datetime, zone: str) -> dict[Person, list[Reminder]]:
    """For each person, what has come due and was not said before; nothing before 9:00 in `zone`.

    After an outage only the latest reminder of a task is due: an earlier one would say the same thing.
    """
    local = now.astimezone(ZoneInfo(zone))
    if local.time() < SEND_AT:
        return {}
    today = local.date()
    chosen = _of_assignees(today, local.tzinfo) + _of_chairs(today, local.tzinfo)
    said = set(
        Reminded.objects.filter(
            day__gte=today - timedelta(days=400), task__in={r.task.pk for r in chosen}
        ).values_list("task_id", "person_id", "reason", "reference", "day")
    )
    digests = defaultdict(list)
    for reminder in chosen:
        if reminder.key not in said:
            digests[reminder.person].append(reminder)
    return dict(digests)


def latest(reference: date, offsets, today: date) -> date | None:
    """The last of the days that lie `offsets` from `reference` and are not ahead."""
    days = [reference + timedelta(days=offset) for offset in offsets]
    return max((day for day in days if day <= today), default=None)


def _awake(today: date):
    return Task.objects.open().exclude(snoozed_until__gt=today).select_related("assignee", "workgroup")


def _of_assignees(today: date, zone) -> list[Reminder]:
    mine = _awake(today).filter(assignee__is_active=True)
    chosen = []
    for task in mine.filter(due__lte=today - timedelta(days=DUE[0])):
        day = latest(task.due, DUE, today)
        told = task.assigned_at.astimezone(zone).date() if task.assigned_at else None
        if day and (told is None or told < day):
            reason = Reason.OVERDUE if day > task.due else Reason.DUE_SOON
            chosen.append(Reminder(task, task.assignee, reason, task.due, day))
    for task in mine.filter(status=Status.WAITING):
        since = task.status_at.astimezone(zone).date()
        if day := latest(since, WAITING, today):
            chosen.append(Reminder(task, task.assignee, Reason.WAITING, since, day))
    return chosen


def _of_chairs(today: date, zone) -> list[Reminder]:
    orphans = list(_awake(today).filter(assignee=None, organization=None))
    chairs = defaultdict(list)
    roles = Role.objects.on(today).chairs().filter(workgroup__in={t.workgroup_id for t in orphans})
    for role in roles.select_related("person"):
        chairs[role.workgroup_id].append(role.person)
    coordinators = list(Person.objects.filter(is_coordinator=True, is_active=True))
    chosen = []
    for task in orphans:
        since = task.created_at.astimezone(zone).date()
        if day := latest(since, NO_OWNER, today):
            people = chairs[task.workgroup_id] or coordinators
            chosen += [Reminder(task, person, Reason.NO_OWNER, since, day) for person in people]
    return chosen
