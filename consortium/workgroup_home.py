"""A workgroup's home for members: what is next, what was decided, how the plan comes on, who serves."""

from django.db.models import Count, Exists, OuterRef, Q
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from consortium.workgroup_tab import tab
from meetings.models import AgendaItem, Entry, EntryKind, Meeting, Minutes
from tasks.enums import CLOSED, Status
from tasks.models import Task
from tasks.progress import by_quarter
from workgroups.models import RoleKind, Workgroup
from workgroups.policy import can_add_document, can_ask_to_join, can_edit_tasks

SHOWN = 8


def home(request, slug: str):
    """The public reads the tab; members the group's home."""
    if request.person is None:
        return tab(request, slug)
    workgroup = get_object_or_404(Workgroup, slug=slug)
    today = timezone.localdate()
    context = {
        "workgroup": workgroup,
        "today": today,
        "keeps": can_edit_tasks(request.person, workgroup),
        "may_ask": can_ask_to_join(request.person, workgroup),
        "asked": workgroup.join_requests.filter(person=request.person, answered_at=None).exists(),
        "meetings": next_meetings(workgroup, request.person)[:2],
        "decisions": decisions(workgroup, request.person)[:5],
        "documents": workgroup.documents.select_related("by")[:20],
        "may_add_document": can_add_document(request.person, workgroup),
        "reports": workgroup.reports.filter(filed_at__isnull=False)[:SHOWN],
    }
    context |= _tasks(workgroup, today) | _roles(workgroup, request.person, today)
    return render(request, "consortium/workgroup_home.html", context)


def _tasks(workgroup, today) -> dict:
    tasks = Task.objects.filter(workgroup=workgroup)
    return {
        "counts": tasks.aggregate(
            open=Count("pk", filter=~Q(status__in=CLOSED)),
            late=Count("pk", filter=~Q(status__in=CLOSED) & Q(due__lt=today)),
            done=Count("pk", filter=Q(status=Status.DONE)),
        ),
        "next_tasks": tasks.open().with_people().order_by("due", "pk")[:SHOWN],
        "goals": workgroup.goals.filter(year=today.year),
        "quarters": by_quarter(workgroup, today.year, today),
    }


def _roles(workgroup, person, today) -> dict:
    """Who leads and who serves now, with their terms, and the history of roles."""
    roles = list(workgroup.roles.select_related("person").order_by("kind", "since", "pk"))
    now = [role for role in roles if role.since <= today and (role.until is None or role.until >= today)]
    before = [role for role in roles if role.until and role.until < today]
    return {
        "leading": [role for role in now if role.kind != RoleKind.MEMBER],
        "serving": [role for role in now if role.kind == RoleKind.MEMBER],
        "former": sorted(before, key=lambda role: role.until, reverse=True)[:50],
        "serves": any(role.person_id == person.pk for role in now),
    }


def next_meetings(workgroup, person):
    """The group's own meetings and the consortium's, the next one first, as far as the person may see them."""
    found = Meeting.objects.upcoming().visible_to(person).filter(Q(workgroup=workgroup) | Q(workgroup=None))
    return found.order_by("starts_at")


def decisions(workgroup, person):
    """What was decided in this group's meetings, or under its agenda items, from minutes the person may read.

    A passage stands under the agenda item whose title is its heading, as the minutes' editor writes it.
    """
    item = AgendaItem.objects.filter(
        meeting=OuterRef("minutes__meeting"), title=OuterRef("heading"), workgroup=workgroup
    )
    found = Entry.objects.filter(
        Q(minutes__meeting__workgroup=workgroup) | Q(workgroup=workgroup) | Q(Exists(item)),
        kind__in=[EntryKind.DECISION, EntryKind.MOTION],
        minutes__in=Minutes.objects.visible_to(person),
        minutes__meeting__in=Meeting.objects.visible_to(person),
    )
    if not person.is_coordinator:
        found = found.filter(coordinator_only=False)
    return found.select_related("minutes__meeting").order_by("-minutes__meeting__starts_at", "-position")
