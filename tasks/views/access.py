"""Fetch and authorise in one call; every permission of these pages stands here."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme

from tasks.models import Task
from tasks.policy import can_edit_task
from workgroups.models import Workgroup
from workgroups.policy import can_edit_tasks


def task_to_see(request, pk: int) -> Task:
    """The task, or 404 for whoever may not see it."""
    tasks = Task.objects.visible_to(request.person).with_people()
    return get_object_or_404(tasks.select_related("minutes_entry__minutes__meeting"), pk=pk)


def task_to_edit(request, pk: int) -> Task:
    """The task, or 403 for whoever sees it and does not keep its list."""
    return allowed(request, task_to_see(request, pk), can_edit_task)


def allowed(request, task: Task, rule) -> Task:
    if not rule(request.person, task):
        raise PermissionDenied
    return task


def list_to_keep(request, slug: str) -> Workgroup:
    """The workgroup whose list this person keeps, or 403."""
    workgroup = get_object_or_404(Workgroup, slug=slug)
    if not can_edit_tasks(request.person, workgroup):
        raise PermissionDenied
    return workgroup


def back(request, default: str, *args, **kwargs):
    """To the page the press came from, where it is one of ours."""
    place = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(place, {request.get_host()}, request.is_secure()):
        return redirect(place)
    return redirect(default, *args, **kwargs)
