"""The hand-over kit: everything a new chair needs on one page, to print or to read together."""

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from consortium.workgroup_home import decisions, next_meetings
from tasks.models import Task
from workgroups.models import Workgroup
from workgroups.policy import can_edit_tasks

AHEAD = timedelta(days=92)
MOST_TASKS = 500


@login_required
def hand_over(request, slug: str):
    """Open tasks, promises in minutes, decisions, contacts, coming dates, documents and past reports."""
    workgroup = get_object_or_404(Workgroup, slug=slug)
    if not can_edit_tasks(request.person, workgroup):
        raise PermissionDenied
    today = timezone.localdate()
    tasks = Task.objects.open().filter(workgroup=workgroup).with_people().order_by("due", "pk")
    tasks = list(tasks[:MOST_TASKS])
    roles = workgroup.roles.select_related("person").order_by("kind", "since")
    now = [role for role in roles if role.since <= today and (role.until is None or role.until >= today)]
    request.viewer.prepare(role.person for role in now)
    return render(
        request,
        "consortium/hand_over.html",
        {
            "workgroup": workgroup,
            "today": today,
            "tasks": tasks,
            "promises": [task for task in tasks if task.is_promise],
            "decisions": decisions(workgroup, request.person)[:20],
            "contacts": [(role, request.viewer.email(role.person)) for role in now],
            "former": [role for role in roles if role.until and role.until < today],
            "meetings": next_meetings(workgroup, request.person)[:6],
            "coming": [task for task in tasks if task.due and today <= task.due <= today + AHEAD],
            "asking": workgroup.join_requests.filter(answered_at=None).select_related("person"),
            "documents": workgroup.documents.all()[:50],
            "reports": workgroup.reports.filter(filed_at__isnull=False)[:4],
        },
    )
