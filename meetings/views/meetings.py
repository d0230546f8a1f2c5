"""Meetings for members: the list, and the page of one with her own answer on it."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Q, Subquery
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
    asked = meeting.invitations.all()
    find = request.GET.get("find", "").strip()
    page = Paginator(_in_order(asked, request.viewer, find), INVITEES_ON_A_PAGE)
    page = page.get_page(request.GET.get("page"))
    page.object_list = _rows(meeting, page.object_list)
    figures = asked.aggregate(
        asked=Count("pk"),
        silent=Count("pk", filter=Q(response=Response.NONE)),
        behind=Count("pk", filter=Q(revision_sent__lt=meeting.revision)),
    )
    proposals = Proposal.objects.filter(invitation__in=meeting.invitations.all())
    return figures | {
        "find": find,
        "page": page,
        "proposals": proposals.filter(settled_at=None).select_related("invitation__person"),
        "audiences": meeting.audiences.select_related("workgroup", "organization"),
        "course": course(meeting, timezone.now()),
        "today": timezone.localdate(),
    }


def _in_order(asked, viewer, find: str) -> list[int]:
    """Invitations by answer and by the name this viewer reads; `find` are letters of that name, which reveal nobody else."""
    if viewer.sees_all:
        named = [
            (response, name, person, pk)
            for response, name, person, pk in asked.values_list("response", "person__name", "person", "pk")
        ]
    else:
        named = [
            (one.response, viewer.name(one.person), one.person_id, one.pk)
            for one in asked.select_related("person")
        ]
    found = [(response, name.casefold(), person, pk) for response, name, person, pk in named]
    return [pk for _response, name, _person, pk in sorted(found) if find.casefold() in name]


def _rows(meeting: Meeting, keys: list[int]) -> list[Invitation]:
    """What the page shows of these invitations, in their order."""
    source = Answer.objects.filter(invitation=OuterRef("pk")).order_by("-at", "-pk").values("source")[:1]
    rows = Invitation.objects.annotate(source=Subquery(source)).select_related("person").in_bulk(keys)
    sources = dict(Answer._meta.get_field("source").choices)
    for row in rows.values():
        row.source_label = sources.get(row.source, "")
        row.behind = row.revision_sent < meeting.revision
    return [rows[key] for key in keys]
