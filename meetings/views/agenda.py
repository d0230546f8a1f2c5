"""The agenda with its times, and who comes to hear it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from charter.models import Charter
from mail.rules.book import find_rule
from mail.views.sending import send_to_all
from meetings.actions import agenda as actions
from meetings.actions import agenda_sending as sending
from meetings.actions.agenda_proposals import propose_by, takes_proposals
from meetings.agenda import agenda_of
from meetings.agenda_forms import AnswerForm, ItemForm, PaperForm
from meetings.agenda_offers import offers
from meetings.agenda_words import MARKS, local_clock
from meetings.models import AgendaItem, Meeting, ProposalState
from meetings.policy import can_run_meeting, can_see_paid_time, can_write_agenda


@login_required
def agenda(request, slug: str):
    """What is on the table and when; whoever runs the meeting writes it here."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.person).select_related("venue"), slug=slug)
    runs = can_write_agenda(request.person, meeting)
    form = ItemForm(request.POST or None, meeting=meeting, viewer=request.viewer)
    if request.method == "POST":
        _only_runner(request, meeting)
        if form.is_valid():
            actions.add_item(meeting, **form.cleaned_data, by=request.person)
            messages.success(request, _("Added."))
            return redirect("meetings:agenda", slug=slug)
    return render(request, "meetings/agenda.html", _context(request, meeting, form, runs))


def _context(request, meeting: Meeting, form: ItemForm, runs: bool) -> dict:
    readable = set(meeting.agenda_items.visible_to(request.person).values_list("pk", flat=True))
    proposals = meeting.item_proposals.select_related("person", "workgroup", "item")
    context = {
        "meeting": meeting,
        "slots": [slot for slot in agenda_of(meeting) if slot.item.pk in readable],
        "marks": MARKS,
        "runs": runs,
        "sees_paid_time": can_see_paid_time(request.person),
        "form": form,
        "versions": meeting.agenda_versions.all(),
        "mine": proposals.filter(person=request.person),
        "may_propose": takes_proposals(meeting),
        "propose_by": propose_by(meeting),
    }
    if runs:
        context["days_before"] = abs(find_rule("agenda").offset)
        waiting = [p for p in proposals if p.state == ProposalState.OPEN]
        context["proposals"] = [
            (p, AnswerForm(initial=_as_proposed(p), prefix=f"p{p.pk}"), p.is_late(context["propose_by"]))
            for p in waiting
        ]
        context["offers"] = offers(meeting, timezone.localdate())
    return context


def _as_proposed(proposal) -> dict:
    return {"title": proposal.title, "minutes": proposal.minutes}


@login_required
def edit_item(request, slug: str, pk: int):
    """Change or remove one line, and lay papers beside it."""
    item = _item(request, slug, pk)
    form = ItemForm(request.POST or None, meeting=item.meeting, viewer=request.viewer, item=item)
    if request.method == "POST" and "remove" in request.POST:
        actions.remove_item(item, by=request.person)
        messages.success(request, _("Removed."))
        return redirect("meetings:agenda", slug=slug)
    if request.method == "POST" and form.is_valid():
        actions.edit_item(item, **form.cleaned_data, by=request.person)
        return redirect("meetings:agenda", slug=slug)
    context = {"meeting": item.meeting, "item": item, "form": form, "paper_form": PaperForm()}
    return render(request, "meetings/agenda_item.html", context)


@login_required
@require_POST
def shift_item(request, slug: str, pk: int):
    """One place up or down."""
    actions.shift_item(_item(request, slug, pk), up=request.POST.get("to") == "up", by=request.person)
    return redirect(f"{reverse('meetings:agenda', args=[slug])}#item-{pk}")


@login_required
@require_POST
def arrange(request, slug: str):
    """The whole order at once, from dragging or the arrow keys; answers with each item's new time."""
    meeting = get_object_or_404(Meeting, slug=slug)
    _only_runner(request, meeting)
    order = [int(pk) for pk in request.POST.getlist("item") if pk.isdecimal()]
    try:
        actions.arrange(meeting, order, by=request.person)
    except actions.ItemGone as error:
        return JsonResponse({"error": str(error)}, status=409)
    charter = Charter.load()
    times = {slot.item.pk: local_clock(slot.starts, charter) for slot in agenda_of(meeting)}
    return JsonResponse({"times": times, "late": [s.item.pk for s in agenda_of(meeting) if s.late]})


@login_required
def send_agenda(request, slug: str):
    """To those who come, once, after a look at how many and what."""
    meeting = get_object_or_404(Meeting, slug=slug)
    _only_runner(request, meeting)
    return send_to_all(
        request,
        lambda: sending.send_agenda(meeting, by=request.person),
        title=_("Send the agenda"),
        back=reverse("meetings:agenda", args=[slug]),
        done=lambda count: _("Sent to %(count)s people.") % {"count": count},
        by_name=True,
    )


def _only_runner(request, meeting: Meeting) -> None:
    if not can_run_meeting(request.person, meeting):
        raise PermissionDenied


def _item(request, slug: str, pk: int) -> AgendaItem:
    item = get_object_or_404(
        AgendaItem.objects.visible_to(request.person).select_related("meeting"), pk=pk, meeting__slug=slug
    )
    _only_runner(request, item.meeting)
    return item
