"""The coordinator's quarter by rules: Thursday, January 14, 2027, with the holidays around it."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine

from charter.holidays import load_holidays
from charter.models import Charter
from mail.actions import cancel_batch
from mail.batches import one_batch
from mail.jobs import sweep
from mail.models import Message, Rule
from mail.rules.actions import save_rule, skip
from mail.rules.book import find_rule, planned, subject_of
from meetings.actions import cancel, invite, move, respond
from meetings.jobs import send_due_reminders
from meetings.models import Attendance, Invitation, Meeting, MeetingEvent, Minutes
from members.models import Organization, Representation
from tasks.actions import open_task

CENTRAL = ZoneInfo("America/Chicago")


def at(*parts) -> datetime:
    return datetime(*parts, tzinfo=CENTRAL)


@pytest.fixture
def meeting(db) -> Meeting:
    Charter(pk=1, time_zone="America/Chicago").save()
    load_holidays(date(2026, 11, 1))
    meeting = Meeting.objects.create(
        slug="q", title="Quarterly", starts_at=at(2027, 1, 14, 10), ends_at=at(2027, 1, 14, 14)
    )
    dated(meeting, at(2026, 10, 1, 9))
    return meeting


@pytest.fixture
def seat(cal) -> Organization:
    seat = Organization.objects.create(name="Aid Society")
    Representation.objects.create(person=cal, organization=seat)
    return seat


def dated(meeting: Meeting, moment: datetime) -> None:
    MeetingEvent.objects.create(
        meeting=meeting, kind="scheduled", at=moment, sequence=0, starts_at=meeting.starts_at
    )


def run(*parts) -> list[str]:
    """What one run of beat at that local moment writes: kinds, in order."""
    before = set(Message.objects.values_list("pk", flat=True))
    with time_machine.travel(at(*parts), tick=False):
        send_due_reminders()
        send_due_reminders()
    new = Message.objects.exclude(pk__in=before).order_by("pk")
    return list(new.values_list("kind", flat=True))


def test_every_letter_falls_on_the_day_of_the_coordinators_table(meeting):
    days = {}
    for letter in planned(date(2026, 11, 1), date(2027, 4, 30)):
        if letter.subject == subject_of(meeting):
            days.setdefault(letter.rule.code, letter.day)
            assert letter.at == time(9)
    assert days == {
        "keep_the_date": date(2026, 11, 13),
        "agenda_call": date(2026, 11, 30),
        "invite_all": date(2026, 12, 15),
        "report_request": date(2026, 12, 23),
        "task_status": date(2026, 12, 23),
        "rsvp_reminder": date(2026, 12, 30),
        "agenda_ready": date(2027, 1, 4),
        "quorum_forecast": date(2027, 1, 7),
        "rsvp_reminder-2": date(2027, 1, 11),
        "headcount": date(2027, 1, 11),
        "final_details": date(2027, 1, 13),
        "action_items": date(2027, 1, 15),
        "minutes_not_begun": date(2027, 1, 19),
        "minutes_not_circulated": date(2027, 1, 25),
        "task_midquarter": date(2027, 2, 15),
        "missed_meeting": date(2027, 2, 15),
        "workgroup_check": date(2027, 3, 1),
    }


def test_the_quarter_sends_itself(meeting, ada, bea, cal, seat, legislative):
    task = open_task(title="Track the bills", workgroup=legislative, assignee=cal, by=bea)
    Message.objects.all().delete()
    assert run(2026, 11, 13, 9) == ["save_the_date"]
    assert run(2026, 11, 30, 9) == ["agenda_call"] * 2
    assert run(2026, 12, 15, 9) == ["invitation"]
    assert sorted(run(2026, 12, 23, 9)) == ["report_request", "task_digest"]
    assert run(2026, 12, 30, 9) == ["rsvp_reminder"]
    assert run(2027, 1, 4, 9) == ["agenda_ready"]
    assert run(2027, 1, 7, 9) == ["quorum_forecast"]
    respond(Invitation.objects.get(), response="accepted", source="link", by=cal)
    assert run(2027, 1, 11, 9) == ["headcount"]
    assert run(2027, 1, 13, 9) == ["final_details"]
    assert "Track the bills" in Message.objects.get(kind="task_digest").text
    task.refresh_from_db()


def test_missed_meeting_is_told_to_who_was_absent_where_attendance_was_kept(meeting, cal, dot, seat):
    other = Organization.objects.create(name="Second")
    Representation.objects.create(person=dot, organization=other)
    assert run(2027, 2, 15, 9) == []
    Attendance.objects.create(meeting=meeting, organization=seat, person=cal)
    assert run(2027, 2, 15, 10) == ["missed_meeting"]
    assert Message.objects.get(kind="missed_meeting").person == dot


def test_comment_window_ends_with_a_letter_to_members(meeting, cal, seat):
    Minutes.objects.create(
        meeting=meeting,
        state="circulated",
        circulated_at=at(2027, 1, 25, 9),
        corrections_until=date(2027, 2, 8),
    )
    assert run(2027, 2, 8, 8, 59) == []
    assert run(2027, 2, 8, 9) == ["comment_window"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ((2026, 11, 2), (2026, 10, 30)),  # the Friday before the clocks go back
        ((2027, 3, 15), (2027, 3, 12)),  # ... and before they go forward
        ((2027, 3, 3), (2027, 2, 26)),  # over the end of February
        ((2027, 1, 4), (2026, 12, 30)),  # over New Year's Eve, New Year's Day and a weekend
    ],
)
def test_days_are_calendar_days_at_nine_local(meeting, ada, cal, day, expected):
    starts, ends = at(*day, 10), at(*day, 14)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=starts, ends_at=ends)
    meeting.refresh_from_db()
    with time_machine.travel(at(2026, 10, 2, 9), tick=False):
        invite(meeting, [cal], by=ada)
    save_rule(Rule(code="rsvp_reminder", kind="rsvp_reminder", offset=-3, audience="unanswered"), by=ada)
    rule = find_rule("rsvp_reminder-2")
    rule.active = False
    save_rule(rule, by=ada)
    assert "rsvp_reminder" not in run(*expected, 8, 59)
    assert "rsvp_reminder" in run(*expected, 9)


def test_a_week_long_outage_is_caught_up_once_and_nothing_pointless_is_sent(meeting, ada, cal, seat):
    with time_machine.travel(at(2026, 12, 1, 9), tick=False):
        invite(meeting, [cal], by=ada)
    Message.objects.all().delete()
    assert sorted(run(2027, 1, 12, 9)) == ["headcount", "quorum_forecast", "rsvp_reminder"]
    assert run(2027, 1, 14, 10, 1) == [], "the meeting has begun"


def test_nothing_is_caught_up_in_the_quiet_hours(meeting, ada, cal, seat):
    with time_machine.travel(at(2026, 12, 1, 9), tick=False):
        invite(meeting, [cal], by=ada)
    assert "rsvp_reminder" not in run(2027, 1, 11, 23)
    assert "rsvp_reminder" in run(2027, 1, 12, 7)


def test_a_meeting_called_at_short_notice_sends_nothing_that_lies_behind_it(meeting, cal, seat):
    MeetingEvent.objects.update(at=at(2026, 12, 20, 9))
    assert run(2026, 12, 20, 9) == []


def test_moved_twice_within_an_hour_sends_the_last_date_alone(meeting, ada, cal, settings):
    with time_machine.travel(at(2027, 1, 4, 9), tick=False):
        invite(meeting, [cal], by=ada)
        Message.objects.update(state="sent")
    for minute, day in ((0, 21), (40, 28)):
        with time_machine.travel(at(2027, 1, 5, 9, minute), tick=False):
            move(meeting, starts_at=at(2027, 1, day, 10), ends_at=at(2027, 1, day, 14), by=ada)
    with time_machine.travel(at(2027, 1, 5, 9, 50), tick=False):
        sweep()
    changes = Message.objects.filter(kind="meeting_change").order_by("pk")
    assert [m.state for m in changes] == ["cancelled", "sent"]
    assert changes[0].reason == "a newer version goes out instead"
    assert "rsvp_reminder" not in run(2027, 1, 11, 9)
    assert "rsvp_reminder" in run(2027, 1, 14, 9)


def test_waiting_reminder_of_a_cancelled_meeting_does_not_leave(meeting, ada, cal):
    with time_machine.travel(at(2026, 12, 1, 9), tick=False):
        invite(meeting, [cal], by=ada)
    assert run(2026, 12, 30, 9) == ["rsvp_reminder"]
    with time_machine.travel(at(2026, 12, 30, 9, 1), tick=False):
        cancel(meeting, by=ada)
        sweep()
    reminder = Message.objects.get(kind="rsvp_reminder")
    assert (reminder.state, reminder.reason) == ("cancelled", "the meeting was cancelled")
    assert run(2027, 1, 11, 9) == []


def test_skipped_letter_is_not_sent_and_an_edited_rule_moves_it(meeting, ada, cal):
    with time_machine.travel(at(2026, 12, 1, 9), tick=False):
        invite(meeting, [cal], by=ada)
    skip(rule="rsvp_reminder", subject=subject_of(meeting), day=date(2026, 12, 30), by=ada)
    assert run(2026, 12, 30, 9) == []
    rule = find_rule("rsvp_reminder-2")
    rule.offset, rule.at = -6, time(15, 30)
    save_rule(rule, by=ada)
    assert "rsvp_reminder" not in run(2027, 1, 8, 15, 29)
    assert "rsvp_reminder" in run(2027, 1, 8, 15, 30)


def test_an_invitation_to_all_that_was_taken_back_can_be_sent_again(meeting, ada, cal, seat):
    with time_machine.travel(at(2026, 12, 1, 9), tick=False):
        with one_batch(ada) as batch:
            invite(meeting, [cal], by=ada)
        assert cancel_batch(batch.code, by=ada) == 1
        assert not Invitation.ever.exists()
        assert len(invite(meeting, [cal], by=ada)) == 1


def test_no_letter_tells_a_protected_person_what_it_is_about(meeting, ada, fay, bea, legislative):
    words = ("traffick", "survivor", "victim", "hotline", "quarterly", "quorum", "minutes", "agenda")
    Charter.objects.update(short_name="WAHTC", neutral_name="Meeting Office")
    with time_machine.travel(at(2026, 12, 1, 9), tick=False):
        invite(meeting, [fay], by=ada)
    for day in ((2026, 11, 30), (2026, 12, 30), (2027, 1, 11), (2027, 1, 13)):
        run(*day, 9)
    for message in Message.objects.filter(person=fay).exclude(calendar_method="REQUEST"):
        said = f"{message.subject} {message.text} {message.from_name}".lower().replace("/meetings/", "")
        assert not [word for word in words if word in said], message.kind
    assert Message.objects.filter(person=fay, kind="rsvp_reminder").exists()
