"""A workgroup's public tab: its charge and the tasks that its chair made public."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from tasks.models import Task
from workgroups.models import Workgroup

SHOWN = 200


def tab(request, slug: str):
    """What is marked public, with names as the viewer may read them."""
    workgroup = get_object_or_404(Workgroup, slug=slug)
    tasks = Task.objects.filter(workgroup=workgroup, public=True).with_people()[:SHOWN]
    documents = workgroup.documents.filter(public=True)
    given = {"workgroup": workgroup, "tasks": tasks, "documents": documents, "today": timezone.localdate()}
    return render(request, "consortium/workgroup_tab.html", given)
