"""The first page, for who you are: what is mine to do, what is next, what is stuck."""

from datetime import timedelta

from django.db.models import Count, Q
from django.shortcuts import render
from django.utils import timezone

from charter.models import Charter
from consortium.disk import room
from consortium.front_page import front_page
from library.enums import State
from library.models import Resource
from mail.heartbeats import silent
from mail.models import InboundMessage, Message
from meetings.enums import MeetingState, Response
from meetings.links import rsvp_path
from meetings.models import Meeting, Minutes, MinutesState
from meetings.steps import courses
from members.enums import Channel
from members.models import Application, OrganizationChange, Person, Prospect
from members.policy import can_name_coordinator_deputy
from tasks.enums import CLOSED
from tasks.models import Task
from workgroups.models import Workgroup

STILL_TO_DO = timedelta(days=100)
ANSWERS = [choice for choice in Response.choices if choice[0] != Response.NONE]


def home(request):
    """Members see their answers and tasks, chairs their group, the coordinator the quarter, the public who we are."""
    if request.person is None:
        return render(request, "consortium/home_public.html", front_page(timezone.localdate()))
    today = timezone.localdate()
    context = {
        "today": today,
        "answers": ANSWERS,
        "invitations": _invitations(request.person),
        "tasks": Task.objects.open().filter(assignee=request.person).select_related("workgroup"),
        "chaired": _chaired(request.person, today),
    }
    if request.person.is_coordinator:
        context["silent"], context["room"] = silent(), room()
        context["quarter"] = _quarter(today)
        context["names_deputy"] = can_name_coordinator_deputy(request.person)
        context["stale_numbers"] = Charter.load().hotline_is_stale(today)
    return render(request, "consortium/home.html", context)


def _invitations(person) -> list:
    coming = person.invitations.filter(meeting__in=Meeting.objects.upcoming()).select_related("meeting")
    found = list(coming.order_by("meeting__starts_at"))
    for invitation in found:
        invitation.link = rsvp_path(invitation)
    return found


def _chaired(person, today):
    """The groups she chairs, with how many of their tasks are late and how many nobody has."""
    groups = person.roles.on(today).chairs().values("workgroup")
    is_open = ~Q(tasks__status__in=CLOSED) & Q(tasks__isnull=False)
    return Workgroup.objects.filter(pk__in=groups).annotate(
        late=Count("tasks", filter=is_open & Q(tasks__due__lt=today)),
        unowned=Count("tasks", filter=is_open & Q(tasks__assignee=None)),
    )


def _quarter(today) -> dict:
    """What is next, who has not answered, what is stuck."""
    standing = Q(invitations__isnull=False, invitations__withdrawn_at=None)
    answered = standing & ~Q(invitations__response=Response.NONE)
    meetings = Meeting.objects.upcoming().annotate(
        asked=Count("invitations", filter=standing),
        coming=Count("invitations", filter=standing & Q(invitations__response=Response.ACCEPTED)),
        answered=Count("invitations", filter=answered),
    )
    return {
        "meetings": meetings,
        "courses": _courses(),
        "minutes": Minutes.objects.filter(
            state__in=[MinutesState.DRAFT, MinutesState.CIRCULATED]
        ).select_related("meeting"),
        "overdue": Task.objects.overdue(today)
        .order_by("workgroup__name")
        .values("workgroup__name", "workgroup__slug")
        .annotate(n=Count("pk")),
        "stuck": Message.objects.filter(state__in=["held", "failed", "bounced"]).count(),
        "inbound": InboundMessage.objects.filter(state="waiting").count(),
        "applications": Application.objects.to_review().count(),
        "suggested": Resource.objects.filter(state=State.SUGGESTED).count(),
        "changes": OrganizationChange.objects.filter(seen_at=None).count(),
        "undecided": Person.objects.filter(channel=Channel.UNDECIDED, is_active=True).count(),
        "prospects": Prospect.objects.open().filter(next_on__lte=today).count(),
    }


def _courses() -> list:
    """Step by step: the next meeting of the whole consortium, and the last one while something of it is due."""
    now, whole = timezone.now(), Meeting.objects.filter(workgroup=None).select_related("minutes")
    following = whole.upcoming(now).order_by("starts_at").first()
    last = whole.filter(ends_at__lt=now, ends_at__gt=now - STILL_TO_DO).exclude(state=MeetingState.CANCELLED)
    found = [meeting for meeting in (last.order_by("-starts_at").first(), following) if meeting]
    return [one for one in courses(found, now) if one.due or one.meeting == following]
