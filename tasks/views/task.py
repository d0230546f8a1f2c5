"""One task: reading, opening and editing it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tasks import actions
from tasks.forms import (
    AnyStatusForm,
    AssignForm,
    CommentForm,
    DateForm,
    HelperForm,
    SnoozeForm,
    StepForm,
    TaskForm,
    assignable,
)
from tasks.history import told
from tasks.models import Task
from tasks.policy import can_edit_task, can_offer_help, can_work_on_task
from tasks.views.access import list_to_keep, task_to_edit, task_to_see
from workgroups.policy import can_edit_tasks, kept_by


@login_required
def task(request, pk: int):
    """The task with everything said and done about it."""
    task = task_to_see(request, pk)
    edits = can_edit_task(request.person, task)
    context = {
        "task": task,
        "today": timezone.localdate(),
        "steps": task.checklist.all(),
        "comments": task.comments.select_related("by"),
        "helpers": task.helpers.select_related("person", "organization"),
        "documents": task.documents.select_related("by"),
        "entry": _entry(task),
        "waits_for": task.depends_on.all(),
        "history": told(task, request.viewer),
        "edits": edits,
        "works": can_work_on_task(request.person, task),
        "may_offer": can_offer_help(request.person, task),
        "comment_form": CommentForm(),
        "step_form": StepForm(),
        "date_form": DateForm(),
        "snooze_form": SnoozeForm(),
        "status_form": AnyStatusForm(initial={"status": task.status, "reason": task.reason}),
    }
    if edits:
        people = assignable(task.workgroup, by=request.person, also=[task.assignee_id])
        context["assign_form"] = AssignForm(
            initial={"assignee": task.assignee_id}, people=people, viewer=request.viewer
        )
        context["helper_form"] = HelperForm(people=people, viewer=request.viewer, auto_id="helper_%s")
    return render(request, "tasks/task.html", context)


def _entry(task: Task):
    """The passage of circulated minutes that the task came from; drafts are not the reader's yet."""
    entry = getattr(task, "minutes_entry", None)
    return entry if entry is not None and entry.minutes.state != "draft" else None


@login_required
def edit_task(request, pk: int):
    """Edit; what someone else changed meanwhile in the same field is asked about, the rest merges."""
    task = task_to_edit(request, pk)
    form = TaskForm(
        request.POST or None,
        instance=Task.objects.get(pk=pk),
        people=assignable(task.workgroup, by=request.person, also=[task.assignee_id]),
        viewer=request.viewer,
        workgroup=task.workgroup,
        editing=True,
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit(task, seen=form.seen(), changes=form.changes(), by=request.person)
        except actions.Conflict as conflict:
            form.show_current(conflict.current, lambda value: _words(value, request.viewer))
        else:
            messages.success(request, _("Saved."))
            return redirect("tasks:task", pk)
    return render(request, "tasks/task_form.html", {"form": form, "task": task, "title": _("Edit the task")})


def _words(value, viewer) -> str:
    if value is None or value == "":
        return _("nothing")
    if hasattr(value, "handle"):
        return viewer.name(value)
    return {True: _("yes"), False: _("no")}.get(value, str(value)) if isinstance(value, bool) else str(value)


@login_required
def new_task(request, slug: str):
    """Open a task on a workgroup's list."""
    return _new(request, list_to_keep(request, slug))


@login_required
def new_own(request):
    """Open a task on the coordinator's own list; a chair is led to her group's."""
    if can_edit_tasks(request.person, None):
        return _new(request, None)
    groups = list(kept_by(request.person))
    if not groups or request.method == "POST":
        raise PermissionDenied
    asked = f"?{request.GET.urlencode()}" if request.GET else ""
    places = [(group, reverse("tasks:new", args=[group.slug]) + asked) for group in groups]
    if len(places) == 1:
        return redirect(places[0][1])
    return render(request, "tasks/which_list.html", {"places": places})


def _new(request, workgroup):
    form = TaskForm(
        request.POST or None,
        initial={name: request.GET[name] for name in ("title", "objective") if name in request.GET},
        people=assignable(workgroup, by=request.person),
        viewer=request.viewer,
        workgroup=workgroup,
    )
    if request.method == "POST" and form.is_valid():
        task = actions.open_task(workgroup=workgroup, by=request.person, **form.cleaned_data)
        messages.success(request, _("Opened: %(title)s.") % {"title": task.title})
        return redirect("tasks:list", workgroup.slug) if workgroup else redirect("tasks:own")
    return render(
        request,
        "tasks/task_form.html",
        {"form": form, "workgroup": workgroup, "title": _("A new task")},
    )
