"""What members would like on the agenda, and what is offered for it from the workgroups' lists."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from meetings.actions import agenda_proposals as actions
from meetings.actions.agenda import add_item
from meetings.agenda_forms import AnswerForm, ProposalForm
from meetings.agenda_offers import offers
from meetings.models import ItemKind, ItemProposal, Meeting
from meetings.views.access import only_writer


@login_required
def propose(request, slug: str):
    """Any member who sees the meeting may ask for an item."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.person), slug=slug)
    form = ProposalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.propose_item(meeting, **form.cleaned_data, by=request.person)
            messages.success(
                request, _("Thank you. The coordinator sees it, and you get word of what becomes of it.")
            )
            return redirect("meetings:agenda", slug=slug)
        except actions.NotOpen as error:
            form.add_error(None, str(error))
    takes = actions.takes_proposals(meeting)
    until = actions.propose_by(meeting)
    context = {"meeting": meeting, "form": form, "takes": takes, "until": until}
    context["late"] = until < timezone.localdate()
    return render(request, "meetings/agenda_propose.html", context)


@login_required
@require_POST
def answer(request, slug: str, pk: int):
    """Accept, with other words and minutes if need be, or decline with a reason."""
    found = ItemProposal.objects.select_related("meeting", "person")
    proposal = get_object_or_404(found, pk=pk, meeting__slug=slug)
    only_writer(request, proposal.meeting)
    form = AnswerForm(request.POST, prefix=f"p{pk}")
    if not form.is_valid():
        context = {"meeting": proposal.meeting, "proposal": proposal, "form": form}
        return render(request, "meetings/agenda_answer.html", context)
    values = form.cleaned_data
    try:
        if values.pop("do") == "accept":
            actions.accept_proposal(proposal, **values, by=request.person)
            messages.success(request, _("It is on the agenda, and whoever proposed it is told."))
        else:
            actions.decline_proposal(proposal, note=values["note"], by=request.person)
            messages.success(request, _("Declined, and whoever proposed it is told why."))
    except actions.NotOpen as error:
        messages.error(request, str(error))
    return redirect("meetings:agenda", slug=slug)


@login_required
@require_POST
def take_offer(request, slug: str):
    """One workgroup's open items onto the agenda, or with `all` every workgroup's."""
    meeting = get_object_or_404(Meeting, slug=slug)
    only_writer(request, meeting)
    wanted = request.POST.get("offer", "")
    taken = [o for o in offers(meeting, timezone.localdate()) if wanted in (o.key, "all")]
    for offer in taken:
        add_item(
            meeting,
            title=offer.title,
            minutes=offer.minutes,
            kind=ItemKind.REPORT,
            workgroup=offer.workgroup,
            tasks=offer.tasks,
            by=request.person,
        )
    said = ngettext("%(n)d item added.", "%(n)d items added.", len(taken)) % {"n": len(taken)}
    messages.success(request, said if taken else _("Nothing of that is open any more."))
    return redirect("meetings:agenda", slug=slug)
