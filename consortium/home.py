"""The first page, for who you are: what is mine to do, what is next."""

from django.shortcuts import render
from django.utils import timezone

from mail.models import Message
from meetings.models import Meeting
from tasks.models import Task
from workgroups.models import Workgroup


def home(request):
    """Members see their answers and tasks; the coordinator the quarter; the public the workgroups."""
    if request.person is None:
        return render(request, "consortium/home_public.html", {"workgroups": Workgroup.objects.all()})
    today = timezone.localdate()
    context = {
        "today": today,
        "invitations": request.person.invitations.filter(
            meeting__in=Meeting.objects.upcoming()
        ).select_related("meeting"),
        "tasks": Task.objects.open().filter(assignee=request.person).select_related("workgroup"),
    }
    if request.person.is_coordinator:
        context |= {
            "meetings": Meeting.objects.upcoming(),
            "overdue": Task.objects.overdue(today).count(),
            "stuck": Message.objects.filter(state__in=["held", "failed", "bounced"]).count(),
        }
    return render(request, "consortium/home.html", context)
