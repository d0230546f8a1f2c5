"""Whom to ask: groups, people and guests; and what is sent to those who are asked already."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.actions import NotPossible, TooLate, ask, catch_up, invite_guest, send_invitation
from meetings.models import Meeting
from meetings.planning_forms import AskForm, GuestForm
from meetings.policy import can_lay_out_year, groups_to_schedule
from meetings.views.running import meeting_to_run, send_about, while_ahead


@login_required
@while_ahead
def invite(request, slug: str):
    """GET the form; POST with `ask` shows how many are new and the mail; POST with `confirm` sends it."""
    meeting = meeting_to_run(request, slug)
    wide = can_lay_out_year(request.person)
    form = AskForm(
        request.POST if {"ask", "confirm", "grace"} & request.POST.keys() else None,
        meeting=meeting,
        groups=groups_to_schedule(request.person),
        names=request.viewer.name,
        wide=wide,
    )
    if form.is_bound and form.is_valid():
        return send_about(
            request,
            meeting,
            lambda: ask(meeting, **form.whom, by=request.person),
            title=_("Invite to %(title)s") % {"title": meeting.title},
            done=_asked,
            undo=_("Taking it back takes the invitations back too."),
        )
    guest = GuestForm(request.POST if "guest" in request.POST else None)
    invited = guest.is_bound and wide and guest.is_valid() and _invite_guest(request, meeting, guest)
    if invited:
        return redirect("meetings:invite", slug=slug)
    context = {"meeting": meeting, "form": form, "guest": guest, "wide": wide}
    return render(request, "meetings/invite.html", context)


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
def send_full_invitation(request, slug: str):
    """After the save-the-date; how many and what is shown first."""
    meeting = meeting_to_run(request, slug)
    return send_about(
        request,
        meeting,
        lambda: send_invitation(meeting, by=request.person),
        title=_("Send the invitation"),
        done=_told,
        undo=_("Taking it back leaves the save-the-date as it is."),
    )


@login_required
def send_present_version(request, slug: str):
    """To those whose calendar holds an older one; how many and what is shown first."""
    meeting = meeting_to_run(request, slug)
    return send_about(
        request,
        meeting,
        lambda: catch_up(meeting, by=request.person),
        title=_("Send the present version"),
        done=_told,
        undo=_("Taking it back leaves their calendars with the older version."),
    )


def _told(count: int) -> str:
    return ngettext("Sent to %(n)d person.", "Sent to %(n)d people.", count) % {"n": count}
