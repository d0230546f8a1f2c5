"""One press each: what assignees, members and chairs do with a task. POST only; then back to the page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from members.models import Person
from tasks import actions
from tasks.enums import NEEDS_REASON, Status
from tasks.forms import (
    AnyStatusForm,
    AssignForm,
    CommentForm,
    DateForm,
    HelperForm,
    SnoozeForm,
    StepForm,
    assignable,
)
from tasks.mentions import mentioned
from tasks.policy import can_comment_task, can_edit_task, can_offer_help, can_work_on_task
from tasks.views.access import allowed, back, task_to_edit, task_to_see

MEANWHILE = gettext_lazy(
    "%(title)s: someone else set this to “%(status)s” meanwhile. Press again to set it as you wanted."
)


def act(view):
    """A press: signed in, POST only."""
    return login_required(require_POST(view))


def _refused(request, form) -> None:
    for errors in form.errors.values():
        messages.error(request, " ".join(errors))


@act
def status(request, pk: int):
    task = allowed(request, task_to_see(request, pk), can_work_on_task)
    form = AnyStatusForm(request.POST)
    if form.is_valid():
        return _set_status(request, task, form)
    if form.asks_only_why:
        return _ask_why(request, task, form)
    _refused(request, form)
    return back(request, "tasks:task", pk)


def _set_status(request, task, form):
    """Done as pressed; where someone else moved it meanwhile she is asked, and a reason she typed stays."""
    said = form.cleaned_data
    try:
        actions.set_status(
            task, status=said["status"], reason=said["reason"], seen=said["was"], by=request.person
        )
    except actions.Conflict:
        task.refresh_from_db()
        messages.warning(request, MEANWHILE % _standing(task))
        if said["status"] in NEEDS_REASON:
            return _ask_why(request, task, form)
    else:
        task.refresh_from_db()
        messages.success(request, _("%(title)s: %(status)s.") % _standing(task))
    return back(request, "tasks:task", task.pk)


def _standing(task) -> dict[str, str]:
    return {"title": task.title, "status": task.get_status_display().lower()}


def _ask_why(request, task, form):
    """One question a page: a task is not set to waiting or dropped without a reason."""
    given = {"task": task, "form": form, "status": Status(form.cleaned_data["status"])}
    return render(request, "tasks/reason.html", given | {"next": request.POST.get("next", "")})


@act
def assign_task(request, pk: int):
    task = task_to_edit(request, pk)
    people = assignable(task.workgroup, by=request.person, also=[task.assignee_id])
    form = AssignForm(request.POST, people=people, viewer=request.viewer)
    if form.is_valid():
        to = form.cleaned_data["assignee"]
        seen = Person(pk=was) if (was := form.cleaned_data["was"]) else None
        if "was" not in request.POST:
            seen = task.assignee
        if _edited(request, task, seen={"assignee": seen}, changes={"assignee": to}):
            words = _("%(name)s has it now.") % {"name": request.viewer.name(to)}
            messages.success(request, words if to else _("Nobody leads it now."))
    else:
        _refused(request, form)
    return back(request, "tasks:task", pk)


@act
def move_task(request, pk: int):
    task = task_to_edit(request, pk)
    form = DateForm(request.POST)
    if form.is_valid():
        due = form.cleaned_data["due"]
        seen = form.cleaned_data["was"] if "was" in request.POST else task.due
        if _edited(request, task, seen={"due": seen}, changes={"due": due}):
            actions.move(task, due=due, by=request.person)
            messages.success(request, _("Moved to %(day)s.") % {"day": date_format(due, "F j, Y")})
    else:
        _refused(request, form)
    return back(request, "tasks:task", pk)


def _edited(request, task, *, seen: dict, changes: dict) -> bool:
    """Whether it is written; where someone else changed the same meanwhile, she is asked to press again."""
    try:
        actions.edit(task, seen=seen, changes=changes, by=request.person)
    except actions.Conflict:
        messages.warning(request, _("Someone else changed this meanwhile. Look at it, then press again."))
        return False
    return True


@act
def keep_date(request, pk: int):
    actions.decline_date(task_to_edit(request, pk), by=request.person)
    return back(request, "tasks:task", pk)


@act
def propose(request, pk: int):
    task = allowed(request, task_to_see(request, pk), can_work_on_task)
    form = DateForm(request.POST)
    if form.is_valid():
        actions.propose_date(task, due=form.cleaned_data["due"], by=request.person)
        messages.success(request, _("The chair was asked for that date."))
    else:
        _refused(request, form)
    return back(request, "tasks:task", pk)


@act
def nudge_task(request, pk: int):
    if actions.nudge(task_to_edit(request, pk), by=request.person):
        messages.success(request, _("Asked how it goes; at most one such mail leaves a day."))
    else:
        messages.error(request, _("Nobody has this task yet."))
    return back(request, "tasks:task", pk)


@act
def help_needed(request, pk: int):
    actions.ask_help(allowed(request, task_to_see(request, pk), can_work_on_task), by=request.person)
    messages.success(request, _("The chair knows that you need help."))
    return back(request, "tasks:task", pk)


@act
def offer(request, pk: int):
    actions.offer_help(allowed(request, task_to_see(request, pk), can_offer_help), by=request.person)
    messages.success(request, _("Thank you: whoever leads it was told."))
    return back(request, "tasks:task", pk)


@act
def helpers(request, pk: int):
    """A chair adds or removes a helper; a helper removes herself."""
    task = task_to_see(request, pk)
    if gone := request.POST.get("remove"):
        helper = get_object_or_404(task.helpers, pk=gone if gone.isdigit() else 0)
        if helper.person_id != request.person.pk and not can_edit_task(request.person, task):
            raise PermissionDenied
        actions.remove_helper(helper, by=request.person)
        return back(request, "tasks:task", pk)
    allowed(request, task, can_edit_task)
    people = assignable(task.workgroup, by=request.person)
    form = HelperForm(request.POST, people=people, viewer=request.viewer)
    if form.is_valid():
        actions.add_helper(task, by=request.person, **form.cleaned_data)
    else:
        _refused(request, form)
    return back(request, "tasks:task", pk)


@act
def comment_task(request, pk: int):
    task = allowed(request, task_to_see(request, pk), can_comment_task)
    form = CommentForm(request.POST)
    if form.is_valid():
        text = form.cleaned_data["text"]
        mentions = mentioned(text, around(task, request.viewer))
        actions.comment(task, text=text, mentions=mentions, by=request.person)
    else:
        _refused(request, form)
    return back(request, "tasks:task", pk)


def around(task, viewer) -> dict:
    """Whom a comment may address, by the names its author may read: the group, the lead and the helpers."""
    people = [task.assignee] if task.assignee else []
    people += [h.person for h in task.helpers.select_related("person") if h.person]
    if task.workgroup:
        people += [r.person for r in task.workgroup.roles.current().select_related("person")]
    named: dict[str, list] = {}
    for person in dict.fromkeys(people):
        named.setdefault(viewer.name(person), []).append(person)
    return {name: found[0] for name, found in named.items() if len(found) == 1}


@act
def steps(request, pk: int):
    """Add a step, or tick one."""
    task = allowed(request, task_to_see(request, pk), can_work_on_task)
    if ticked := request.POST.get("step"):
        step = get_object_or_404(task.checklist, pk=ticked if ticked.isdigit() else 0)
        actions.tick(step, done=not step.done, by=request.person)
        return back(request, "tasks:task", pk)
    form = StepForm(request.POST)
    if form.is_valid():
        actions.add_step(task, text=form.cleaned_data["text"], by=request.person)
    else:
        _refused(request, form)
    return back(request, "tasks:task", pk)


@act
def snooze_task(request, pk: int):
    task = allowed(request, task_to_see(request, pk), can_work_on_task)
    form = SnoozeForm(request.POST)
    if form.is_valid():
        actions.snooze(task, until=form.until, by=request.person)
        day = {"day": date_format(form.until, "F j")}
        messages.success(request, _("No reminders of it until %(day)s.") % day)
    else:
        _refused(request, form)
    return back(request, "tasks:task", pk)
