"""What the workgroups did: tasks by group and by goal, the work plan's burn-up, and the help they ask for."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from charter.models import Charter
from meetings.models import Entry, EntryKind, MinutesState
from reports.enums import Picture, Question
from reports.figures.behind import Asked, Behind, NotTold
from reports.figures.shapes import Figure
from reports.periods import Period
from tasks.enums import CLOSED, Status
from tasks.models import Goal, Task
from workgroups.models import Workgroup

COUNTED = {
    "done": gettext_lazy("Done"),
    "late": gettext_lazy("Late"),
    "dropped": gettext_lazy("Dropped"),
    "still_open": pgettext_lazy("state", "Open"),
}
COLUMNS = list(COUNTED.values())


def _conditions(period: Period, charter: Charter, path: str = "") -> dict[str, Q]:
    """Done, late, dropped and open at the end of the period, of the tasks under `path`."""
    start, end = period.moments(charter.time_zone)

    def where(**wanted) -> Q:
        return Q(**{f"{path}{name}": value for name, value in wanted.items()})

    within = where(closed_at__gte=start, closed_at__lt=end)
    open_at_end = where(created_at__lt=end) & (where(closed_at=None) | where(closed_at__gte=end))
    return {
        "done": within & where(status=Status.DONE),
        "late": open_at_end & where(due__lte=period.last),
        "dropped": within & where(status=Status.DROPPED),
        "still_open": open_at_end,
    }


def _counts(period: Period, charter: Charter, path: str = "tasks") -> dict[str, Count]:
    return {
        name: Count(path, filter=condition)
        for name, condition in _conditions(period, charter, f"{path}__").items()
    }


def _listed(asked: Asked, title: str, of: list[str], tasks) -> Behind:
    """Tasks as rows; a workgroup's own figures list its own."""
    tasks = (
        tasks.filter(_only(asked.workgroup, "workgroup")).select_related("workgroup").order_by("due", "pk")
    )
    rows = [
        [
            task.title,
            task.workgroup.name if task.workgroup else "",
            str(task.get_status_display()),
            task.due.isoformat() if task.due else "",
            _local(task.closed_at, asked.charter).isoformat() if task.closed_at else "",
        ]
        for task in tasks
    ]
    links = [f"/tasks/{task.pk}/" for task in tasks]
    columns = [gettext("Task"), gettext("Workgroup"), gettext("Status"), gettext("Due"), gettext("Closed")]
    return Behind(title, of, columns, list(zip(rows, links, strict=True)))


def _counted(asked: Asked, first: int) -> str:
    """Which of the four counts stands in the column that is asked for."""
    if not 0 <= asked.column - first < len(COUNTED):
        raise NotTold
    return list(COUNTED)[asked.column - first]


def _only(workgroup: Workgroup | None, path: str) -> Q:
    return Q(**{path: workgroup.pk}) if workgroup else Q()


def by_workgroup(period: Period, charter: Charter, workgroup: Workgroup | None = None) -> Figure:
    """Each workgroup's tasks, or one's: closed in the period, and open or late at its end."""
    groups = Workgroup.objects.filter(_only(workgroup, "pk")).annotate(**_counts(period, charter))
    groups = groups.order_by("order", "name")
    return Figure(
        key="tasks_by_workgroup",
        question=Question.WORKING_ON,
        title=gettext("Tasks by workgroup"),
        columns=[gettext("Workgroup"), *COLUMNS],
        rows=[[g.name, *(str(n) for n in (g.done, g.late, g.dropped, g.still_open))] for g in groups],
        links=[f"/workgroups/{group.slug}/tasks/" for group in groups],
        note=gettext("Late: due by the end of the period and not closed by then."),
        picture=Picture.BARS,
        keys=[group.slug for group in groups],
        counted=[1, 2, 3, 4],
    )


def behind_workgroups(asked: Asked) -> Behind:
    """The tasks of a workgroup, or of all, that one of the four counts counts."""
    name = _counted(asked, first=1)
    tasks = Task.objects.filter(_conditions(asked.period, asked.charter)[name], workgroup__isnull=False)
    of = [COUNTED[name]]
    if asked.row:
        of.insert(0, _one(Workgroup.objects.filter(slug=asked.row)).name)
        tasks = tasks.filter(workgroup__slug=asked.row)
    return _listed(asked, gettext("Tasks by workgroup"), of, tasks)


def _one(found):
    """The only one; NotTold where there is none."""
    if (one := found.first()) is None:
        raise NotTold
    return one


def by_goal(period: Period, charter: Charter, workgroup: Workgroup | None = None) -> Figure:
    """The goals of the year's work plan that had something to do in the period."""
    goals = (
        Workgroup.objects.filter(_only(workgroup, "pk"), goals__year=period.first.year)
        .values("name", "slug", goal=F("goals__title"), number=F("goals__pk"))
        .annotate(**_counts(period, charter, "goals__objectives__tasks"))
        .order_by("order", "name", "goals__order", "number")
    )
    rows = [goal for goal in goals if goal["done"] or goal["late"] or goal["dropped"] or goal["still_open"]]
    return Figure(
        key="tasks_by_goal",
        question=Question.PROGRESS,
        title=gettext("Progress by goal"),
        columns=[gettext("Goal"), gettext("Workgroup"), *COLUMNS],
        rows=[
            [g["goal"], g["name"], *(str(g[name]) for name in ("done", "late", "dropped", "still_open"))]
            for g in rows
        ],
        links=[f"/workgroups/{goal['slug']}/plan/?year={period.first.year}" for goal in rows],
        keys=[str(goal["number"]) for goal in rows],
        counted=[2, 3, 4, 5],
    )


