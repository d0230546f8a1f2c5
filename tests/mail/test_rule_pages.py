"""The coordinator sees what goes out by itself, and changes when."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from charter.models import Charter, Holiday
from mail.models import Message, Rule, Skipped
from mail.rules.book import find_rule, planned
from meetings.actions import invite
from meetings.models import Meeting, Minutes
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


def test_a_rule_edited_to_nonsense_is_refused_at_its_field(coordinator):
    wrong = {"days": "366", "audience": "the_moon", "catch_up_days": "9999"}
    shown = coordinator.post("/reminders/rules/rsvp_reminder/", FIELDS | wrong).content.decode()
    assert "A year, 365 days, is the most." in shown and 'value="366"' in shown
    assert "Choose one of the groups in the list." in shown and "60 days are the most." in shown
    assert not Rule.objects.exists()


def test_coming_month_names_tasks_that_wait_and_those_that_nobody_has(coordinator, cal, bea, legislative):
    waits = open_task(title="Wait", workgroup=legislative, assignee=cal, by=bea)
    open_task(title="Orphan", workgroup=legislative, by=bea)
    type(waits).objects.filter(pk=waits.pk).update(status="waiting", status_at=NOW)
    shown = page(coordinator, "/reminders/")
    assert "Tasks that wait for long" in shown and "Tasks that nobody has" in shown
    coordinator.post("/reminders/skip/", {"rule": "task_no_owner", "subject": "tasks", "day": "2026-12-04"})
    with time_machine.travel(datetime(2026, 12, 4, 16, tzinfo=UTC), tick=False):
        send_due_reminders()
    assert not Message.objects.filter(kind="task_digest").exists()


def test_coming_month_names_the_agenda_and_the_letters_of_the_minutes(coordinator, ada, cal):
    meeting = Meeting.objects.get()
    meeting.agenda_items.create(position=1, title="Opening", minutes=10)
    meeting.invitations.update(response="accepted")
    past = Meeting.objects.create(
        slug="p", title="Past", starts_at=NOW - timedelta(days=9), ends_at=NOW - timedelta(days=9, hours=-2)
    )
    until = date(2026, 12, 10)
    Minutes.objects.create(meeting=past, state="circulated", circulated_at=NOW, corrections_until=until)
    planned_ones = {
        (letter.rule.kind, letter.day)
        for letter in planned(date(2026, 12, 1), date(2026, 12, 31))
        if letter.people
    }
    assert {
        ("agenda", date(2026, 12, 14)),
    } <= planned_ones
    assert "<strong>Agenda</strong>" in page(coordinator, "/reminders/")


@pytest.mark.parametrize(("mode", "sent"), [("off", 0), ("voluntary", 1), ("required", 1)])
def test_the_notice_check_follows_the_setting_of_public_notice(coordinator, ada, mode, sent):
    Charter.objects.update_or_create(pk=1, defaults={"notice_mode": mode})
    letters = [
        letter
        for letter in planned(date(2026, 12, 1), date(2026, 12, 31))
        if letter.rule.kind == "notice_check"
    ]
    assert len(letters) == sent
