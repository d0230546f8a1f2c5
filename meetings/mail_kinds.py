"""Which mail about meetings one may do without, when it has become pointless, and what its rules are."""

import re
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mail.kinds import register_recheck, register_topic
from mail.models import Message
from mail.rules.kinds import register_kind
from meetings.enums import MeetingState, Response
from meetings.models import Invitation, Meeting
from meetings.reminder_kinds import BEFORE, MEETING_KINDS
from meetings.reminders import rule_kind

CALENDAR = ("invitation", "save_the_date", "meeting_change", "calendar_update", "place_found")
FRESH = timedelta(seconds=30)
SEQUENCE = re.compile(r":sequence:(\d+)")


def register() -> None:
    for kind in MEETING_KINDS.values():
        register_kind(rule_kind(kind))
    register_topic(
        "meeting_reminders",
        _("Reminders about meetings"),
        "rsvp_reminder",
        "final_details",
        "workgroup_meeting",
    )
    register_topic(
        "meeting_papers",
        _("Agenda, minutes and calls for items"),
        "agenda",
        "agenda_call",
        "minutes",
        "minutes_reminder",
        "comment_window",
        "missed_meeting",
    )
    register_topic(
        "chairing", _("For chairs: reports and workgroup meetings"), "report_request", "workgroup_check"
    )
    register_topic(
        "coordinating",
        _("For the coordinator: forecasts and what waits"),
        "quorum_forecast",
        "headcount",
        "agenda_ready",
        "notice_check",
        "minutes_nag",
        coordinators_only=True,
    )
    register_recheck(overtaken, *CALENDAR)
    register_recheck(no_longer_true, *(kind.code for kind in BEFORE), "agenda")


def overtaken(message: Message) -> str:
    """An update that has not left when the next one is written, or when the meeting is over, is not sent."""
    if timezone.now() - message.created_at < FRESH:
        return ""  # nothing can have overtaken it but its like, and a hundred are on their way
    meeting = message.about
    if isinstance(meeting, Meeting) and meeting.ends_at < timezone.now():
        return "the meeting is over"
    later = Message.objects.filter(
        content_type=message.content_type,
        object_id=message.object_id,
        person=message.person,
        calendar__isnull=False,
        pk__gt=message.pk,
    )
    return "a newer version goes out instead" if later.filter(state__in=["queued", "sent"]).exists() else ""


def no_longer_true(message: Message) -> str:
    """A reminder of a date that was moved, cancelled, answered or is past."""
    meeting = message.about
    if not isinstance(meeting, Meeting):
        return ""
    if meeting.state == MeetingState.CANCELLED:
        return "the meeting was cancelled"
    if meeting.starts_at <= timezone.now():
        return "the meeting has begun"
    written_for = SEQUENCE.search(message.key)
    if written_for and int(written_for.group(1)) < meeting.asked_sequence:
        return "the meeting was moved"
    if message.kind == "rsvp_reminder":
        asked = Invitation.objects.filter(meeting=meeting, person=message.person).first()
        if asked is None or asked.response != Response.NONE:
            return "answered, or not asked any more"
    return ""
