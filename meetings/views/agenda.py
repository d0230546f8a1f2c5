"""The agenda with its times, and who comes to hear it."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from meetings.actions import agenda as actions
from meetings.actions import remind
from meetings.agenda import timed
from meetings.enums import MeetingState, Response
from meetings.headcount import headcount
from meetings.models import AgendaItem, Meeting
from meetings.policy import can_run_meeting


class ItemForm(forms.Form):
    """One line of the agenda."""

    title = forms.CharField(max_length=200, label="Item")
    minutes = forms.IntegerField(min_value=1, max_value=600, initial=10, label="Minutes")
    presenter = forms.CharField(max_length=120, required=False, label="Presented by")


@login_required
def agenda(request, slug: str):
    """What is on the table and when; whoever runs the meeting writes it here."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.person), slug=slug)
    runs = can_run_meeting(request.person, meeting)
    form = ItemForm(request.POST or None)
    if request.method == "POST":
        _only_runner(request, meeting)
        if form.is_valid():
            actions.add_item(meeting, **form.cleaned_data, by=request.person)
            return redirect("meetings:agenda", slug=slug)
    slots = timed(meeting, list(meeting.agenda_items.all()))
    context = {"meeting": meeting, "slots": slots, "runs": runs, "form": form}
    return render(request, "meetings/agenda.html", context)


@login_required
def edit_item(request, slug: str, pk: int):
    """Change or remove one line."""
    item = _item(request, slug, pk)
    start = {"title": item.title, "minutes": item.minutes, "presenter": item.presenter}
    form = ItemForm(request.POST or None, initial=start)
    if request.method == "POST" and "remove" in request.POST:
        actions.remove_item(item, by=request.person)
        return redirect("meetings:agenda", slug=slug)
    if request.method == "POST" and form.is_valid():
        actions.edit_item(item, **form.cleaned_data, by=request.person)
        return redirect("meetings:agenda", slug=slug)
    return render(request, "meetings/agenda_item.html", {"meeting": item.meeting, "form": form})


@login_required
@require_POST
def shift_item(request, slug: str, pk: int):
    """One place up or down."""
    actions.shift_item(_item(request, slug, pk), up=request.POST.get("to") == "up", by=request.person)
    return redirect("meetings:agenda", slug=slug)


@login_required
@require_POST
def send_agenda(request, slug: str):
    """To those who come, once."""
    meeting = get_object_or_404(Meeting, slug=slug)
    _only_runner(request, meeting)
    messages.success(request, f"Sent to {actions.send_agenda(meeting, by=request.person)} people.")
    return redirect("meetings:agenda", slug=slug)


@login_required
def invitees(request, slug: str):
    """Answers as they arrive, by organization and sector; for whoever runs the meeting."""
    meeting = get_object_or_404(Meeting, slug=slug)
    _only_runner(request, meeting)
    return render(request, "meetings/invitees.html", {"meeting": meeting, "count": headcount(meeting)})


@login_required
@require_POST
def nudge(request, slug: str):
    """Ask again whoever has not answered, at most once a day."""
    meeting = get_object_or_404(Meeting, slug=slug)
    _only_runner(request, meeting)
    if meeting.state == MeetingState.CANCELLED or meeting.ends_at < timezone.now():
        messages.error(request, "This meeting is over or cancelled.")
        return redirect("meetings:invitees", slug=slug)
    silent = meeting.invitations.filter(response=Response.NONE).select_related("person", "meeting")
    for invitation in silent:
        remind(invitation, day=timezone.localdate())
    messages.success(request, f"{len(silent)} people have not answered; each is asked at most once a day.")
    return redirect("meetings:invitees", slug=slug)


def _only_runner(request, meeting: Meeting) -> None:
    if not can_run_meeting(request.person, meeting):
        raise PermissionDenied


def _item(request, slug: str, pk: int) -> AgendaItem:
    item = get_object_or_404(AgendaItem.objects.select_related("meeting"), pk=pk, meeting__slug=slug)
    _only_runner(request, item.meeting)
    return item
