"""Lists of tasks: a workgroup's in four views, the coordinator's own, and what is mine to do."""

from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from members.models import Person
from tasks import actions
from tasks.enums import CLOSED
from tasks.forms import BulkForm, FilterForm, FilterNameForm, assignable
from tasks.models import SavedFilter, Status, Task
from tasks.quarters import quarter_of
from tasks.templatetags.task_words import owner_of
from tasks.views.access import back, list_to_keep
from workgroups.models import Workgroup
from workgroups.policy import can_edit_tasks

VIEWS = {"list": _("List"), "board": _("Board"), "people": _("By person"), "timeline": _("Timeline")}
ON_ONE_PAGE = 50
AT_MOST = 200
IN_A_COLUMN = 25
CLOSED_SHOWN = 10
NEIGHBOURS = dict(zip(Status, zip([None, *Status], [*list(Status)[1:], None], strict=False), strict=True))


@login_required
def workgroup_list(request, slug: str):
    """A workgroup's tasks: filtered, in one of four views."""
    workgroup = get_object_or_404(Workgroup, slug=slug)
    return _list(request, workgroup, Task.objects.filter(workgroup=workgroup))


@login_required
def own_list(request):
    """The coordinator's own list: tasks of no workgroup."""
    if not can_edit_tasks(request.person, None):
        raise PermissionDenied
    return _list(request, None, Task.objects.filter(workgroup=None))


def _list(request, workgroup, tasks, *, bulk_form=None, left=()):
    today = timezone.localdate()
    having = Person.objects.filter(pk__in=tasks.open().values("assignee"))
    form = FilterForm(request.GET, people=having, viewer=request.viewer, today=today)
    view = request.GET.get("view", "list")
    view = view if view in VIEWS else "list"
    keeps = can_edit_tasks(request.person, workgroup)
    narrowed = form.narrow(tasks, person=request.person, today=today, any_status=view == "board")
    context = {
        "workgroup": workgroup,
        "form": form,
        "view": view,
        "views": [(name, label, _with(request, view=name)) for name, label in VIEWS.items()],
        "keeps": keeps,
        "today": today,
        "saved": SavedFilter.objects.filter(person=request.person, workgroup=workgroup),
        "query": request.GET.urlencode(),
        "next": f"{_place_of(workgroup)}?{request.GET.urlencode()}",
    }
    if keeps and view == "list":
        people = assignable(workgroup, by=request.person)
        context["bulk_form"] = bulk_form or BulkForm(tasks=tasks, people=people, viewer=request.viewer)
        context["ticked"] = [str(task.pk) for task in left] or request.POST.getlist("tasks")
        context["left"] = left
    context |= SHOW[view](request, narrowed)
    return render(request, "tasks/task_list.html", context)


def _place_of(workgroup) -> str:
    return reverse("tasks:list", args=[workgroup.slug]) if workgroup else reverse("tasks:own")


def _with(request, **changes) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    for name, value in changes.items():
        query[name] = value
    return "?" + query.urlencode()


def _rows(request, narrowed) -> dict:
    paginator = Paginator(narrowed.with_people().order_by("due", "pk"), ON_ONE_PAGE)
    return {"page": paginator.get_page(request.GET.get("page"))}


def _board(request, narrowed) -> dict:
    """Each column's most pressing tasks, of the closed ones the last few; what is left out is counted."""
    totals = dict(narrowed.order_by().values_list("status").annotate(Count("pk")))
    columns = []
    for status, (before, after) in NEIGHBOURS.items():
        found = narrowed.filter(status=status).with_people()
        if status in CLOSED:
            shown = found.order_by("-changed_at", "-pk")[:CLOSED_SHOWN]
        else:
            shown = found.order_by("priority", "due", "pk")[:IN_A_COLUMN]
        columns.append(_Column(status, before, after, list(shown), totals.get(status, 0)))
    return {"columns": columns}


