"""The work plan of a year, and tasks that come in from a spreadsheet."""

import base64
import binascii
import hashlib

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
    """A spreadsheet row by row, and its words that are not known here; nothing is written until what was shown is confirmed."""
    if not _may_import(request.person):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "tasks/import.html", {"form": ImportForm()})
    form = ImportForm(request.POST, request.FILES)
    content = _content(request, form)
    if content is None:
        return render(request, "tasks/import.html", {"form": form})
    meant = {name: value for name, value in request.POST.items() if name.startswith("means:")}
    group = form.cleaned_data.get("workgroup")
    try:
        read = importing.plan(
            importing.read_table(content),
            may_edit=lambda workgroup: can_edit_tasks(request.person, workgroup),
            group=group,
            meant=meant,
            called=request.viewer.name,
        )
    except importing.Unreadable as error:
        form.add_error("file", str(error))
        return render(request, "tasks/import.html", {"form": form})
    if "confirm" in request.POST and request.POST.get("shown", "") == _shown(read):
        return _open(request, read)
    worst_first = sorted(read.rows, key=lambda row: (row.outcome != "refuse", not row.notes, row.number))
    context = {
        "form": ImportForm(initial={"workgroup": group}),
        "read": read,
        "rows": worst_first,
        "shown": _shown(read),
        "group": group,
        "content": base64.b64encode(content).decode(),
        **{outcome: read.count(outcome) for outcome in ("create", "match", "refuse")},
    }
    return render(request, "tasks/import.html", context)


def _content(request, form) -> bytes | None:
    """The file that was chosen, or the one that came along with its preview."""
    form.fields["file"].required = "content" not in request.POST
    if not form.is_valid():
        return None
    if form.cleaned_data["file"]:
        return form.cleaned_data["file"].read()
    try:
        return base64.b64decode(request.POST["content"], validate=True)
    except (binascii.Error, ValueError):
        form.add_error("file", _("The file did not arrive whole; choose it again."))
        return None


def _shown(read: importing.Plan) -> str:
    """What a preview promised, so that nothing else is written on its confirmation."""
    promised = [(row.number, row.outcome, row.notes) for row in read.rows]
    chosen = [(question.name, question.chosen) for question in read.questions]
    return hashlib.sha256(repr((promised, chosen)).encode()).hexdigest()


def _open(request, read: importing.Plan):
    count = actions.import_rows(read.rows, by=request.person)
    words = ngettext("%d task opened. Nobody was mailed.", "%d tasks opened. Nobody was mailed.", count)
    messages.success(request, words % count)
    groups = {row.workgroup for row in read.rows if row.outcome == "create"}
    if len(groups) == 1:
        return redirect("tasks:list", groups.pop().slug)
    return redirect("workgroups:list")


def _may_import(person) -> bool:
    """The coordinator alone: a file names people by names that a chair may not know (survivor safety)."""
    return person.is_coordinator