def behind_goals(asked: Asked) -> Behind:
    """The tasks under a goal, or under all of the year's, that one of the four counts counts."""
    name = _counted(asked, first=2)
    tasks = Task.objects.filter(
        _conditions(asked.period, asked.charter)[name], objective__goal__year=asked.period.first.year
    )
    of = [COUNTED[name]]
    if asked.row:
        goal = _one(Goal.objects.filter(pk=asked.row) if asked.row.isdecimal() else Goal.objects.none())
        of.insert(0, goal.title)
        tasks = tasks.filter(objective__goal=goal)
    if asked.workgroup:
        tasks = tasks.filter(objective__goal__workgroup=asked.workgroup)
    return _listed(asked, gettext("Progress by goal"), of, tasks)


def burn_up(period: Period, charter: Charter, workgroup: Workgroup | None = None) -> Figure:
    """The year's work plan month by month: how many tasks were planned to be done by then, and how many were."""
    year = period.first.year
    rows = []
    dates = list(_plan(year, workgroup).values_list("due", "status", "closed_at"))
    for month in range(1, period.last.month + 1):
        following = _following(year, month)
        planned = sum(due is not None and due < following for due, _, _ in dates)
        done = sum(
            status == Status.DONE and closed is not None and _local(closed, charter) < following
            for _, status, closed in dates
        )
        rows.append([date_format(date(year, month, 1), "F"), str(planned), str(done)])
    return Figure(
        key="burn_up",
        question=Question.PROGRESS,
        title=gettext("The work plan of %(year)s") % {"year": year},
        columns=[gettext("By the end of"), gettext("Planned"), gettext("Done")],
        rows=rows,
        note=gettext("%(count)s tasks stand in the plan.") % {"count": len(dates)},
        picture=Picture.LINES,
        keys=[str(month) for month in range(1, period.last.month + 1)],
        counted=[1, 2],
    )


def behind_burn_up(asked: Asked) -> Behind:
    """The tasks that were planned to be done, or were done, by the end of a month."""
    months = {str(month): month for month in range(1, asked.period.last.month + 1)}
    if asked.row not in months or asked.column not in (1, 2):
        raise NotTold
    year, month = asked.period.first.year, months[asked.row]
    following = _following(year, month)
    until = datetime.combine(following, time(), ZoneInfo(asked.charter.time_zone))
    by_then = Q(due__lt=following) if asked.column == 1 else Q(status=Status.DONE, closed_at__lt=until)
    of = [
        date_format(date(year, month, 1), "F"),
        gettext("Planned") if asked.column == 1 else gettext("Done"),
    ]
    return _listed(
        asked,
        gettext("The work plan of %(year)s") % {"year": year},
        of,
        _plan(year, asked.workgroup).filter(by_then),
    )


def _plan(year: int, workgroup: Workgroup | None):
    plan = Task.objects.filter(_only(workgroup, "workgroup"), objective__goal__year=year)
    return plan.exclude(status=Status.DROPPED)


def _following(year: int, month: int) -> date:
    """The first day of the month after this one."""
    return date(year + month // 12, month % 12 + 1, 1)


def _local(moment, charter: Charter) -> date:
    return moment.astimezone(ZoneInfo(charter.time_zone)).date()


def decisions(period: Period, charter: Charter) -> Figure:
    """Decisions and motions of the consortium's minutes that members may read."""
    start, end = period.moments(charter.time_zone)
    entries = (
        Entry.objects.filter(
            kind__in=[EntryKind.DECISION, EntryKind.MOTION],
            coordinator_only=False,
            minutes__meeting__workgroup=None,
            minutes__meeting__starts_at__gte=start,
            minutes__meeting__starts_at__lt=end,
        )
        .exclude(minutes__state=MinutesState.DRAFT)
        .select_related("minutes__meeting")
        .order_by("minutes__meeting__starts_at", "position")
    )
    return Figure(
        key="decisions",
        question=Question.PROGRESS,
        title=gettext("Decisions"),
        columns=[gettext("Date"), gettext("Decided"), gettext("Result")],
        rows=[
            [
                _local(e.minutes.meeting.starts_at, charter).isoformat(),
                e.text,
                (e.result or "decided").capitalize(),
            ]
            for e in entries
        ],
        links=[f"/meetings/{entry.minutes.meeting.slug}/minutes/" for entry in entries],
    )


def help_wanted(period: Period, charter: Charter, workgroup: Workgroup | None = None) -> Figure:
    """Public tasks that ask for helpers and were open when the period ended."""
    _, end = period.moments(charter.time_zone)
    tasks = (
        Task.objects.filter(
            _only(workgroup, "workgroup"),
            help_wanted=True,
            public=True,
            workgroup__isnull=False,
            created_at__lt=end,
        )
        .filter(Q(closed_at=None) | Q(closed_at__gte=end) | ~Q(status__in=CLOSED))
        .select_related("workgroup")
        .order_by("due", "pk")[:100]
    )
    return Figure(
        key="help_wanted",
        question=Question.HELP,
        title=gettext("Tasks that ask for helpers"),
        columns=[gettext("Task"), gettext("Workgroup"), gettext("Due")],
        rows=[[t.title, t.workgroup.name, t.due.isoformat() if t.due else ""] for t in tasks],
        links=[f"/tasks/{task.pk}/" for task in tasks],
    )
