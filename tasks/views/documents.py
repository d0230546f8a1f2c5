"""The files of a task: bringing, reading, taking away."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from charter.uploads import serve_upload
from tasks import actions
from tasks.models import TaskDocument
from tasks.policy import can_remove_document, can_work_on_task
from tasks.views.access import allowed, task_to_see
from workgroups.forms import DocumentForm


def serve_document(document: TaskDocument):
    """The file as a download under its title."""
    return serve_upload(document.file, name=slugify(document.title) or f"document-{document.pk}")


@login_required
def document(request, pk: int, document: int):
    """Whoever sees the task reads its files."""
    return serve_document(get_object_or_404(task_to_see(request, pk).documents, pk=document))


@login_required
def add_document(request, pk: int):
    """Whoever works on the task brings a file."""
    task = allowed(request, task_to_see(request, pk), can_work_on_task)
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        actions.add_document(task, by=request.person, **form.cleaned_data)
        messages.success(request, _("The file stands beside the task now."))
        return redirect("tasks:task", pk)
    return render(request, "tasks/document_add.html", {"form": form, "task": task})


@login_required
@require_POST
def remove_document(request, pk: int, document: int):
    """Take a file away for everyone."""
    found = get_object_or_404(task_to_see(request, pk).documents.select_related("task"), pk=document)
    if not can_remove_document(request.person, found):
        raise PermissionDenied
    actions.remove_document(found, by=request.person)
    messages.success(request, _("Taken away."))
    return redirect("tasks:task", pk)
