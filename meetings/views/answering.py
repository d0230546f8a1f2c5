"""An invitee answers: from the signed link in her mail, or signed in; the same form and the same actions."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from mail.links import sign
from meetings.actions import (
    NotPossible,
    TooLate,
    respond,
    send_alternate,
    take_back_alternate,
    tell_needs,
    undo,
    update_calendar,
    wish_alternate,
)
from meetings.answer_forms import ANSWERS, REMOTE_YES, AlternateForm, DetailsForm, RsvpForm, details_of
from meetings.audience import colleagues
from meetings.enums import Format, MeetingState, Response, Source
from meetings.links import invitation_of
from meetings.models import AttendanceMode, Invitation

OTHER_ACTS = {"undo", "calendar", "alternate", "take_back", "details"}


def rsvp(request, token: str):
    """GET shows the buttons and writes nothing; POST keeps the answer. Works again for a change of mind."""
    invitation = invitation_of(token)
    if invitation is None:
        raise Http404
    here = redirect("meetings:rsvp", token=token)
    return _answering(request, invitation, Source.LINK, here)


@login_required
def answer(request, slug: str):
    """The same signed in, at the meeting's own address."""
    mine = Invitation.ever.filter(person=request.person, meeting__slug=slug)
    invitation = get_object_or_404(mine.select_related("meeting__venue", "person"))
    here = redirect("meetings:answer", slug=slug)
    return _answering(request, invitation, Source.PAGE, here)


def _answering(request, invitation: Invitation, source: str, here):
    pressed, refusal = {}, ""
    if request.method == "POST":
        act = request.POST.get("act", "")
        act = act if act in OTHER_ACTS else "response"
        form = _form(invitation, act, request.POST)
        pressed = {act: form} if form else {}
        if form is None or form.is_valid():
            try:
                said = _do(invitation, act, form.cleaned_data if form else {}, source)
            except (TooLate, NotPossible) as error:
                refusal = str(error)
            else:
                if said:
                    messages.success(request, said)
                return here
    forms = {act: pressed.get(act) or _form(invitation, act) for act in ("response", "details", "alternate")}
    context = answering_context(request, invitation) | _unfolding(request, forms)
    return render(request, "meetings/rsvp.html", context | {"refusal": refusal})


def _do(invitation: Invitation, act: str, given: dict, source: str) -> str:
    """Carry one act out; says what to tell beside what the page shows by itself."""
    person = invitation.person
    if act == "undo":
        undo(invitation, source=source, by=person)
        return _("Undone.")
    if act == "calendar":
        update_calendar(invitation, by=person)
        return _("The entry for your calendar is on its way to you.")
    if act == "take_back":
        take_back_alternate(invitation, by=person)
        return _("The invitation is yours again. Say now whether you come.")
    if act == "alternate":
        return _hand_on(invitation, given)
    if act == "details":
        _answer_in_full(invitation, given, source)
        return ""
    response, mode = given["response"], None
    if response == REMOTE_YES:
        response, mode = Response.ACCEPTED, AttendanceMode.REMOTE
    elif response == Response.ACCEPTED and invitation.meeting.format == Format.HYBRID:
        mode = AttendanceMode.IN_PERSON
    respond(invitation, response=response, mode=mode, source=source, by=person)
    return ""


def _answer_in_full(invitation: Invitation, given: dict, source: str) -> None:
    respond(
        invitation,
        response=given["response"],
        mode=given.get("mode"),
        note=given["note"],
        shows=given["shows"],
        source=source,
        by=invitation.person,
    )
    if given["meal"] or given["access"]:
        tell_needs(invitation, meal=given["meal"], access=given["access"], by=invitation.person)


def _hand_on(invitation: Invitation, given: dict) -> str:
    if given.get("colleague"):
        send_alternate(invitation, given["colleague"], by=invitation.person)
        return _("They hold your invitation now, and are asked.")
    wish_alternate(invitation, name=given["name"], email=given["email"], by=invitation.person)
    return _("The coordinator is asked. Until then the invitation stays yours.")


def _form(invitation: Invitation, act: str, data=None):
    """What one act is filled in with; None for an act that is only pressed."""
    if act == "response":
        return RsvpForm(data)
    if act == "details":
        return DetailsForm(data, meeting=invitation.meeting, initial=details_of(invitation))
    return AlternateForm(data, colleagues=colleagues(invitation)) if act == "alternate" else None


def _unfolding(request, forms: dict) -> dict:
    """The forms, and which of them is open from the beginning."""
    more = request.GET.get("more", "")
    return {
        "forms": forms,
        "open_details": forms["details"].is_bound or more == "details",
        "open_alternate": forms["alternate"].is_bound or more == "alternate",
    }


def answering_context(request, invitation: Invitation) -> dict:
    """Her answer, and the presses that change it; also a part of the meeting's own page, without any form."""
    meeting, person = invitation.meeting, invitation.person
    chosen = request.GET.get("answer", "")
    online = meeting.format != Format.IN_PERSON
    stand_in = invitation.stand_in if invitation.withdrawn_at else None
    return {
        "invitation": invitation,
        "meeting": meeting,
        "answers": [
            *ANSWERS[:1],
            *([(REMOTE_YES, _("Yes, online"))] if online else []),
            *ANSWERS[1:],
        ],
        "chosen": chosen if chosen in dict(ANSWERS) and chosen != invitation.response else "",
        "stands": invitation.withdrawn_at is None,
        "stand_in": shown_name(stand_in.person) or _("Someone") if stand_in else "",
        "over": meeting.state == MeetingState.CANCELLED,
        "wish": invitation.alternate_wishes.filter(settled_at=None).first(),
        "can_undo": invitation.answers.exists(),
        "waiting_place": _place_in_line(invitation),
        "neutral": person.neutral,
        "answering_as": shown_name(person),
        "someone_elses": request.person is not None and request.person != person,
        "own": sign("own", person.pk, person.pk),
    }


def shown_name(person) -> str:
    """How a page that a passed-on link may open names someone: a discreet person only as she chose (R14)."""
    return person.display_name or ("" if person.neutral else person.name)


def _place_in_line(invitation: Invitation) -> int:
    if invitation.waiting_since is None:
        return 0
    line = list(invitation.meeting.invitations.waiting().values_list("pk", flat=True))
    return line.index(invitation.pk) + 1 if invitation.pk in line else 0
