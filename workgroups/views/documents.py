"""A workgroup's documents: reading, bringing, showing on the public tab, taking out."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from charter.uploads import serve_upload
from workgroups import actions
from workgroups.forms import DocumentForm
from workgroups.models import GroupDocument, Workgroup
from workgroups.policy import can_add_document, can_manage_workgroup, can_remove_document


def document(request, slug: str, pk: int):
    """The file as a download: every member reads it, the public where it is public."""
    found = GroupDocument.objects.filter(workgroup__slug=slug)
    if request.person is None:
        found = found.filter(public=True)
    document = get_object_or_404(found, pk=pk)
    return serve_upload(document.file, name=slugify(document.title) or f"document-{document.pk}")


@login_required
def add_document(request, slug: str):
    """Lay a file into the group's documents."""
    group = get_object_or_404(Workgroup, slug=slug)
    if not can_add_document(request.person, group):
        raise PermissionDenied
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        actions.add_document(group, by=request.person, **form.cleaned_data)
        messages.success(request, _("Members can read it now."))
        return redirect("workgroup", slug)
    return render(request, "workgroups/document_add.html", {"form": form, "workgroup": group})


@login_required
@require_POST
def change_document(request, slug: str, pk: int):
    """Take a document out, or say whether the public tab shows it."""
    document = get_object_or_404(
        GroupDocument.objects.select_related("workgroup"), workgroup__slug=slug, pk=pk
    )
    if "remove" in request.POST:
        _allow(can_remove_document(request.person, document))
        actions.remove_document(document, by=request.person)
        messages.success(request, _("Taken out."))
    else:
        _allow(can_manage_workgroup(request.person, document.workgroup))
        actions.show_document(document, public=request.POST.get("public") == "yes", by=request.person)
        messages.success(request, _("Changed who can read it."))
    return redirect("workgroup", slug)


def _allow(may: bool) -> None:
    if not may:
        raise PermissionDenied
