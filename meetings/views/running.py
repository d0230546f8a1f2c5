"""Wall time in the consortium's own zone, the meeting that a person may run, and how an act on it ends."""

from functools import wraps
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from charter.models import Charter
from mail.views.sending import send_to_all
from meetings.actions import NotPossible, TooLate
from meetings.actions.state import why_too_late
from meetings.models import Meeting
from meetings.policy import can_run_meeting


def in_consortium_time(view):
    """Times typed and shown in this view's form are wall time in the consortium's own zone."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        with timezone.override(ZoneInfo(Charter.load().time_zone)):
            return view(request, *args, **kwargs)

    return wrapped


def meeting_to_run(request, slug: str) -> Meeting:
    """The meeting; 404 where this person may not see it, 403 where she may not run it."""
    seen = Meeting.objects.visible_to(request.person).select_related("venue", "workgroup")
    meeting = get_object_or_404(seen.distinct(), slug=slug)
    if not can_run_meeting(request.person, meeting):
        raise PermissionDenied
    return meeting


def while_ahead(view):
    """For a page that makes no sense once the meeting is over or cancelled: it says so, and leads to the meeting."""

    @wraps(view)
    def wrapped(request, slug: str, *args, **kwargs):
        if why := why_too_late(meeting_to_run(request, slug)):
            messages.error(request, why)
            return redirect("meetings:meeting", slug=slug)
        return view(request, slug, *args, **kwargs)

    return wrapped


def done(request, meeting: Meeting, act, *, to: str = "meetings:meeting"):
    """Do it, say what it did or why not, and go back to the meeting."""
    try:
        messages.success(request, act())
    except (TooLate, NotPossible) as error:
        messages.error(request, str(error))
    return redirect(to, slug=meeting.slug)


def send_about(request, meeting: Meeting, act, **words):
    """Ask, then do it with a minute of grace (`send_to_all`); or say why not, and go back to the meeting.

    It is told exactly how many are written to: whoever runs a meeting reads who is asked by name.
    """
    back = reverse("meetings:meeting", args=[meeting.slug])
    try:
        return send_to_all(request, act, back=back, by_name=True, **words)
    except (TooLate, NotPossible) as error:
        messages.error(request, str(error))
        return redirect(back)
