"""A task from its signed link, without signing in."""

from django.http import Http404
from django.shortcuts import redirect, render

from mail.links import read
from tasks.actions import set_status
from tasks.forms import StatusForm
from tasks.models import Status, Task


def by_link(request, token: str):
    """GET shows the task and writes nothing; POST moves it. The link dies when the task changes hands."""
    task, person = _task_of(token)
    form = StatusForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        set_status(task, status=form.cleaned_data["status"], by=person)
        return redirect("tasks:by_link", token=token)
    return render(
        request,
        "tasks/by_link.html",
        {
            "task": task,
            "form": form,
            "choices": form.fields["status"].choices,
            "neutral": person.neutral,
        },
    )


def _task_of(token: str):
    ids = read("task", token)
    task = Task.objects.filter(pk=ids[0], assignee=ids[1]).select_related("assignee").first() if ids else None
    if task is None or not task.assignee.is_active or task.status == Status.DROPPED:
        raise Http404
    return task, task.assignee
