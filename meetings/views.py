"""An answer from the signed link in the mail, without signing in."""

from datetime import timedelta

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from mail.links import read
from meetings.actions import TooLate, respond
from meetings.enums import Source
from meetings.forms import RsvpForm
from meetings.models import Invitation

LINK_OUTLIVES_MEETING = timedelta(days=1)


def rsvp(request, token: str):
    """GET shows three buttons and writes nothing; POST keeps the answer. Works again for a change of mind."""
    invitation = _invitation_of(token)
    form = RsvpForm(request.POST or None)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            respond(
                invitation,
                response=form.cleaned_data["response"],
                source=Source.LINK,
                by=invitation.person,
            )
            return redirect("meetings:rsvp", token=token)
        except TooLate as error:
            refusal = str(error)
    return render(
        request,
        "meetings/rsvp.html",
        {
            "invitation": invitation,
            "meeting": invitation.meeting,
            "form": form,
            "choices": form.fields["response"].choices,
            "refusal": refusal,
        },
    )


def _invitation_of(token: str) -> Invitation:
    ids = read("rsvp", token)
    invitation = (
        Invitation.objects.filter(
            pk=ids[0],
            person=ids[1],
            person__is_active=True,
            meeting__ends_at__gte=timezone.now() - LINK_OUTLIVES_MEETING,
        )
        .select_related("meeting__venue", "person")
        .first()
        if ids
        else None
    )
    if invitation is None:
        raise Http404
    return invitation
