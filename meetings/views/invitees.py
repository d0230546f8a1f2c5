"""Who comes, live, by organization and sector; one invitee; and asking again just those who have not answered."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from mail.views.sending import send_to_all
from meetings.actions import remind, resend, respond, rotate_link, settle_wish, withdraw
from meetings.answer_forms import ANSWERS
from meetings.enums import Response, Source
from meetings.headcount import headcount, with_people
from meetings.models import AlternateWish, AttendanceMode, Invitation, Meeting, Needs
from meetings.name_tents import as_pdf
from meetings.policy import can_read_needs
from meetings.views.running import done, meeting_to_run, while_ahead
from members.actions import note_export
from members.models import DataExport

SEATS_ON_A_PAGE = 200


class NotedAnswerForm(forms.Form):
    """An answer that came by telephone or in the corridor."""

    response = forms.ChoiceField(label=gettext_lazy("Answer"), choices=ANSWERS)
    mode = forms.ChoiceField(
        label=gettext_lazy("How"),
        choices=[("", gettext_lazy("Not said")), *AttendanceMode.choices],
        required=False,
    )


@login_required
def invitees(request, slug: str):
    """Answers as they arrive, by organization and sector; for whoever runs the meeting."""
    meeting = meeting_to_run(request, slug)
    count = headcount(meeting, request.viewer)
    mine = meeting.invitations.all()
    wishes = AlternateWish.objects.filter(invitation__in=mine, settled_at=None)
    find = request.GET.get("q", "").strip()
    found = [seat for seat in count.seats if find.lower() in seat.organization.name.lower()]
    page = Paginator(found, SEATS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "meeting": meeting,
        "count": count,
        "find": find,
        "page": page,
        "guests": with_people(page, count.guests, request.viewer),
        "nudges": meeting.is_ahead,
        "waiting_list": mine.waiting().select_related("person"),
        "wishes": wishes.select_related("invitation__person"),
        "needs": Needs.objects.filter(invitation__in=mine).select_related("invitation__person")
        if can_read_needs(request.person)
        else None,
    }
    return render(request, "meetings/invitees.html", context)


@login_required
@require_POST
def name_tents(request, slug: str):
    """A sheet for each who comes to the room, to fold and stand up; it is kept who took them."""
    meeting = meeting_to_run(request, slug)
    content, sheets = as_pdf(meeting)
    if not sheets:
        messages.info(request, _("Nobody has said yes yet who could have a name tent."))
        return redirect("meetings:invitees", slug=slug)
    left = DataExport(what=_("name tents"), format="pdf", purpose=meeting.title[:200], count=sheets)
    note_export(left, by=request.person)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="name-tents-{slug}.pdf"'
    return answer


@login_required
@while_ahead
def nudge(request, slug: str):
    """Ask again whoever has not answered, or just those of one sector or organization; once a day at most.

    How many and what is shown first.
    """
    meeting = meeting_to_run(request, slug)
    silent = meeting.invitations.filter(response=Response.NONE).select_related("person", "meeting")
    silent = list(silent.filter(pk__in=_only(request, meeting)))

    def said(asked: list) -> str:
        words = ngettext(
            "%(n)d person has not answered and is asked again, at most once a day.",
            "%(n)d people have not answered; each is asked at most once a day.",
            len(asked),
        )
        return words % {"n": len(asked)}

    return send_to_all(
        request,
        lambda: [remind(invitation, day=timezone.localdate()) for invitation in silent],
        title=_("Ask again who has not answered"),
        back=reverse("meetings:invitees", args=[slug]),
        done=said,
        by_name=True,
    )


def _only(request, meeting: Meeting) -> set[int]:
    """The invitations that the press is about: a sector's, an organization's, or all."""
    asked = request.POST or request.GET
    sector, seat = asked.get("sector", ""), asked.get("seat", "")
    if not sector and not seat:
        return set(meeting.invitations.values_list("pk", flat=True))
    count = headcount(meeting, request.viewer)
    return {
        invitation.pk
        for one in count.seats
        if str(one.organization.pk) == seat or (sector and str(one.organization.sector) == sector)
        for invitation in one.answers
    }


@login_required
def invitee(request, slug: str, pk: int):
    """One invitation: every answer with its source; note an answer, send again, renew the link, take back."""
    meeting = meeting_to_run(request, slug)
    found = Invitation.ever.select_related("person", "meeting__venue", "organization")
    invitation = get_object_or_404(found, meeting=meeting, pk=pk)
    form = NotedAnswerForm(request.POST if request.POST.get("act") == "note" else None)
    if request.method == "POST" and (not form.is_bound or form.is_valid()):
        return done(request, meeting, lambda: _act(request, invitation, form), to="meetings:invitees")
    context = {
        "meeting": meeting,
        "invitation": invitation,
        "form": form,
        "answers": invitation.answers.all(),
        "replies": invitation.calendar_replies.all(),
        "behind": invitation.revision_sent < meeting.revision,
        "needs": Needs.objects.filter(invitation=invitation).first()
        if can_read_needs(request.person)
        else None,
        "stand_in": invitation.stand_in,
        "seat": invitation.organization if request.viewer.may_name_seats(invitation.person) else None,
    }
    return render(request, "meetings/invitee.html", context)


def _act(request, invitation: Invitation, form: NotedAnswerForm) -> str:
    act, by = request.POST.get("act"), request.person
    if act == "note":
        respond(invitation, **form.cleaned_data, source=Source.COORDINATOR, by=by)
        return _("The answer is noted.")
    if act == "resend":
        sent = resend(invitation, reference=f"by-hand:{timezone.now():%Y%m%d%H%M}", by=by)
        return _("Sent again.") if sent else _("This was sent a moment ago.")
    if act == "rotate":
        rotate_link(invitation, by=by)
        resend(invitation, reference=f"link:{invitation.link_version}", by=by)
        return _("The old links are dead; a new one is on its way.")
    if act == "withdraw":
        withdraw(invitation, by=by)
        return _("Taken back; only this person is told.")
    raise Http404


@login_required
@require_POST
def settle_alternate(request, slug: str, pk: int):
    """Agree to a named alternate, or not."""
    meeting = meeting_to_run(request, slug)
    wish = get_object_or_404(AlternateWish, pk=pk, invitation__meeting=meeting)
    accept = request.POST.get("do") == "accept"

    def act() -> str:
        settle_wish(wish, accept=accept, by=request.person)
        return _("The alternate holds the invitation now, and is asked.") if accept else _("Declined.")

    return done(request, meeting, act, to="meetings:invitees")
