"""The coordinator sees what goes out by itself, and changes when."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from charter.models import Holiday
from mail.models import Message, Rule, Skipped
from mail.rules.book import find_rule
from meetings.actions import invite
from meetings.models import Meeting
from tasks.actions import open_task
from tasks.jobs import send_due_reminders

NOW = datetime(2026, 12, 1, 18, tzinfo=UTC)
FIELDS = {
    "active": "on",
    "days": "5",
    "side": "before",
    "at": "08:30",
    "audience": "unanswered",
    "workdays_only": "on",
    "avoid_holidays": "on",
    "quiet_from": "20:00",
    "quiet_until": "07:00",
    "catch_up_days": "3",
    "repeat_days": "0",
}


@pytest.fixture
def coordinator(client, ada, cal):
    with time_machine.travel(NOW, tick=False):
        starts = NOW + timedelta(days=20)
        meeting = Meeting.objects.create(
            slug="q", title="Quarterly", starts_at=starts, ends_at=starts + timedelta(hours=4)
        )
        invite(meeting, [cal], by=ada)
        client.force_login(ada)
        yield client


def page(client, path: str) -> str:
    return client.get(path).content.decode()


def test_coming_month_names_letters_days_and_people(coordinator):
    shown = page(coordinator, "/reminders/")
    assert "Reminder to answer" in shown and "Monday, December 7, 2026" in shown
    assert "Quarterly, December 21" in shown and "Cal Ness" in shown


def test_one_letter_is_left_out_and_sent_after_all(coordinator):
    one = {"rule": "rsvp_reminder", "subject": f"meetings.meeting:{Meeting.objects.get().pk}"}
    one["day"] = "2026-12-07"
    assert "Will not be sent" in coordinator.post("/reminders/skip/", one, follow=True).content.decode()
    coordinator.post("/reminders/skip/", one | {"send": "1"})
    assert not Skipped.objects.exists()
    assert coordinator.post("/reminders/skip/", one | {"rule": "nothing"}).status_code == 404


def test_a_days_task_mail_is_one_line_and_can_be_left_out(coordinator, cal, bea, legislative):
    for due in (date(2026, 12, 10), date(2026, 12, 17)):
        open_task(title="Track", workgroup=legislative, assignee=cal, due=due, by=bea)
    shown = page(coordinator, "/reminders/")
    assert shown.count("<strong>Tasks near their date</strong>") == 7, "December 3, 9, 10, 11, 16, 18 and 25"
    one = {"rule": "task_due", "subject": "tasks", "day": "2026-12-03"}
    coordinator.post("/reminders/skip/", one)
    with time_machine.travel(datetime(2026, 12, 3, 16, tzinfo=UTC), tick=False):
        send_due_reminders()
    assert not Message.objects.filter(kind="task_digest").exists()


def test_rule_is_edited_in_words_and_brought_back(coordinator):
    coordinator.post("/reminders/rules/rsvp_reminder/", FIELDS)
    rule = find_rule("rsvp_reminder")
    assert (rule.offset, f"{rule.at:%H:%M}", rule.catch_up_days) == (-5, "08:30", 3)
    assert "5 days before the meeting, 8:30 a.m." in page(coordinator, "/reminders/rules/")
    coordinator.post("/reminders/rules/rsvp_reminder/", {"reset": "1"})
    assert find_rule("rsvp_reminder").offset == -14
    assert not Rule.objects.exists()


def test_wrong_days_are_said_at_the_field_and_what_was_typed_stays(coordinator):
    shown = coordinator.post(
        "/reminders/rules/rsvp_reminder/", FIELDS | {"days": "-3", "at": "25:00"}
    ).content.decode()
    assert "errorlist" in shown and 'value="-3"' in shown and 'value="25:00"' in shown
    assert not Rule.objects.exists()


def test_holidays_are_added_and_removed(coordinator):
    coordinator.post("/reminders/holidays/", {"day": "2026-12-23", "name": "Office closed"})
    assert "Office closed" in page(coordinator, "/reminders/holidays/")
    coordinator.post(f"/reminders/holidays/{Holiday.objects.get().pk}/remove/")
    assert not Holiday.objects.exists()
