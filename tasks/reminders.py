"""Who is reminded of which task, and why: a pure choice that jobs carry out.

What else waits for a person stands in the same mail: an app to the right says so by `register_also`.

A reminder has a reference date (the due date, or the day since which a task waits or has nobody) and the
day on which it falls. A moved date is another reference and reminds again; done, dropped and snoozed
tasks are silent.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from charter.models import Charter
from charter.workdays import holidays
from mail.rules.book import active_rules, skipped
from mail.rules.clock import days_between, latest, quiet
from mail.rules.kinds import Planned, RuleKind, Span
from mail.rules.models import Rule
from members.batches import in_batches
from members.models import Person
from members.standing_in import coordinators
from tasks.enums import Reason, Status
from tasks.models import Reminded, Task
from workgroups.models import Role

SUBJECT = "tasks"
Anchor = tuple[date, date | None, list[Person]]


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


@dataclass(frozen=True)
class Also:
    """Something that waits for a person and is no task, with the page that opens it; `remember` keeps that it was said."""

    person: Person
    heading: str
    title: str
    path: str
    remember: Callable[[], object]


_also: list[Callable[["Clock"], Iterable[Also]]] = []


def register_also(source: Callable[["Clock"], Iterable[Also]]) -> None:
    """Have `source(clock)` asked at each run for what has come due and was not said before."""
    _also.append(source)


def due(now: datetime, zone: str) -> Iterator[tuple[Person, list[Reminder | Also]]]:
    """Each person with what has come due and was not said before; nothing before 9:00 in `zone`."""
    clock = Clock(now.astimezone(ZoneInfo(zone)))
    also = _by_person(one for source in _also for one in source(clock))
    for person, reminders in _of_tasks(clock):
        yield person, reminders + also.pop(person, [])
    yield from also.items()


def _of_tasks(clock: "Clock") -> Iterator[tuple[Person, list[Reminder]]]:
    """The tasks of each person that have come due and were not said before.

    After an outage only the latest reminder of a task is due: an earlier one would say the same thing.
    Those who have tasks are read in batches, so that nothing is held of all of them.
    """
    today = clock.local.date()
    as_chair = _by_person(_of_chairs(today, clock))
    owners = Person.objects.filter(is_active=True, pk__in=_awake(today).values("assignee"))
    for people in in_batches(owners):
        hers = _by_person(_of_assignees(today, clock, people))
        for person in people:
            if person in as_chair:
                hers.setdefault(person, []).extend(as_chair.pop(person))
        yield from _not_said(hers, today)
    yield from _not_said(as_chair, today)


def _by_person(reminders: Iterable) -> dict[Person, list]:
    found: dict[Person, list] = {}
    for reminder in reminders:
        found.setdefault(reminder.person, []).append(reminder)
    return found


def _not_said(found: dict[Person, list[Reminder]], today: date) -> Iterator[tuple[Person, list[Reminder]]]:
    about = Reminded.objects.filter(
        day__gte=today - timedelta(days=400),
        person__in=found,
        task__in={r.task.pk for rs in found.values() for r in rs},
    )
    said = set(about.values_list("task_id", "person_id", "reason", "reference", "day"))
    for person, reminders in found.items():
        if fresh := [reminder for reminder in reminders if reminder.key not in said]:
            yield person, fresh


class Clock:
    """The rules at one moment: which day's reminder of a sort is due for an anchor, if any."""

    def __init__(self, local: datetime):
        self.local, self.rules, self.off, self.skips = local, active_rules(), holidays(), skipped()

    def day(self, kind: str, anchor: date) -> date | None:
        found = latest(self.rules[kind], anchor, self.local, self.off)
        if found is None or quiet(found[0], self.local):
            return None
        if (kind, SUBJECT, found[1]) in self.skips:
            return None
        return found[1]

    def horizon(self, kind: str) -> int:
        """How many days before an anchor the first reminder of this sort can fall."""
        return max((-rule.offset for rule in self.rules[kind]), default=0) + 10


def _awake(today: date):
    return Task.objects.open().exclude(snoozed_until__gt=today).select_related("assignee", "workgroup")


