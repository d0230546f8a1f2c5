"""A workgroup's public tab: its charge and the tasks that its chair made public."""

from django.db.models import Q
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from tasks.models import Task
from workgroups.models import Workgroup


def tab(request, slug: str):
    """Members see the whole list; the public what is marked public. Names as the viewer may read them."""
    workgroup = get_object_or_404(Workgroup, slug=slug)
    shown = Q() if request.person else Q(public=True)
    tasks = Task.objects.filter(shown, workgroup=workgroup).select_related("assignee")
    return render(
        request,
        "consortium/workgroup_tab.html",
        {"workgroup": workgroup, "tasks": tasks, "today": timezone.localdate()},
    )
