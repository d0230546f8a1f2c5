"""A workgroup's rooms that join several apps: its home, the public tab, and the hand-over kit."""

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from consortium.workgroup_tab import tab
from meetings.models import Meeting
from tasks.enums import CLOSED, Status
from tasks.models import Task
from workgroups.models import Workgroup
from workgroups.policy import can_ask_to_join, can_edit_tasks

AHEAD = timedelta(days=92)


def home(request, slug: str):
    """The public reads the tab; members the group's home."""
    if request.person is None:
        return tab(request, slug)
    workgroup = get_object_or_404(Workgroup, slug=slug)
    today = timezone.localdate()
    tasks = Task.objects.filter(workgroup=workgroup)
    roles = list(workgroup.roles.current().select_related("person").order_by("kind", "since"))
    return render(
        request,
        "consortium/workgroup_home.html",
        {
            "workgroup": workgroup,
            "today": today,
            "keeps": can_edit_tasks(request.person, workgroup),
            "may_ask": can_ask_to_join(request.person, workgroup),
            "serves": any(role.person_id == request.person.pk for role in roles),
            "roles": roles,
            "meeting": Meeting.objects.upcoming().filter(workgroup=workgroup).first(),
            "counts": tasks.aggregate(
                open=Count("pk", filter=~Q(status__in=CLOSED)),
                late=Count("pk", filter=~Q(status__in=CLOSED) & Q(due__lt=today)),
                done=Count("pk", filter=Q(status=Status.DONE)),
            ),
            "next_tasks": tasks.open().with_people().order_by("due", "pk")[:8],
            "goals": workgroup.goals.filter(year=today.year),
            "reports": workgroup.reports.filter(filed_at__isnull=False)[:8],
        },
    )


@login_required
def hand_over(request, slug: str):
    """Everything a new chair needs on one page: open tasks, promises, contacts, coming dates."""
    workgroup = get_object_or_404(Workgroup, slug=slug)
    if not can_edit_tasks(request.person, workgroup):
        raise PermissionDenied
    today = timezone.localdate()
    open_tasks = Task.objects.open().filter(workgroup=workgroup).with_people().order_by("due", "pk")
    roles = workgroup.roles.select_related("person").order_by("since")
    now = [role for role in roles if role.since <= today and (role.until is None or role.until >= today)]
    request.viewer.prepare(role.person for role in now)
    return render(
        request,
        "consortium/hand_over.html",
        {
            "workgroup": workgroup,
            "today": today,
            "tasks": open_tasks[:200],
            "promises": open_tasks.exclude(origin="")[:100],
            "contacts": [(role, request.viewer.email(role.person)) for role in now],
            "former": [role for role in roles if role not in now],
            "meetings": Meeting.objects.upcoming().filter(Q(workgroup=workgroup) | Q(workgroup=None)),
            "coming": open_tasks.due_between(today, today + AHEAD)[:100],
            "reports": workgroup.reports.filter(filed_at__isnull=False)[:4],
        },
    )
