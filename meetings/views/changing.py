"""A change of a meeting: the difference, whom it concerns and the mail as it will look, before it is made."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from charter.models import Charter
from mail.batches import rehearse
from meetings.actions import change, settle_proposal
from meetings.differences import TIMES, concerned, differences
from meetings.enums import Tell
from meetings.headcount import seen_by
from meetings.mail_preview import preview, styled_preview
from meetings.models import Meeting, Proposal
from meetings.planning_forms import ChangeForm, TellForm, here
from meetings.policy import can_run_meeting
from meetings.views.running import done, in_consortium_time, meeting_to_run, while_ahead
from meetings.year import clashes


@login_required
@while_ahead
@styled_preview
@in_consortium_time
def edit_meeting(request, slug: str):
    """GET the form; POST shows what would happen; POST with `confirm` does it and writes to whom was chosen."""
    meeting = meeting_to_run(request, slug)
    proposal = _proposal(request, meeting)
    form = ChangeForm(
        request.POST or None, instance=Meeting.objects.get(pk=meeting.pk), initial=_as_proposed(proposal)
    )
    context = {"meeting": meeting, "form": form, "proposal": proposal}
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        found = differences(meeting, values, Charter.load())
        tell = TellForm(request.POST if "confirm" in request.POST else None)
        if found and tell.is_bound and tell.is_valid():
            return done(request, meeting, lambda: _change(request, meeting, values, tell, proposal))
        context |= _consequences(request, meeting, values, found) | {"tell": tell, "differences": found}
        context["checked"] = True
    return render(request, "meetings/edit.html", context)


def _change(request, meeting: Meeting, values: dict, tell: TellForm, proposal: Proposal | None) -> str:
    told = change(meeting, values=values, tell=tell.cleaned_data["tell"], by=request.person)
    if proposal:
        settle_proposal(proposal, accept=True, by=request.person)
    return ngettext("Changed; %(n)d person is told.", "Changed; %(n)d people are told.", told) % {"n": told}


def _consequences(request, meeting: Meeting, values: dict, found: list) -> dict:
    """Whom it concerns, by name where this person may know, what it clashes with, and the mail."""
    fields = {difference.field for difference in found}
    if not fields:
        return {}
    affected = concerned(meeting, fields)
    context = {
        "everybody": meeting.invitations.count(),
        "affected": affected.count(),
        "affected_people": [
            i.person for i in seen_by(request.viewer, affected).order_by("person__name")[:30]
        ],
        "asks_again": bool(fields & TIMES),
    }
    if fields & TIMES:
        span = (values["starts_at"].astimezone(here()), values["ends_at"].astimezone(here()))
        context["clashes"] = clashes([span], but=meeting)[0]
    rehearsal = rehearse(lambda: change(meeting, values=values, tell=Tell.EVERYBODY, by=request.person))
    return context | preview(rehearsal)


def _proposal(request, meeting: Meeting) -> Proposal | None:
    number = request.POST.get("proposal") or request.GET.get("proposal") or ""
    if not number.isdigit():
        return None
    return Proposal.objects.filter(pk=number, invitation__meeting=meeting, settled_at=None).first()


def _as_proposed(proposal: Proposal | None) -> dict:
    if proposal is None:
        return {}
    meeting = proposal.invitation.meeting
    ends = proposal.ends_at or proposal.starts_at + (meeting.ends_at - meeting.starts_at)
    return {"starts_at": proposal.starts_at, "ends_at": ends}


@login_required
@require_POST
def decline_proposal(request, pk: int):
    """The time stays; the calendar that proposed another is told so."""
    proposal = get_object_or_404(
        Proposal.objects.select_related("invitation__meeting", "invitation__person"), pk=pk
    )
    meeting = proposal.invitation.meeting
    if not can_run_meeting(request.person, meeting):
        raise PermissionDenied
    if not seen_by(request.viewer, meeting.invitations.filter(pk=proposal.invitation_id)).exists():
        return redirect("meetings:meeting", slug=meeting.slug)

    def act() -> str:
        settle_proposal(proposal, accept=False, by=request.person)
        return _("Declined, and told.")

    return done(request, meeting, act)
