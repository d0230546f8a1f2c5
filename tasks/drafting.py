"""A workgroup's quarterly report, drafted from its list: done, late, next, asks."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tasks.enums import Status
from tasks.models import Task
from tasks.quarters import after, bounds


def draft(workgroup, quarter: str, today) -> str:
    """Plain text for the chair to edit. Names nobody: a report goes to everyone."""
    first, last = bounds(quarter)
    tasks = Task.objects.filter(workgroup=workgroup)
    parts = [
        (_("Done this quarter"), tasks.filter(status=Status.DONE, closed_at__date__range=(first, last))),
        (_("Late"), tasks.overdue(today)),
        (_("Waiting"), tasks.filter(status=Status.WAITING)),
        (_("Next quarter"), tasks.open().due_between(*bounds(after(quarter)))),
        (_("Where we ask for help"), tasks.open().filter(help_wanted=True)),
    ]
    return "\n\n".join([f"{workgroup.name}, {quarter}", *(_part(title, found) for title, found in parts)])


def _part(title: str, tasks) -> str:
    lines = [f"- {task.title}{_about(task)}" for task in tasks.order_by("due", "pk")]
    return "\n".join([title, *(lines or [_("- Nothing.")])])


def _about(task) -> str:
    if task.status == Status.DONE:
        return f" ({task.deliverable})" if task.deliverable else ""
    return _(" (due %(day)s)") % {"day": date_format(task.due, "F j, Y")} if task.due else ""
