"""Thursday, January 14, 2027: T-14 is December 31, T-3 is January 11."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from charter.models import Charter
from mail.models import Message
from meetings.actions import cancel, invite, move, respond
from meetings.jobs import send_due_reminders
from meetings.models import Meeting

CENTRAL = ZoneInfo("America/Chicago")


def at(*parts) -> datetime:
    return datetime(*parts, tzinfo=CENTRAL)


def reminded(*parts) -> int:
    """How many reminders stand in the outbox after beat ran at that local moment, twice."""
    with time_machine.travel(at(*parts), tick=False):
        send_due_reminders()
        send_due_reminders()
    return Message.objects.filter(kind="rsvp_reminder").count()


@pytest.fixture
def invitation(ada, cal):
    Charter(pk=1, time_zone="America/Chicago").save()
    meeting = Meeting.objects.create(
        slug="q", title="Quarterly", starts_at=at(2027, 1, 14, 10), ends_at=at(2027, 1, 14, 14)
    )
    with time_machine.travel(at(2026, 12, 15, 9), tick=False):
        return invite(meeting, [cal], by=ada)[0]


def test_reminded_at_nine_on_each_day_once(invitation):
    moments = [(2026, 12, 31, 8, 59), (2026, 12, 31, 9), (2027, 1, 11, 8, 59), (2027, 1, 11, 9)]
    assert [reminded(*m) for m in moments] == [0, 1, 1, 2]


def test_who_answered_is_left_alone(invitation, cal):
    with time_machine.travel(at(2026, 12, 20, 9)):
        respond(invitation, response="declined", source="link", by=cal)
    assert reminded(2027, 1, 11, 9) == 0


def test_after_an_outage_only_the_latest_is_sent(invitation):
    assert reminded(2027, 1, 12, 15) == 1


def test_cancelled_meeting_and_past_meeting_are_silent(invitation, ada):
    assert reminded(2027, 1, 14, 10, 1) == 0
    with time_machine.travel(at(2026, 12, 20, 9)):
        cancel(invitation.meeting, by=ada)
    assert reminded(2027, 1, 11, 9) == 0


def test_moved_date_moves_its_reminders(invitation, ada):
    assert reminded(2026, 12, 31, 9) == 1
    with time_machine.travel(at(2027, 1, 4, 9)):
        move(invitation.meeting, starts_at=at(2027, 2, 11, 10), ends_at=at(2027, 2, 11, 14), by=ada)
    assert [reminded(2027, 1, 11, 9), reminded(2027, 1, 28, 9)] == [1, 2]


def test_weekend_is_reminded_on_the_friday_before(invitation, ada):
    with time_machine.travel(at(2026, 12, 16, 9)):
        move(invitation.meeting, starts_at=at(2027, 1, 17, 10), ends_at=at(2027, 1, 17, 14), by=ada)
    assert [reminded(2027, 1, 1, 8), reminded(2027, 1, 1, 9)] == [0, 1]


def test_who_was_asked_after_that_day_is_not_reminded_of_it(invitation, ada, dot):
    with time_machine.travel(at(2027, 1, 2, 9)):
        invite(invitation.meeting, [dot], by=ada)
    reminded(2027, 1, 3, 9)
    assert not Message.objects.filter(kind="rsvp_reminder", person=dot).exists()
