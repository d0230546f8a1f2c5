"""A change of a meeting: the difference, whom it concerns and the mail as it will look, before it is made."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from charter.models import Charter
from mail.batches import UNDO_SECONDS
from mail.previews import preview
from mail.views.sending import shows_mail
from meetings.actions import change, settle_proposal
from meetings.differences import TIMES, concerned, differences
from meetings.enums import Tell
from meetings.models import Meeting, Proposal
from meetings.planning_forms import ChangeForm, TellForm, here
from meetings.policy import can_run_meeting
from meetings.views.running import done, in_consortium_time, meeting_to_run, send_about, while_ahead
from meetings.year import clashes

TAKEN_BACK = gettext_lazy("Taking it back takes the change back too, as long as no mail has left.")


@login_required
@while_ahead
@shows_mail
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
            return _make(request, meeting, values, tell.cleaned_data["tell"], proposal)
        context |= _consequences(request, meeting, values, found) | {"tell": tell, "differences": found}
        context |= {"checked": True, "undo": TAKEN_BACK, "seconds": UNDO_SECONDS}
    return render(request, "meetings/edit.html", context)


def _make(request, meeting: Meeting, values: dict, tell: str, proposal: Proposal | None):
    def act() -> int:
        told = change(meeting, values=values, tell=tell, by=request.person)
        if proposal:
            settle_proposal(proposal, accept=True, by=request.person)
        return told

    if tell == Tell.NOBODY:
        return done(request, meeting, lambda: act() or _("Changed; nobody is told."))
    return send_about(request, meeting, act, title="", done=_changed, undo=TAKEN_BACK)


def _changed(told: int) -> str:
    return ngettext("Changed; %(n)d person is told.", "Changed; %(n)d people are told.", told) % {"n": told}


def _consequences(request, meeting: Meeting, values: dict, found: list) -> dict:
    """Whom it concerns, what it clashes with, and the mail."""
    fields = {difference.field for difference in found}
    if not fields:
        return {}
    affected = request.viewer.by_name(concerned(meeting, fields).select_related("person"))
    everybody = meeting.invitations.count()
    context = {
        "everybody": everybody,
        "affected": len(affected),
        "affected_people": [invitation.person for invitation in affected[:30]],
        "asks_again": bool(fields & TIMES),
        "asks_whom": bool(everybody),
    }
    if fields & TIMES:
        span = (values["starts_at"].astimezone(here()), values["ends_at"].astimezone(here()))
        context["clashes"] = clashes([span], but=meeting)[0]

    def act() -> int:
        return change(meeting, values=values, tell=Tell.EVERYBODY, by=request.person)

    return context | {"preview": preview(act, request.viewer, by_name=True)}


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

    def act() -> str:
        settle_proposal(proposal, accept=False, by=request.person)
        return _("Declined, and told.")

    return done(request, meeting, act)
