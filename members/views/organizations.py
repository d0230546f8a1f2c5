"""An organization's record: opened, edited in place, its states, papers and seats."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from charter.uploads import serve_upload
from members import actions
from members.forms.organizations import (
    DocumentForm,
    LastDayForm,
    NewOrganizationForm,
    OrganizationForm,
    OwnSeatForm,
    SeatForm,
    StatusForm,
)
from members.models import Document, OrganizationChange
from members.policy import can_edit_roster
from members.views.access import (
    only_coordinator,
    organization_to_edit,
    organization_to_keep,
    organization_to_speak_for,
    organization_with_papers,
)


@login_required
def new(request):
    """The coordinator opens a seat."""
    only_coordinator(request)
    form = NewOrganizationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        organization = actions.create_organization(by=request.person, **form.cleaned_data)
        messages.success(request, _("Opened. Say who represents it."))
        return redirect("organization", organization.pk)
    title = _("A new organization")
    return render(request, "members/organization_form.html", {"form": form, "title": title})


@login_required
def edit(request, pk: int):
    """The coordinator edits everything, its primary representative what is hers to keep."""
    organization = organization_to_edit(request, pk)
    keeps = can_edit_roster(request.person)
    form = (OrganizationForm if keeps else OwnSeatForm)(request.POST or None, instance=organization)
    if request.method == "POST" and form.is_valid():
        changes = {name: form.cleaned_data[name] for name in form.changed_data}
        changed = actions.edit_organization(organization, changes=changes, by=request.person)
        if changed:
            messages.success(
                request, _("Saved.") if keeps else _("Saved. The coordinator sees what changed.")
            )
        return redirect("organization", pk)
    return render(
        request,
        "members/organization_form.html",
        {"form": form, "organization": organization, "title": _("Edit"), "keeps": keeps},
    )


@login_required
@require_POST
def change_status(request, pk: int):
    """Another status from a day on; the history keeps the one before."""

    def act(organization, values):
        actions.change_status(organization, by=request.person, **values)

    return _try(request, pk, StatusForm(request.POST), act, _("Another status"))


@login_required
@require_POST
def file_document(request, pk: int):
    """Keep a paper."""
    organization = organization_to_keep(request, pk)
    form = DocumentForm(request.POST, request.FILES, instance=Document(organization=organization))
    if form.is_valid():
        actions.file_document(form.save(commit=False), by=request.person)
        messages.success(request, _("Filed."))
        return redirect("organization", pk)
    context = {"form": form, "organization": organization, "title": _("A paper"), "is_file": True}
    return render(request, "members/organization_form.html", context)


@login_required
def document(request, pk: int, document: int):
    """The paper as a download."""
    found = get_object_or_404(organization_with_papers(request, pk).documents, pk=document)
    try:
        return serve_upload(found.file, name=f"{found.kind}-{found.signed_on}")
    except FileNotFoundError:
        raise Http404 from None


@login_required
@require_POST
def remove_document(request, pk: int, document: int):
    """Take a paper out."""
    found = get_object_or_404(organization_to_keep(request, pk).documents, pk=document)
    actions.remove_document(found, by=request.person)
    messages.success(request, _("Taken out."))
    return redirect("organization", pk)


@login_required
@require_POST
def take_seat(request, pk: int):
    """Someone represents it from a day on: known by her address, or new to the roster."""

    def act(organization, values):
        actions.take_seat(
            organization,
            person=actions.person_for(name=values["name"], email=values["email"], by=request.person),
            role=values["role"],
            since=values["since"],
            by=request.person,
        )

    return _try(request, pk, SeatForm(request.POST), act, _("Someone represents it too"))


@login_required
@require_POST
def end_seat(request, pk: int, seat: int):
    """Her last day in this seat; the history stays."""

    def act(organization, values):
        row = get_object_or_404(organization.representations, pk=seat)
        actions.leave_seat(row, on=values["on"], by=request.person)

    return _try(request, pk, LastDayForm(request.POST), act, _("Last day"))


def _try(request, pk: int, form, act, title: str):
    """Do it; what cannot be comes back on a page of its own, with what was typed."""
    organization = organization_to_keep(request, pk)
    if form.is_valid():
        try:
            act(organization, form.cleaned_data)
            messages.success(request, _("Written down."))
            return redirect("organization", pk)
        except actions.NotPossible as why:
            form.add_error(None, str(why))
    context = {"form": form, "organization": organization, "title": title}
    return render(request, "members/organization_form.html", context)


@login_required
@require_POST
def listing(request, pk: int):
    """Its primary representative lets the public directory show it, or takes that back."""
    organization = organization_to_speak_for(request, pk)
    if "show" in request.POST:
        actions.list_publicly(organization, by=request.person)
        messages.success(request, _("The public may see it from now on, for a year."))
    else:
        actions.take_off_the_public_list(organization, by=request.person)
        messages.success(request, _("The public no longer sees it."))
    return redirect("organization", pk)


@login_required
def changes(request):
    """What representatives changed and the coordinator has not looked at yet."""
    only_coordinator(request)
    found = OrganizationChange.objects.filter(seen_at=None).select_related("organization", "by")
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    return render(request, "members/changes.html", {"page": page})


@login_required
@require_POST
def seen(request, pk: int):
    """The coordinator has looked at the changes of this organization."""
    actions.note_changes_seen(organization_to_keep(request, pk), by=request.person)
    return redirect("members:changes")