def _of_assignees(today: date, clock: Clock, people: list[Person]) -> list[Reminder]:
    mine, zone = _awake(today).filter(assignee__in=people), clock.local.tzinfo
    chosen = []
    for task in mine.filter(due__lte=today + timedelta(days=clock.horizon("task_due"))):
        day = clock.day("task_due", task.due)
        told = task.assigned_at.astimezone(zone).date() if task.assigned_at else None
        if day and (told is None or told < day):
            reason = Reason.OVERDUE if today > task.due else Reason.DUE_SOON
            chosen.append(Reminder(task, task.assignee, reason, task.due, day))
    for task in mine.filter(status=Status.WAITING):
        since = task.status_at.astimezone(zone).date()
        if day := clock.day("task_waiting", since):
            chosen.append(Reminder(task, task.assignee, Reason.WAITING, since, day))
    return chosen


def _of_chairs(today: date, clock: Clock) -> list[Reminder]:
    chosen = []
    for task, people in _orphans(_awake(today), today):
        since = task.created_at.astimezone(clock.local.tzinfo).date()
        if day := clock.day("task_no_owner", since):
            chosen += [Reminder(task, person, Reason.NO_OWNER, since, day) for person in people]
    return chosen


def _orphans(tasks, today: date) -> list[tuple[Task, list[Person]]]:
    """Tasks that nobody has, with the chairs of their group; where it has none, the coordinators."""
    orphans = list(tasks.filter(assignee=None, organization=None))
    chairs = defaultdict(list)
    roles = Role.objects.on(today).chairs().filter(workgroup__in={t.workgroup_id for t in orphans})
    for role in roles.filter(person__is_active=True).select_related("person"):
        chairs[role.workgroup_id].append(role.person)
    without_chair = list(coordinators())
    return [(task, chairs[task.workgroup_id] or without_chair) for task in orphans]


def _anchors(kind: str, span: Span) -> list[Anchor]:
    """For each task as it stands now: the day that the rule counts from, until when it sleeps, and who hears of it."""
    zone = ZoneInfo(Charter.load().time_zone)
    tasks = Task.objects.open().select_related("assignee")
    if kind == "task_no_owner":
        found = _orphans(tasks, span.first)
        return [(task.created_at.astimezone(zone).date(), task.snoozed_until, who) for task, who in found]
    mine = tasks.filter(assignee__is_active=True)
    if kind == "task_waiting":
        waiting = mine.filter(status=Status.WAITING)
        return [(t.status_at.astimezone(zone).date(), t.snoozed_until, [t.assignee]) for t in waiting]
    return [(t.due, t.snoozed_until, [t.assignee]) for t in mine.exclude(due=None)]


def plan(
    kind: str, label: str, anchors: Callable[[Span], list[Anchor]], rules: list[Rule], span: Span
) -> Iterable[Planned]:
    """Who will hear of what such rules count from, one mail for each day however many tasks."""
    skips = skipped()
    found: dict[date, dict[int, Person]] = defaultdict(dict)
    first: dict[date, Rule] = {}
    for anchor, snoozed, people in anchors(span):
        for rule in rules:
            for day in days_between(rule, anchor, span.first, span.last, span.off):
                if snoozed is None or snoozed <= day:
                    found[day] |= {person.pk: person for person in people}
                    first.setdefault(day, rule)
    for day, told in found.items():
        rule, skip = first[day], (kind, SUBJECT, day) in skips
        yield Planned(day, rule.at, rule, label, "", SUBJECT, list(told.values()), "/tasks/", skip)


KINDS = (
    ("task_due", _("Tasks near their date"), _("the task's date"), "assignees", _("Whoever has the task")),
    (
        "task_waiting",
        _("Tasks that wait for long"),
        _("the day since it waits"),
        "assignees",
        _("Whoever has the task"),
    ),
    (
        "task_no_owner",
        _("Tasks that nobody has"),
        _("the day it was opened"),
        "chairs",
        _("The group's chairs"),
    ),
)
DEFAULTS = {
    "task_due": ({"offset": -14}, {"offset": -7}, {"offset": -1}, {"offset": 1, "repeat_days": 7}),
    "task_waiting": ({"offset": 14, "catch_up_days": 14}, {"offset": 28, "catch_up_days": 14}),
    "task_no_owner": ({"offset": 3, "catch_up_days": 14}, {"offset": 17, "catch_up_days": 14}),
}


def rule_kinds() -> list[RuleKind]:
    """What the rules' pages show of tasks: those that wait or have nobody on a later day are planned as they stand."""
    return [
        RuleKind(
            code,
            label,
            anchor,
            ((who, words),),
            DEFAULTS[code],
            partial(plan, code, label, partial(_anchors, code)),
        )
        for code, label, anchor, who, words in KINDS
    ]
