"""How far a year's work plan has come, by quarter. Computed, never stored."""

from dataclasses import dataclass, field

from django.db.models import Count, Q

from tasks.enums import Status
from tasks.models import Goal, Task
from tasks.quarters import quarter_of


@dataclass
class Quarter:
    """The tasks of an objective that are due in one quarter."""

    name: str
    done: int = 0
    late: int = 0
    total: int = 0


@dataclass
class Step:
    """One objective with its tasks, and its progress by quarter."""

    objective: object
    tasks: list = field(default_factory=list)
    quarters: list[Quarter] = field(default_factory=list)


@dataclass
class Line:
    """One goal with its objectives."""

    goal: Goal
    steps: list[Step]


def work_plan(workgroup, year: int, today, *, public_only: bool = False) -> list[Line]:
    """The year's goals, objectives and tasks, in three queries whatever their number."""
    goals = workgroup.goals.filter(year=year).prefetch_related("objectives")
    tasks = Task.objects.filter(objective__goal__workgroup=workgroup, objective__goal__year=year)
    if public_only:
        tasks = tasks.filter(public=True)
    by_objective: dict[int, list[Task]] = {}
    for task in tasks.with_people():
        by_objective.setdefault(task.objective_id, []).append(task)
    return [
        Line(goal, [_step(o, by_objective.get(o.pk, []), year, today) for o in goal.objectives.all()])
        for goal in goals
    ]


def by_quarter(workgroup, year: int, today) -> list[Quarter]:
    """The whole plan's progress in each quarter of a year, in one query."""
    tasks = Task.objects.filter(objective__goal__workgroup=workgroup, objective__goal__year=year)
    counted = tasks.exclude(status=Status.DROPPED).filter(due__year=year)
    quarters = {number: Quarter(f"Q{number}") for number in range(1, 5)}
    late = ~Q(status=Status.DONE) & Q(due__lt=today)
    rows = (
        counted.order_by()
        .values("due__quarter")
        .annotate(
            total=Count("pk"), done=Count("pk", filter=Q(status=Status.DONE)), late=Count("pk", filter=late)
        )
    )
    for row in rows:
        number = row.pop("due__quarter")
        quarters[number] = Quarter(f"Q{number}", **row)
    return list(quarters.values())


def _step(objective, tasks: list[Task], year: int, today) -> Step:
    quarters = {f"{year}-Q{n}": Quarter(f"Q{n}") for n in range(1, 5)}
    for task in tasks:
        quarter = quarters.get(quarter_of(task.due)) if task.due else None
        if quarter and task.status != Status.DROPPED:
            quarter.total += 1
            quarter.done += task.status == Status.DONE
            quarter.late += task.is_overdue(today)
    return Step(objective, tasks, list(quarters.values()))