@dataclass
class _Column:
    """A status, its neighbours, the tasks shown of it and how many there are."""

    status: Status
    before: Status | None
    after: Status | None
    tasks: list[Task]
    total: int

    @cached_property
    def to_before(self) -> str:
        return _("Move to %(status)s") % {"status": self.before.label}

    @cached_property
    def to_after(self) -> str:
        return _("Move to %(status)s") % {"status": self.after.label}

    @property
    def rest(self) -> int:
        return self.total - len(self.tasks)


def _people(request, narrowed) -> dict:
    """By whoever leads; where nobody does, by the organization."""
    found = list(narrowed.with_people().order_by("due", "pk")[:AT_MOST])
    groups: dict[str, list[Task]] = {}
    for task in found:
        groups.setdefault(owner_of(task, request.viewer, lead_only=True), []).append(task)
    nobody = groups.pop("", [])
    named = sorted(groups.items(), key=lambda pair: pair[0].casefold())
    return {"groups": [*named, (_("Nobody yet"), nobody)] if nobody else named, **_left_out(narrowed, found)}


def _timeline(request, narrowed) -> dict:
    """By quarter, the earliest first; what has no date comes last."""
    found = list(narrowed.with_people().order_by("due", "pk")[:AT_MOST])
    dated = [task for task in found if task.due]
    groups = [(name, list(group)) for name, group in groupby(dated, key=lambda t: quarter_of(t.due))]
    undated = [task for task in found if not task.due]
    return {"groups": [*groups, (_("No date yet"), undated)] if undated else groups} | _left_out(
        narrowed, found
    )


def _left_out(narrowed, found: list) -> dict:
    return {"left_out": narrowed.count() - AT_MOST if len(found) == AT_MOST else 0, "at_most": AT_MOST}


SHOW = {"list": _rows, "board": _board, "people": _people, "timeline": _timeline}


@login_required
@require_POST
def bulk(request, slug: str):
    """The same change on the ticked tasks of a list the person keeps; then back to the filtered list."""
    workgroup = list_to_keep(request, slug)
    tasks = Task.objects.filter(workgroup=workgroup)
    people = assignable(workgroup, by=request.person)
    form = BulkForm(request.POST, tasks=tasks, people=people, viewer=request.viewer)
    if not form.is_valid():
        return _list(request, workgroup, tasks, bulk_form=form)
    chosen = form.cleaned_data["tasks"]
    left = actions.change_all(chosen, seen=form.seen(), changes=form.changes(), by=request.person)
    if count := len(chosen) - len(left):
        messages.success(request, ngettext("%d task changed.", "%d tasks changed.", count) % count)
    if left:
        return _list(request, workgroup, tasks, bulk_form=form, left=left)
    return back(request, "tasks:list", slug)


@login_required
@require_POST
def filters(request, slug: str):
    """Keep the list's filters under a name, or forget one."""
    workgroup = get_object_or_404(Workgroup, slug=slug)
    mine = SavedFilter.objects.filter(person=request.person, workgroup=workgroup)
    if gone := request.POST.get("forget"):
        actions.forget_filter(get_object_or_404(mine, pk=gone if gone.isdigit() else 0), by=request.person)
        return redirect("tasks:list", slug)
    form = FilterNameForm(request.POST)
    if form.is_valid():
        actions.save_filter(workgroup=workgroup, by=request.person, **form.cleaned_data)
        return redirect(f"{request.path.removesuffix('filters/')}?{form.cleaned_data['query']}")
    messages.error(request, _("Give the filter a name of at most 60 letters."))
    return redirect("tasks:list", slug)


@login_required
def mine(request):
    """What is mine to do, the most pressing first; one press each."""
    today = timezone.localdate()
    tasks = Task.objects.open().of(request.person).with_people().order_by("due", "pk")
    return render(
        request,
        "tasks/mine.html",
        {
            "today": today,
            "saved": SavedFilter.objects.filter(person=request.person).select_related("workgroup"),
            "late": [t for t in tasks if t.is_overdue(today)],
            "coming": [t for t in tasks if not t.is_overdue(today)],
            "wanted": Task.objects.open()
            .filter(help_wanted=True, workgroup__isnull=False)
            .exclude(assignee=request.person)
            .exclude(helpers__person=request.person)
            .with_people()[:10],
        },
    )
