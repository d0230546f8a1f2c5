"""The work plan of a year, and tasks that come in from a spreadsheet."""

import base64
import binascii

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tasks import actions, importing
from tasks.forms import GoalForm, ImportForm, ObjectiveForm
from tasks.models import Task
from tasks.progress import work_plan
from tasks.views.access import list_to_keep
from workgroups.models import Workgroup
from workgroups.policy import can_edit_tasks


@login_required
def work_plan_page(request, slug: str):
    """Goals, objectives and tasks of one year with their progress; whoever keeps the list adds to it."""
    workgroup = get_object_or_404(Workgroup, slug=slug)
    today = timezone.localdate()
    year = _year(request, today)
    keeps = can_edit_tasks(request.person, workgroup)
    goals = workgroup.goals.filter(year=year)
    goal_form, objective_form = GoalForm(), ObjectiveForm(goals=goals, auto_id="objective_%s")
    if request.method == "POST":
        if not keeps:
            raise PermissionDenied
        if "goal" in request.POST:
            objective_form = ObjectiveForm(request.POST, goals=goals, auto_id="objective_%s")
            form, act = objective_form, lambda **given: actions.add_objective(by=request.person, **given)
        else:
            goal_form = GoalForm(request.POST)
            form, act = (
                goal_form,
                lambda **given: actions.add_goal(workgroup, year=year, by=request.person, **given),
            )
        if form.is_valid():
            act(**form.cleaned_data)
            return redirect(f"{request.path}?year={year}")
    left_open = Task.objects.open().filter(objective__goal__workgroup=workgroup, objective__goal__year=year)
    return render(
        request,
        "tasks/work_plan.html",
        {
            "workgroup": workgroup,
            "year": year,
            "lines": work_plan(workgroup, year, today),
            "keeps": keeps,
            "imports": _may_import(request.person),
            "goal_form": goal_form,
            "objective_form": objective_form,
            "has_goals": goals.exists(),
            "left_open": left_open.count() if keeps else 0,
        },
    )


def _year(request, today) -> int:
    text = request.GET.get("year", "")
    return int(text) if text.isdigit() and 1990 <= int(text) <= 2200 else today.year


@login_required
@require_POST
def carry(request, slug: str):
    """Take what is still open in a year's plan to the next."""
    workgroup = list_to_keep(request, slug)
    text = request.POST.get("year", "")
    year = int(text) if text.isdigit() else timezone.localdate().year
    count = actions.carry_over(workgroup, year=year, by=request.person)
    words = ngettext(
        "%(count)d open task carried over to %(year)d.",
        "%(count)d open tasks carried over to %(year)d.",
        count,
    )
    messages.success(request, words % {"count": count, "year": year + 1})
    return redirect(f"/workgroups/{slug}/plan/?year={year + 1}")


@login_required
def import_tasks(request):
    """Preview a spreadsheet row by row; nothing is written until the second press."""
    if not _may_import(request.person):
        raise PermissionDenied
    if request.method == "POST" and "confirm" in request.POST:
        return _confirm(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    rows, content = None, ""
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        content = base64.b64encode(file.read()).decode()
        try:
            rows = _plan(request, content, file.name)
        except importing.Unreadable as error:
            form.add_error("file", str(error))
    return render(
        request,
        "tasks/import.html",
        {
            "form": form,
            "rows": rows,
            "content": content,
            "name": request.FILES["file"].name if "file" in request.FILES else "",
            "new": sum(row.outcome == "create" for row in rows or []),
            "refused": sum(row.outcome == "refuse" for row in rows or []),
        },
    )


def _confirm(request):
    try:
        rows = _plan(request, request.POST.get("content", ""), request.POST.get("name", ""))
    except (importing.Unreadable, binascii.Error, ValueError):
        messages.error(request, _("The file did not arrive whole; choose it again."))
        return redirect("tasks:import")
    count = actions.import_rows(rows, by=request.person)
    words = ngettext("%d task opened. Nobody was mailed.", "%d tasks opened. Nobody was mailed.", count)
    messages.success(request, words % count)
    return redirect("tasks:mine")


def _plan(request, content: str, name: str):
    table = importing.read_table(base64.b64decode(content, validate=True), name)
    return importing.plan(table, may_edit=lambda workgroup: can_edit_tasks(request.person, workgroup))


def _may_import(person) -> bool:
    """The coordinator alone: a file names people by names that a chair may not know (survivor safety)."""
    return person.is_coordinator
