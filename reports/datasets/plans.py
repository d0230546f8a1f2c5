"""Who serves in which workgroup, its goals and objectives, and the reports that are filed."""

from datetime import date, datetime

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from ninja import Schema

from members.visibility import Viewer
from reports.datasets.shape import Dataset
from reports.enums import Scope
from reports.models import Report
from tasks.enums import Status
from tasks.models import Goal, Objective
from workgroups.models import Role


class RoleRow(Schema):
    id: int
    workgroup: str
    person: str
    person_id: str
    kind: str
    since: date
    until: date | None


class GoalRow(Schema):
    id: int
    workgroup: str
    year: int
    title: str


class ObjectiveRow(Schema):
    id: int
    goal: int
    workgroup: str
    year: int
    title: str
    measure: str
    tasks: int
    done: int


class FiledRow(Schema):
    id: str
    title: str
    filed_at: datetime


def roles(viewer: Viewer):
    return Role.objects.select_related("workgroup", "person").order_by("pk")


def role(role: Role, viewer: Viewer) -> RoleRow:
    return RoleRow(
        id=role.pk,
        workgroup=role.workgroup.slug,
        person=viewer.name(role.person),
        person_id=role.person.handle if viewer.may_list(role.person) else "",
        kind=role.kind,
        since=role.since,
        until=role.until,
    )


def goals(viewer: Viewer):
    return Goal.objects.select_related("workgroup").order_by("pk")


def goal(goal: Goal, viewer: Viewer) -> GoalRow:
    return GoalRow(id=goal.pk, workgroup=goal.workgroup.slug, year=goal.year, title=goal.title)


def objectives(viewer: Viewer):
    done = Count("tasks", filter=Q(tasks__status=Status.DONE))
    found = Objective.objects.annotate(tasks_in_it=Count("tasks"), tasks_done=done)
    return found.select_related("goal__workgroup").order_by("pk")


def objective(objective: Objective, viewer: Viewer) -> ObjectiveRow:
    return ObjectiveRow(
        id=objective.pk,
        goal=objective.goal_id,
        workgroup=objective.goal.workgroup.slug,
        year=objective.goal.year,
        title=objective.title,
        measure=objective.measure,
        tasks=objective.tasks_in_it,
        done=objective.tasks_done,
    )


def filed(viewer: Viewer):
    return Report.objects.exclude(filed_at=None).order_by("pk")


def filed_row(report: Report, viewer: Viewer) -> FiledRow:
    return FiledRow(id=report.slug, title=report.period.label, filed_at=report.filed_at)


SETS = (
    Dataset(
        "roles",
        _("Who serves in workgroups"),
        Scope.TASKS,
        RoleRow,
        roles,
        role,
        person=lambda one: one.person,
    ),
    Dataset("goals", _("Goals"), Scope.TASKS, GoalRow, goals, goal),
    Dataset("objectives", _("Objectives"), Scope.TASKS, ObjectiveRow, objectives, objective),
    Dataset("reports", _("Reports that are filed"), Scope.REPORTS, FiledRow, filed, filed_row),
)
