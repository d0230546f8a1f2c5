"""How a task's people and state read to whoever looks."""

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from members.visibility import SOMEONE
from tasks.forms import standing_of
from tasks.models import Status

register = template.Library()
register.filter("standing", standing_of)
TONES = {Status.DONE: "success", Status.WAITING: "warning"}


@register.simple_tag(takes_context=True)
def owner(context, task):
    """Who has it: the lead's name as the viewer may read it, and the organization.

    A protected seat is never shown beside a name, so that nothing links a person to it.
    """
    return owner_of(task, context["request"].viewer)


def owner_of(task, viewer, *, lead_only: bool = False) -> str:
    """`Name, Organization` as far as the viewer may read either; with `lead_only` one of the two.

    Who has no name for this viewer adds nothing to the organization's.
    """
    name = viewer.name(task.assignee) if task.assignee_id else ""
    organization = _organization(task, viewer, beside=name)
    if lead_only:
        return name or organization
    if name == SOMEONE and organization:
        return organization
    return ", ".join(part for part in (name, organization) if part)


def _organization(task, viewer, *, beside: str) -> str:
    organization = task.organization
    if organization is None or (beside and not viewer.may_see_representatives(organization)):
        return ""
    return viewer.organization_name(organization)


@register.simple_tag
def task_state(task):
    """The status as a badge, and whether it is overdue."""
    badge = '<span class="badge badge-{}">{}</span>'
    state = format_html(badge, TONES.get(task.status, "info"), task.get_status_display())
    return state + late_badge(task) if task.due and task.is_open else state


@register.simple_tag
def late_badge(task):
    """A badge where the task is overdue, and nothing where it is not."""
    if not task.is_overdue(timezone.localdate()):
        return mark_safe("")
    return format_html(' <span class="badge badge-danger">{}</span>', _("Overdue"))


@register.simple_tag
def due_words(task):
    """Dec 31, 2026, or the quarter it stands for; never broken over two lines."""
    if not task.due:
        return ""
    words = date_format(task.due, "M j, Y")
    if task.due_by_quarter:
        words = _("Q%(quarter)d %(year)d") % {"quarter": (task.due.month + 2) // 3, "year": task.due.year}
    return format_html('<span class="nowrap">{}</span>', words)
