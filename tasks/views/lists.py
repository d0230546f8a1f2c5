"""Lists of tasks: a workgroup's in four views, the coordinator's own, and what is mine to do."""

from itertools import groupby

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from members.models import Person
from tasks import actions
from tasks.forms import BulkForm, FilterForm, FilterNameForm, assignable
from tasks.models import SavedFilter, Status, Task
from tasks.quarters import quarter_of
from tasks.views.access import list_to_keep
from workgroups.models import Workgroup
from workgroups.policy import can_edit_tasks

VIEWS = {"list": "List", "board": "Board", "people": "By person", "timeline": "Timeline"}
ON_ONE_PAGE = 50
AT_MOST = 200
CLOSED_SHOWN = 10


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


def _list(request, workgroup, tasks, *, bulk_form=None, status=200):
    today = timezone.localdate()
    having = Person.objects.filter(pk__in=tasks.open().values("assignee"))
    form = FilterForm(request.GET, people=having, viewer=request.viewer, today=today)
    narrowed = form.narrow(tasks, person=request.person, today=today)
    view = request.GET.get("view", "list")
    view = view if view in VIEWS else "list"
    keeps = can_edit_tasks(request.person, workgroup)
    context = {
        "workgroup": workgroup,
        "form": form,
        "view": view,
        "views": [(name, label, _with(request, view=name)) for name, label in VIEWS.items()],
        "keeps": keeps,
        "today": today,
        "saved": SavedFilter.objects.filter(person=request.person, workgroup=workgroup),
        "query": request.GET.urlencode(),
        "next": request.get_full_path(),
    }
    if keeps and view == "list":
        people = assignable(workgroup, by=request.person)
        context["bulk_form"] = bulk_form or BulkForm(tasks=tasks, people=people, viewer=request.viewer)
    context |= SHOW[view](request, narrowed, tasks)
    return render(request, "tasks/task_list.html", context, status=status)


def _with(request, **changes) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    for name, value in changes.items():
        query[name] = value
    return "?" + query.urlencode()


def _rows(request, narrowed, tasks) -> dict:
    paginator = Paginator(narrowed.with_people().order_by("due", "pk"), ON_ONE_PAGE)
    return {"page": paginator.get_page(request.GET.get("page"))}


def _board(request, narrowed, tasks) -> dict:
    """Open columns whole up to a bound; of the closed ones the last few."""
    found = list(narrowed.open().with_people().order_by("priority", "due", "pk")[:AT_MOST])
    for status in (Status.DONE, Status.DROPPED):
        closed = tasks.filter(status=status).with_people()
        found += closed.order_by("-changed_at", "-pk")[:CLOSED_SHOWN]
    columns = [(status, [task for task in found if task.status == status]) for status in Status]
    return {"columns": columns}


def _people(request, narrowed, tasks) -> dict:
    found = narrowed.with_people().order_by("due", "pk")[:AT_MOST]
    by_person: dict = {}
    for task in found:
        by_person.setdefault(task.assignee, []).append(task)
    named = [(request.viewer.name(person) or "Nobody yet", found) for person, found in by_person.items()]
    return {"groups": sorted(named, key=lambda pair: (pair[0] == "Nobody yet", pair[0].casefold()))}


def _timeline(request, narrowed, tasks) -> dict:
    found = narrowed.with_people().order_by("due", "pk")[:AT_MOST]
    dated = [task for task in found if task.due]
    groups = [(name, list(group)) for name, group in groupby(dated, key=lambda t: quarter_of(t.due))]
    undated = [task for task in found if not task.due]
    return {"groups": [*groups, ("No date yet", undated)] if undated else groups}


SHOW = {"list": _rows, "board": _board, "people": _people, "timeline": _timeline}


@login_required
@require_POST
def bulk(request, slug: str):
    """One act on the ticked tasks of a list the person keeps."""
    workgroup = list_to_keep(request, slug)
    tasks = Task.objects.filter(workgroup=workgroup)
    people = assignable(workgroup, by=request.person)
    form = BulkForm(request.POST, tasks=tasks, people=people, viewer=request.viewer)
    if not form.is_valid():
        return _list(request, workgroup, tasks, bulk_form=form)
    chosen = form.cleaned_data
    for task in chosen["tasks"]:
        _bulk_act(task, chosen, by=request.person)
    count = len(chosen["tasks"])
    messages.success(request, f"{count} task{'' if count == 1 else 's'} changed.")
    return redirect("tasks:list", slug)


def _bulk_act(task, chosen: dict, *, by) -> None:
    match chosen["act"]:
        case "status":
            actions.set_status(task, status=chosen["status"], reason=chosen["reason"], by=by)
        case "assign":
            actions.assign(task, to=chosen["assignee"], by=by)
        case "move":
            actions.move(task, due=chosen["due"], by=by)
        case "publish" | "hide" as act:
            public = act == "publish"
            actions.edit(task, seen={"public": task.public}, changes={"public": public}, by=by)


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
    messages.error(request, "Give the filter a name of at most 60 letters.")
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
            "late": [t for t in tasks if t.is_overdue(today)],
            "coming": [t for t in tasks if not t.is_overdue(today)],
            "wanted": Task.objects.open()
            .filter(help_wanted=True, workgroup__isnull=False)
            .exclude(assignee=request.person)
            .exclude(helpers__person=request.person)
            .with_people()[:10],
        },
    )
