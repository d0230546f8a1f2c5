"""Five minutes for the chair: what needs her, each thing answered in place; and her quarterly report."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from meetings.enums import MeetingState
from meetings.models import Meeting
from tasks import actions
from tasks.drafting import draft
from tasks.forms import AssignForm, assignable
from tasks.models import Task
from tasks.quarters import bounds, quarter_of
from workgroups.models import Workgroup
from workgroups.policy import can_edit_tasks

SHOWN = 25


@login_required
def chair(request, slug: str):
    """Late, without owner, asking for something, promised at the last meeting, changed since."""
    workgroup = get_object_or_404(Workgroup, slug=slug)
    if not can_edit_tasks(request.person, workgroup):
        raise PermissionDenied
    today = timezone.localdate()
    tasks = Task.objects.filter(workgroup=workgroup).with_people()
    meeting = (
        Meeting.objects.filter(ends_at__lt=timezone.now())
        .exclude(state=MeetingState.CANCELLED)
        .order_by("-starts_at")
        .first()
    )
    since = meeting.starts_at if meeting else timezone.now() - timedelta(days=30)
    promised = tasks.open().filter(origin__startswith=f"{timezone.localtime(since):%Y-%m}-")
    shown: set[int] = set()
    parts = [
        (title, words, total, first_time(found, shown))
        for title, words, total, found in [
            part("Someone asks", "For help, or for another date.", tasks.stuck()),
            part("Late", "Move it, nudge, or give it to someone else.", tasks.overdue(today)),
            part("Nobody has it", "Give each to someone.", tasks.without_owner()),
            part("Promised at the last meeting", "Still open.", promised),
        ]
    ]
    people = assignable(workgroup, by=request.person, also=tasks.open().values("assignee"))
    return render(
        request,
        "consortium/chair.html",
        {
            "workgroup": workgroup,
            "keeps": True,
            "today": today,
            "parts": parts,
            "changed": tasks.filter(changed_at__gte=since).order_by("-changed_at")[:SHOWN],
            "since": since,
            "people": AssignForm(people=people, viewer=request.viewer).fields["assignee"].choices,
            "quarter": quarter_of(today),
            "asking": workgroup.join_requests.filter(answered_at=None).count(),
        },
    )


def part(title: str, words: str, tasks) -> tuple:
    """A heading, what to do there, how many there are, and the first of them."""
    return title, words, tasks.count(), list(tasks.order_by("due", "pk")[:SHOWN])


def first_time(tasks: list[Task], shown: set[int]) -> list[Task]:
    """Those that no part above has shown: a task stands once, where it presses most."""
    new = [task for task in tasks if task.pk not in shown]
    shown |= {task.pk for task in new}
    return new


class ReportForm(forms.Form):
    text = forms.CharField(
        label="Report",
        widget=forms.Textarea(attrs={"rows": 24}),
        max_length=20_000,
        help_text="No names or details of victims or cases.",
    )


@login_required
def report(request, slug: str, quarter: str):
    """Members read the report that is filed; the chair drafts, edits and files it."""
    workgroup = get_object_or_404(Workgroup, slug=slug)
    try:
        bounds(quarter)
    except ValueError:
        raise Http404 from None
    kept = workgroup.reports.filter(quarter=quarter).first()
    keeps = can_edit_tasks(request.person, workgroup)
    if not keeps and (kept is None or kept.filed_at is None):
        raise Http404
    if not keeps and request.method == "POST":
        raise PermissionDenied
    text = kept.text if kept else draft(workgroup, quarter, timezone.localdate())
    form = ReportForm(request.POST or None, initial={"text": text})
    if request.method == "POST" and form.is_valid():
        kept = actions.save_report(
            workgroup, quarter=quarter, text=form.cleaned_data["text"], by=request.person
        )
        if "file" in request.POST:
            actions.file_report(kept, by=request.person)
        messages.success(request, "Filed for the agenda." if "file" in request.POST else "Saved.")
        return redirect("workgroup_report", slug, quarter)
    return render(
        request,
        "consortium/workgroup_report.html",
        {"workgroup": workgroup, "quarter": quarter, "report": kept, "keeps": keeps, "form": form},
    )
