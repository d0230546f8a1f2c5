"""Whom to ask: groups, people and guests; and what is sent to those who are asked already."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from mail.batches import rehearse
from mail.views.sending import with_grace
from meetings.actions import NotPossible, TooLate, ask, ask_herself, catch_up, invite_guest, send_invitation
from meetings.mail_preview import bare_preview, preview, styled_preview
from meetings.models import Meeting
from meetings.planning_forms import AskForm, GuestForm
from meetings.policy import can_lay_out_year, groups_to_schedule
from meetings.views.running import done, meeting_to_run, while_ahead


@login_required
@while_ahead
@styled_preview
def invite(request, slug: str):
    """GET the form; POST shows how many are new and the mail; POST with `confirm` sends it."""
    meeting = meeting_to_run(request, slug)
    wide = can_lay_out_year(request.person)
    form = AskForm(
        request.POST if "ask" in request.POST or "confirm" in request.POST else None,
        meeting=meeting,
        groups=groups_to_schedule(request.person),
        names=request.viewer.name,
        wide=wide,
    )
    guest = GuestForm(request.POST if "guest" in request.POST else None)
    context = {"meeting": meeting, "form": form, "guest": guest, "wide": wide}
    if form.is_bound and form.is_valid():
        if "confirm" in request.POST and "grace" in request.POST:
            return _ask_with_grace(request, meeting, form)
        if "confirm" in request.POST:
            return done(request, meeting, lambda: _asked(ask(meeting, **form.whom, by=request.person)))
        context |= _rehearsed(meeting, form, request.person)
    invited = guest.is_bound and wide and guest.is_valid() and _invite_guest(request, meeting, guest)
    if invited:
        return redirect("meetings:invite", slug=slug)
    return render(request, "meetings/invite.html", context)


def _ask_with_grace(request, meeting: Meeting, form: AskForm):
    back = reverse("meetings:meeting", args=[meeting.slug])
    try:
        return with_grace(request, lambda: ask(meeting, **form.whom, by=request.person), back=back)
    except TooLate as error:
        messages.error(request, str(error))
        return redirect(back)


def _rehearsed(meeting: Meeting, form: AskForm, person) -> dict:
    try:
        rehearsal = rehearse(lambda: ask(meeting, **form.whom, by=person))
        if can_lay_out_year(person):
            return preview(rehearsal) | {"checked": True}
        herself = rehearse(lambda: (ask(meeting, **form.whom, by=person), ask_herself(meeting, by=person)))
    except TooLate as error:
        return {"refusal": str(error)}
    return bare_preview(rehearsal, herself) | {"checked": True}


def _invite_guest(request, meeting: Meeting, form: GuestForm) -> bool:
    try:
        invite_guest(meeting, **form.cleaned_data, by=request.person)
    except (NotPossible, TooLate) as error:
        form.add_error("email", str(error))
        return False
    messages.success(request, _("The guest is invited. A guest is no member."))
    return True


def _asked(count: int) -> str:
    return ngettext("%(n)d person is invited.", "%(n)d people are invited.", count) % {"n": count}


@login_required
@require_POST
def send_full_invitation(request, slug: str):
    """After the save-the-date."""
    meeting = meeting_to_run(request, slug)
    return done(request, meeting, lambda: _told(send_invitation(meeting, by=request.person)))


@login_required
@require_POST
def send_present_version(request, slug: str):
    """To those whose calendar holds an older one."""
    meeting = meeting_to_run(request, slug)
    return done(request, meeting, lambda: _told(catch_up(meeting, by=request.person)))


def _told(count: int) -> str:
    return ngettext("Sent to %(n)d person.", "Sent to %(n)d people.", count) % {"n": count}
