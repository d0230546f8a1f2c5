"""Meetings for members: the list, and the page of one with her own answer on it."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import OuterRef, Subquery
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from meetings.enums import MeetingState, Response
from meetings.headcount import brief
from meetings.here import when
from meetings.models import Answer, Invitation, Meeting, Proposal
from meetings.policy import can_lay_out_year, can_run_meeting, can_schedule_meeting
from meetings.steps import course
from meetings.views.answering import answering_context

INVITEES_ON_A_PAGE = 25


@login_required
def meeting_list(request):
    """Every meeting, the coming ones first, with her own answer beside each."""
    mine = Meeting.objects.visible_to(request.person).distinct().select_related("venue", "workgroup")
    answer = Invitation.objects.filter(meeting=OuterRef("pk"), person=request.person)
    mine = mine.annotate(my_response=Subquery(answer.values("response")[:1]))
    coming = mine.upcoming()
    past = mine.exclude(pk__in=coming.values("pk")).order_by("-starts_at")
    labels = dict(Response.choices)
    coming, past = list(coming), list(past[:60])
    for meeting in coming + past:
        meeting.my_answer = labels.get(meeting.my_response, "")
    context = {
        "coming": coming,
        "past": past,
        "schedules": can_schedule_meeting(request.person),
        "lays_out": can_lay_out_year(request.person),
    }
    return render(request, "meetings/meeting_list.html", context)


@login_required
def meeting(request, slug: str):
    """When and where, her own answer, how many come, what became of it; and for who runs it what to do."""
    seen = Meeting.objects.visible_to(request.person)
    meeting = get_object_or_404(seen.select_related("venue", "workgroup"), slug=slug)
    own = Invitation.ever.filter(person=request.person, meeting=meeting).first()
    context = {}
    if own and meeting.is_ahead:
        own.meeting, own.person = meeting, request.person
        context = answering_context(request, own)
    context |= {
        "meeting": meeting,
        "neutral": False,
        "invitation": own,
        "runs": can_run_meeting(request.person, meeting),
        "events": meeting.events.all(),
        "phase": when(meeting, timezone.now()),
        "cancelled": meeting.state == MeetingState.CANCELLED,
    }
    context["brief"] = brief(meeting, request.viewer, runs=context["runs"])
    if context["runs"]:
        context |= _for_who_runs_it(request, meeting)
    return render(request, "meetings/meeting.html", context)


def _for_who_runs_it(request, meeting: Meeting) -> dict:
    source = Answer.objects.filter(invitation=OuterRef("pk")).order_by("-at", "-pk").values("source")[:1]
    rows = meeting.invitations.annotate(source=Subquery(source)).select_related("person")
    rows = sorted(request.viewer.by_name(rows), key=lambda row: row.response)
    sources = dict(Answer._meta.get_field("source").choices)
    for row in rows:
        row.source_label = sources.get(row.source, "")
        row.behind = row.revision_sent < meeting.revision
    find = request.GET.get("find", "").strip()
    found = _named(request.viewer, rows, find) if find else rows
    proposals = Proposal.objects.filter(invitation__in=meeting.invitations.all())
    return {
        "find": find,
        "page": Paginator(found, INVITEES_ON_A_PAGE).get_page(request.GET.get("page")),
        "behind": sum(row.behind for row in rows),
        "asked": len(rows),
        "proposals": proposals.filter(settled_at=None).select_related("invitation__person"),
        "audiences": meeting.audiences.select_related("workgroup", "organization"),
        "course": course(meeting, timezone.now()),
        "today": timezone.localdate(),
        "silent": sum(row.response == Response.NONE for row in rows),
    }


def _named(viewer, rows: list[Invitation], find: str) -> list[Invitation]:
    """Those whose name, as this viewer may read it, has these letters; to look for one reveals nobody else."""
    name = (lambda person: person.name) if viewer.sees_all else viewer.name
    return [row for row in rows if find.casefold() in name(row.person).casefold()]
