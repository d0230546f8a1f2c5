"""What every page of minutes fetches first, and how an act is answered."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect

from meetings.actions.minutes import NotNow
from meetings.models import Entry, Meeting, Minutes
from meetings.policy import can_reserve_entry, can_write_minutes


def writable_meeting(request, slug: str) -> Meeting:
    """The meeting, for whoever writes its minutes; 403 for others who are signed in."""
    meeting = get_object_or_404(Meeting.objects.select_related("workgroup"), slug=slug)
    if not can_write_minutes(request.person, meeting):
        raise PermissionDenied
    return meeting


def writable_minutes(request, slug: str) -> Minutes:
    meeting = writable_meeting(request, slug)
    return get_object_or_404(Minutes.objects.select_related("meeting__workgroup"), meeting=meeting)


def writable_entry(request, slug: str, pk: int) -> Entry:
    """A passage; what is the coordinator's alone is for nobody else to find."""
    meeting = writable_meeting(request, slug)
    entries = Entry.objects.select_related("minutes__meeting__workgroup", "task", "owner", "workgroup")
    if not can_reserve_entry(request.person):
        entries = entries.filter(coordinator_only=False)
    return get_object_or_404(entries, pk=pk, minutes__meeting=meeting)


def done(request, slug: str, act, *, to: str = "meetings:minutes"):
    """Do it and say so, or say why not now."""
    try:
        messages.success(request, act())
    except NotNow as error:
        messages.error(request, str(error))
    return redirect(to, slug=slug)
