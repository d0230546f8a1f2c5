"""How a task's people and state read to whoever looks."""

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from tasks.models import Status

register = template.Library()
TONES = {Status.DONE: "success", Status.WAITING: "warning"}


@register.simple_tag(takes_context=True)
def owner(context, task):
    """Who has it: the lead's name as the viewer may read it, and the organization.

    A protected seat is never shown beside a name, so that nothing links a person to it.
    """
    return owner_of(task, context["request"].viewer)


def owner_of(task, viewer) -> str:
    name = viewer.name(task.assignee) if task.assignee_id else ""
    organization = task.organization
    if organization and (not name or viewer.may_see_representatives(organization)):
        return f"{name}, {organization.name}" if name else organization.name
    return name


@register.simple_tag
def task_state(task):
    """The status as a badge, and whether it is overdue."""
    today = timezone.localdate()
    late = mark_safe(' <span class="badge badge-danger">Overdue</span>') if task.is_overdue(today) else ""
    return format_html(
        '<span class="badge badge-{}">{}</span>{}',
        TONES.get(task.status, "info"),
        task.get_status_display(),
        late,
    )


@register.simple_tag
def due_words(task):
    """December 31, 2026, or the quarter it stands for."""
    if not task.due:
        return ""
    if task.due_by_quarter:
        return f"Q{(task.due.month + 2) // 3} {task.due.year}"
    return f"{task.due:%b} {task.due.day}, {task.due.year}"
