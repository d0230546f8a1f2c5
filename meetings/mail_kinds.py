"""Which mail about meetings one may do without, when it has become pointless, and what its rules are."""

import re
from datetime import timedelta

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

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


def overtaken(messages: list[Message]) -> dict[int, str]:
    """An update that has not left when the next one is written, or when the meeting is over, is not sent."""
    now = timezone.now()
    # Nothing can have overtaken a fresh one but its like, and a hundred are on their way.
    aged = [message for message in messages if now - message.created_at >= FRESH]
    later = _latest(aged)
    found = {
        m.pk: gettext_noop("a newer version goes out instead") for m in aged if later.get(_whose(m), 0) > m.pk
    }
    over = (m for m in aged if isinstance(m.about, Meeting) and m.about.ends_at < now)
    return found | {message.pk: gettext_noop("the meeting is over") for message in over}


def _latest(messages: list[Message]) -> dict[tuple, int]:
    """The last calendar message that leaves or has left, by whose and about what; one query."""
    rows = Message.objects.filter(
        content_type__in={message.content_type_id for message in messages},
        object_id__in={message.object_id for message in messages},
        person__in={message.person_id for message in messages},
        calendar__isnull=False,
        state__in=["queued", "sent"],
    )
    found = rows.order_by().values_list("content_type", "object_id", "person").annotate(Max("pk"))
    return {tuple(whose): last for *whose, last in found} if messages else {}


def _whose(message: Message) -> tuple:
    return message.content_type_id, message.object_id, message.person_id


def no_longer_true(messages: list[Message]) -> dict[int, str]:
    """Reminders of a date that was moved, cancelled, answered or is past."""
    about = [message for message in messages if isinstance(message.about, Meeting)]
    open_still = Invitation.objects.filter(
        meeting__in={m.object_id for m in about if m.kind == "rsvp_reminder"}, response=Response.NONE
    )
    asked = set(open_still.values_list("meeting", "person"))
    found = {message.pk: _why_not(message, message.about, asked) for message in about}
    return {pk: reason for pk, reason in found.items() if reason}


def _why_not(message: Message, meeting: Meeting, asked: set[tuple[int, int]]) -> str:
    if meeting.state == MeetingState.CANCELLED:
        return gettext_noop("the meeting was cancelled")
    if meeting.starts_at <= timezone.now():
        return gettext_noop("the meeting has begun")
    written_for = SEQUENCE.search(message.key)
    if written_for and int(written_for.group(1)) < meeting.asked_sequence:
        return gettext_noop("the meeting was moved")
    if message.kind == "rsvp_reminder" and (meeting.pk, message.person_id) not in asked:
        return gettext_noop("answered, or not asked any more")
    return ""
