"""Five minutes for the chair: what needs her on one page, many answers with one press."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consortium.chair_lines import Line, PersonOptions, save
from meetings.enums import MeetingState
from meetings.models import Meeting
from members.models import Person
from tasks import actions
from tasks.enums import Status
from tasks.forms import named
from tasks.history import told_since
from tasks.models import Task
from tasks.quarters import quarter_of
from workgroups.models import Workgroup
from workgroups.policy import can_edit_tasks

SHOWN = 15
TOLD = 30


@dataclass
class Part:
    """A heading, what to do there, how many tasks it has, and the lines that no part above has shown."""

    code: str
    title: str
    words: str
    total: int
    lines: list[Line]
    filter: str = ""


@login_required
def chair(request, slug: str):
    """Late, without owner, asking for something, promised at the last meeting, changed since."""
    workgroup = get_object_or_404(Workgroup, slug=slug)
    if not can_edit_tasks(request.person, workgroup):
        raise PermissionDenied
    tasks = Task.objects.filter(workgroup=workgroup)
    people = _people(workgroup, tasks)
    left: dict[int, Line] = {}
    if request.method == "POST":
        left = _answer(request, tasks, people)
        if not left:
            return redirect("workgroup_chair", slug)
    return render(request, "consortium/chair.html", _context(request, workgroup, tasks, people, left))


def _context(request, workgroup, tasks, people, left) -> dict:
    today = timezone.localdate()
    meeting = last_meeting(workgroup)
    since = meeting.starts_at if meeting else timezone.now() - timedelta(days=30)
    parts = _parts(tasks, meeting, today, left)
    options = PersonOptions(named(people.values(), request.viewer))
    for line in (line for part in parts for line in part.lines):
        line.options = options.chosen(line.assignee)
    return {
        "workgroup": workgroup,
        "keeps": True,
        "today": today,
        "parts": parts,
        "any_line": any(part.lines for part in parts),
        "meeting": meeting,
        "since": since,
        "changed": told_since(tasks, since, request.viewer, most=TOLD),
        "quarter": quarter_of(today),
        "asking": workgroup.join_requests.filter(answered_at=None).count(),
    }


def _people(workgroup, tasks) -> dict[str, Person]:
    """Whom a line may name: who serves in the group today, and whoever has one of its open tasks."""
    serving = workgroup.roles.current().values("person")
    having = Q(pk__in=tasks.open().values("assignee"))
    found = Person.objects.filter(Q(pk__in=serving) | having, is_active=True)
    return {str(person.pk): person for person in found}


def last_meeting(workgroup) -> Meeting | None:
    """The last meeting of this group or of the whole consortium."""
    held = Meeting.objects.filter(Q(workgroup=workgroup) | Q(workgroup=None), ends_at__lt=timezone.now())
    return held.exclude(state=MeetingState.CANCELLED).order_by("-starts_at").first()


def _promised(tasks, meeting: Meeting | None):
    if meeting is None:
        return tasks.none()
    printed = f"{timezone.localtime(meeting.starts_at):%Y-%m}-"
    return tasks.open().filter(Q(minutes_entry__minutes__meeting=meeting) | Q(origin__startswith=printed))


def _parts(tasks, meeting, today, left) -> list[Part]:
    shown = set(left)
    wanted = [
        ("asks", _("Someone asks"), _("For help, or for another date."), tasks.stuck(), ""),
        ("late", _("Late"), _("Move it, ask, or give it to someone else."), tasks.overdue(today), "status=late"),
        ("unowned", _("Nobody has it"), _("Give each to someone."), tasks.without_owner(), "who=nobody"),
        ("promised", _("Promised at the last meeting"), _("Still open."), _promised(tasks, meeting), ""),
    ]  # fmt: skip
    again = _("What you typed is still there; save again, or change it.")
    parts = [Part("again", _("Look again"), again, len(left), list(left.values()))]
    for code, title, words, found, narrow in wanted:
        first = list(found.with_people().order_by("due", "pk")[:SHOWN])
        lines = [Line.of(task) for task in first if task.pk not in shown]
        shown |= {task.pk for task in first}
        parts.append(Part(code, title, words, found.count(), lines, narrow))
    return parts


def _answer(request, tasks, people) -> dict[int, Line]:
    """Save what was changed, do what the pressed button says, and tell of both; the lines still open."""
    saved, left = save(request.POST, tasks, people, by=request.person)
    if saved:
        messages.success(request, ngettext("%d task changed.", "%d tasks changed.", saved) % saved)
    act, _dash, about = request.POST.get("act", "").partition("-")
    pk, _dash, seen = about.partition("-")
    if act == "ask" and about in ("late", "promised"):
        _ask_all(request, tasks, about)
    elif act in ACTS and pk.isdigit():
        ACTS[act](request, get_object_or_404(tasks.select_related("assignee"), pk=pk), seen)
    elif not saved and not left:
        messages.info(request, _("Nothing was changed."))
    if left:
        messages.error(request, _("Some could not be saved; they are marked."))
    return left


def _ask_all(request, tasks, about: str) -> None:
    meeting = last_meeting(get_object_or_404(Workgroup, slug=request.resolver_match.kwargs["slug"]))
    found = tasks.overdue(timezone.localdate()) if about == "late" else _promised(tasks, meeting)
    count = actions.nudge_all(found.select_related("assignee").order_by("due", "pk"), by=request.person)
    words = ngettext("Asked %d person, with one mail.", "Asked %d people, with one mail each.", count)
    messages.success(request, words % count)


def _ask(request, task, seen: str) -> None:
    if actions.nudge(task, by=request.person):
        messages.success(request, _("Asked how it goes; at most one such mail leaves a day."))


def _confirm(request, task, seen: str) -> None:
    if task.proposed_due and task.proposed_due.isoformat() != seen:
        messages.warning(request, _("Another date was proposed meanwhile. Look at it, then confirm."))
    elif task.proposed_due:
        actions.move(task, due=task.proposed_due, by=request.person)
        messages.success(request, _("The new date is confirmed."))


def _keep(request, task, seen: str) -> None:
    actions.decline_date(task, by=request.person)
    messages.success(request, _("The date stays; whoever proposed another is told."))


def _done(request, task, seen: str) -> None:
    try:
        actions.set_status(task, status=Status.DONE, seen=seen, by=request.person)
    except actions.Conflict:
        words = _("Someone else moved %(title)s meanwhile. Look at it, then press again.")
        messages.warning(request, words % {"title": task.title})
    else:
        messages.success(request, _("%(title)s: done.") % {"title": task.title})


ACTS = {"ask": _ask, "confirm": _confirm, "keep": _keep, "done": _done}
