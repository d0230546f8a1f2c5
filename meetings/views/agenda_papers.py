"""Papers beside an item, copies of the agenda to hand out, and its versions."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from charter.uploads import TYPES, serve_upload
from meetings.actions import agenda as actions
from meetings.agenda_docx import as_docx
from meetings.agenda_forms import ItemForm, PaperForm
from meetings.agenda_pdf import as_pdf
from meetings.minutes_words import difference
from meetings.models import AgendaItem, AgendaPaper, Meeting
from meetings.views.access import only_writer


@login_required
@require_POST
def add_paper(request, slug: str, pk: int):
    """A file for an item; what is wrong with it stands at the field."""
    item = get_object_or_404(
        AgendaItem.objects.visible_to(request.person).select_related("meeting"), pk=pk, meeting__slug=slug
    )
    only_writer(request, item.meeting)
    form = PaperForm(request.POST, request.FILES)
    if form.is_valid():
        actions.attach_paper(item, **form.cleaned_data, by=request.person)
        messages.success(request, _("The paper is there."))
        return redirect("meetings:agenda_item", slug=slug, pk=pk)
    context = {"meeting": item.meeting, "item": item, "paper_form": form}
    context["form"] = ItemForm(meeting=item.meeting, viewer=request.viewer, item=item)
    return render(request, "meetings/agenda_item.html", context)


@login_required
@require_safe
def paper(request, slug: str, pk: int):
    """For whoever may read the item it belongs to."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.person), slug=slug)
    readable = meeting.agenda_items.visible_to(request.person)
    found = get_object_or_404(AgendaPaper, pk=pk, item__in=readable)
    return serve_upload(found.file, name=slugify(found.title) or "paper")


@login_required
@require_POST
def remove_paper(request, slug: str, pk: int):
    """Take a file away."""
    found = get_object_or_404(
        AgendaPaper.objects.select_related("item__meeting"),
        pk=pk,
        item__meeting__slug=slug,
        item__in=AgendaItem.objects.visible_to(request.person),
    )
    only_writer(request, found.item.meeting)
    actions.remove_paper(found, by=request.person)
    messages.success(request, _("The paper is removed."))
    return redirect("meetings:agenda_item", slug=slug, pk=found.item_id)


@login_required
@require_safe
def pdf(request, slug: str):
    """The members' agenda, to print or to read aloud by a screen reader."""
    meeting = _readable(request, slug)
    return _file(as_pdf(meeting), "application/pdf", f"agenda-{slug}.pdf")


@login_required
@require_safe
def word(request, slug: str):
    """The members' agenda, to go on writing in."""
    meeting = _readable(request, slug)
    return _file(as_docx(meeting), TYPES["docx"], f"agenda-{slug}.docx")


@login_required
@require_safe
def version(request, slug: str, number: int):
    """One version as it was sent, with what became of each line since the one before."""
    meeting = _readable(request, slug)
    kept = get_object_or_404(meeting.agenda_versions, number=number)
    before = meeting.agenda_versions.filter(number=number - 1).first()
    lines = difference(before.text if before else kept.text, kept.text)
    return render(
        request,
        "meetings/agenda_version.html",
        {"meeting": meeting, "kept": kept, "before": before, "lines": lines},
    )


def _readable(request, slug: str) -> Meeting:
    mine = Meeting.objects.visible_to(request.person).select_related("venue")
    return get_object_or_404(mine, slug=slug)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer
