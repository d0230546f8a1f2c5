"""Meetings for members, what the coordinator does with one, and the answer from a mail's signed link."""

from functools import wraps
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from charter.models import Charter
from meetings.actions import TooLate, ask, cancel, move, respond, schedule
from meetings.enums import Response, Source
from meetings.forms import MoveForm, RsvpForm, ScheduleForm
from meetings.links import invitation_of
from meetings.models import Meeting
from meetings.policy import can_run_meeting, can_schedule_meeting


@login_required
def meeting_list(request):
    """Every meeting, the coming ones first."""
    mine = Meeting.objects.visible_to(request.person)
    coming = mine.upcoming()
    past = mine.exclude(pk__in=coming).order_by("-starts_at")
    return render(
        request,
        "meetings/meeting_list.html",
        {"coming": coming, "past": past, "schedules": can_schedule_meeting(request.person)},
    )


@login_required
def meeting(request, slug: str):
    """One meeting: when and where, its agenda, and how many come."""
    mine = Meeting.objects.visible_to(request.person)
    meeting = get_object_or_404(mine.select_related("venue"), slug=slug)
    return render(request, "meetings/meeting.html", _meeting_context(request, meeting))


def in_consortium_time(view):
    """Times typed and shown in this view's form are wall time in the consortium's own zone."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        with timezone.override(ZoneInfo(Charter.load().time_zone)):
            return view(request, *args, **kwargs)

    return wrapped


@login_required
@in_consortium_time
def schedule_meeting(request):
    """A new meeting; inviting is a further act on its page."""
    if not can_schedule_meeting(request.person):
        raise PermissionDenied
    form = ScheduleForm(request.POST or None, initial={"title": "Quarterly meeting"})
    if request.method == "POST" and form.is_valid():
        meeting = schedule(form.save(commit=False), by=request.person)
        return redirect("meetings:meeting", slug=meeting.slug)
    return render(request, "meetings/meeting_new.html", {"form": form})


@login_required
@require_POST
def invite_all(request, slug: str):
    """Ask the whole consortium in one press; a second press asks only whoever is new."""
    meeting = _meeting_to_run(request, slug)
    return _done(
        request,
        meeting,
        lambda: f"{ask(meeting, everyone=True, by=request.person)} people invited.",
    )


@login_required
@require_POST
def cancel_meeting(request, slug: str):
    """Take the meeting out of everyone's calendar."""
    meeting = _meeting_to_run(request, slug)
    return _done(
        request,
        meeting,
        lambda: f"The meeting is cancelled; {cancel(meeting, by=request.person)} people are told.",
    )


@login_required
@in_consortium_time
def move_meeting(request, slug: str):
    """A new time; everyone who was asked is told and asked again."""
    meeting = _meeting_to_run(request, slug)
    form = MoveForm(
        request.POST or None, initial={"starts_at": meeting.starts_at, "ends_at": meeting.ends_at}
    )
    if request.method == "POST" and form.is_valid():
        return _done(
            request,
            meeting,
            lambda: f"Moved; {move(meeting, **form.cleaned_data, by=request.person)} people are told.",
        )
    return render(
        request,
        "meetings/meeting_move.html",
        {"meeting": meeting, "form": form, "told": meeting.invitations.count()},
    )


def _meeting_to_run(request, slug: str) -> Meeting:
    meeting = get_object_or_404(Meeting, slug=slug)
    if not can_run_meeting(request.person, meeting):
        raise PermissionDenied
    return meeting


def _done(request, meeting: Meeting, act):
    try:
        messages.success(request, act())
    except TooLate as error:
        messages.error(request, str(error))
    return redirect("meetings:meeting", slug=meeting.slug)


def _meeting_context(request, meeting: Meeting) -> dict:
    invitations = meeting.invitations.all()
    counts = dict(invitations.order_by().values_list("response").annotate(Count("pk")))
    context = {
        "meeting": meeting,
        "counts": [(label, counts.get(value, 0)) for value, label in Response.choices],
        "runs": can_run_meeting(request.person, meeting),
    }
    if context["runs"]:
        context["invitations"] = invitations.select_related("person").order_by("response", "person__name")
    return context


def rsvp(request, token: str):
    """GET shows three buttons and writes nothing; POST keeps the answer. Works again for a change of mind."""
    invitation = invitation_of(token)
    if invitation is None:
        raise Http404
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
            "neutral": invitation.person.neutral,
        },
    )
