"""Who may keep the door and write the agenda: asked in one place by the views that do."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from meetings.models import Meeting
from meetings.policy import can_keep_attendance, can_write_agenda


def meeting_to_keep(request, slug: str) -> Meeting:
    """The meeting whose attendance this person keeps: 404 where she may not see it, 403 where she may not keep it."""
    found = Meeting.objects.visible_to(request.person).select_related("venue")
    meeting = get_object_or_404(found, slug=slug)
    if not can_keep_attendance(request.person, meeting):
        raise PermissionDenied
    return meeting


def only_writer(request, meeting: Meeting) -> None:
    """403 for whoever does not write this meeting's agenda."""
    if not can_write_agenda(request.person, meeting):
        raise PermissionDenied
