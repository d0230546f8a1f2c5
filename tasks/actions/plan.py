"""Writing a work plan: goals, objectives, the year's end, and lists that come from a spreadsheet."""

from django.db import transaction
from django.db.models import F

from audit.record import record
from tasks.enums import CLOSED
from tasks.models import Goal, Helper, Objective, Task


@transaction.atomic
def add_goal(workgroup, *, year: int, title: str, by) -> Goal:
    goal, created = Goal.objects.get_or_create(workgroup=workgroup, year=year, title=title)
    if created:
        record("goal.added", goal, by=by)
    return goal


@transaction.atomic
def add_objective(goal: Goal, *, title: str, measure: str = "", by) -> Objective:
    objective, created = Objective.objects.get_or_create(
        goal=goal, title=title, defaults={"measure": measure}
    )
    if created:
        record("objective.added", objective, by=by)
    return objective


@transaction.atomic
def carry_over(workgroup, *, year: int, by) -> int:
    """Take what is still open in a year's plan to the next, under the same goals; how many tasks.

    A task stays itself, with its history, links and comments; what was finished stays in its year.
    """
    open_tasks = (
        Task.objects.select_for_update(of=("self",))
        .filter(objective__goal__workgroup=workgroup, objective__goal__year=year)
        .exclude(status__in=CLOSED)
        .select_related("objective__goal")
    )
    moved = 0
    for task in open_tasks:
        old = task.objective
        goal, _ = Goal.objects.get_or_create(
            workgroup=workgroup,
            year=year + 1,
            title=old.goal.title,
            defaults={"order": old.goal.order, "carried_from": old.goal},
        )
        task.objective, _ = Objective.objects.get_or_create(
            goal=goal,
            title=old.title,
            defaults={"measure": old.measure, "order": old.order, "carried_from": old},
        )
        task.save(update_fields=["objective"])
        Objective.objects.filter(pk=old.pk).update(carried_over=F("carried_over") + 1)
        record("task.carried_over", task, by=by, before=year, after=year + 1)
        moved += 1
    return moved


@transaction.atomic
def import_rows(rows, *, by) -> int:
    """Open the tasks that an import's preview promised; nobody is mailed by importing. How many."""
    opened = []
    for row in rows:
        if row.outcome != "create":
            continue
        goal = add_goal(row.workgroup, year=row.year, title=row.goal, by=by) if row.goal else None
        objective = add_objective(goal, title=row.objective or row.goal, by=by) if goal else None
        task = Task.objects.create(objective=objective, **row.fields)
        Helper.objects.bulk_create(Helper(task=task, person=person) for person in row.helpers)
        record("task.imported", task, by=by)
        opened.append((row, task))
    _set_dependencies(opened)
    return len(opened)


def _set_dependencies(opened: list) -> None:
    groups = {task.workgroup_id for _row, task in opened}
    coded = Task.objects.filter(workgroup__in=groups).exclude(origin="")
    known = {
        (group, code.casefold()): pk for group, code, pk in coded.values_list("workgroup", "origin", "pk")
    }
    for row, task in opened:
        found = [known.get((task.workgroup_id, code.casefold())) for code in row.depends_on]
        task.depends_on.set([pk for pk in found if pk])
