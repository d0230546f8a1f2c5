"""A workgroup's public tab: its charge and the tasks that its chair made public."""

from django.shortcuts import get_object_or_404, render

from members.left_out import for_everyone
from tasks.public_list import public_tasks
from workgroups.models import Workgroup


def tab(request, slug: str):
    """What is marked public, with names as the viewer may read them."""
    workgroup = get_object_or_404(Workgroup, slug=slug)
    leave_out, documents = for_everyone(), list(workgroup.documents.filter(public=True))
    for document in documents:
        document.title = leave_out(document.title)
    given = {"workgroup": workgroup, "charge": leave_out(workgroup.charge), "tasks": public_tasks(workgroup)}
    return render(request, "consortium/workgroup_tab.html", given | {"documents": documents})
