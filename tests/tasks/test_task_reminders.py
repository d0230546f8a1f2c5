import re
from datetime import UTC, date, datetime

import pytest
import time_machine

from mail.models import Message
from tasks.actions import assign, move, open_task, set_status, snooze
from tasks.jobs import send_due_reminders
from tasks.models import Reminded, Task

pytestmark = pytest.mark.django_db


def morning(day: str) -> datetime:
    """Nine o'clock in Chicago in winter."""
    return datetime.fromisoformat(f"{day}T15:00:00+00:00")


def run(moment: datetime) -> list[str]:
    """The digests that one run at that moment writes."""
    before = Message.objects.filter(kind="task_digest").count()
    with time_machine.travel(moment, tick=False):
        send_due_reminders()
    return list(
        Message.objects.filter(kind="task_digest").order_by("pk").values_list("text", flat=True)[before:]
    )


@pytest.fixture
def task(legislative, bea, cal):
    with time_machine.travel(datetime(2026, 12, 1, tzinfo=UTC), tick=False):
        return open_task(
            title="Track the bills", workgroup=legislative, assignee=cal, due=date(2027, 1, 18), by=bea
        )


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2027-01-03", ""),
        ("2027-01-04", "Due soon"),
        ("2027-01-11", "Due soon"),
        ("2027-01-15", "Due soon"),
        ("2027-01-18", "Due soon"),
        ("2027-01-19", "Overdue"),
        ("2027-01-26", "Overdue"),
        ("2027-02-02", "Overdue"),
    ],
)
def test_assignee_is_reminded_around_the_date(task, day, words):
    texts = run(morning(day))
    assert bool(texts) == bool(words)
    assert all(words in text and "Track the bills" in text for text in texts)


def test_nothing_leaves_before_nine_in_the_morning(task):
    assert run(datetime(2027, 1, 4, 14, 59, tzinfo=UTC)) == []


def test_each_day_of_the_calendar_is_said_once_however_often_the_job_runs(task):
    days = ["2027-01-04", "2027-01-05", "2027-01-11", "2027-01-15", "2027-01-17", "2027-01-19", "2027-01-20"]
    days += ["2027-01-26", "2027-02-02", "2027-02-03"]
    said = [day for day in days for _ in range(3) if run(morning(day))]
    assert said == [
        "2027-01-04",
        "2027-01-11",
        "2027-01-15",
        "2027-01-19",
        "2027-01-26",
        "2027-02-02",
    ]


def test_after_an_outage_only_the_latest_is_said(task):
    assert len(run(morning("2027-01-30"))) == 1
    assert Reminded.objects.get().day == date(2027, 1, 26)


def test_a_moved_date_reminds_again(task, bea):
    assert run(morning("2027-01-11"))
    move(task, due=date(2027, 1, 19), by=bea)
    assert run(morning("2027-01-12"))


def test_a_move_there_and_back_does_not_say_the_same_again(task, bea):
    assert run(morning("2027-01-11"))
    move(task, due=date(2027, 3, 1), by=bea)
    move(task, due=date(2027, 1, 18), by=bea)
    assert run(morning("2027-01-12")) == []


@pytest.mark.parametrize("status", ["done", "dropped"])
def test_closed_tasks_are_silent(task, bea, status):
    set_status(task, status=status, by=bea)
    assert run(morning("2027-01-19")) == []


def test_one_mail_a_day_for_all_of_a_persons_tasks(task, legislative, bea, cal):
    with time_machine.travel(datetime(2026, 12, 1, tzinfo=UTC), tick=False):
        open_task(title="Write", workgroup=legislative, assignee=cal, due=date(2027, 1, 4), by=bea)
    (text,) = run(morning("2027-01-11"))
    assert "Track the bills" in text and "Write" in text
    assert "Overdue" in text and "Due soon" in text


def test_snoozed_until_that_day(task, cal):
    snooze(task, until=date(2027, 1, 20), by=cal)
    assert run(morning("2027-01-19")) == []
    assert run(morning("2027-01-20"))


def test_a_task_waiting_for_two_weeks_is_asked_about(legislative, bea, cal):
    with time_machine.travel(morning("2026-12-01"), tick=False):
        task = open_task(title="Write", workgroup=legislative, assignee=cal, by=bea)
        set_status(task, status="waiting", reason="for the county", by=cal)
    assert run(morning("2026-12-14")) == []
    assert "Waiting for a long time" in run(morning("2026-12-15"))[0]


def test_the_chair_hears_of_a_task_that_nobody_has(legislative, bea, ada):
    with time_machine.travel(morning("2026-12-01"), tick=False):
        open_task(title="Write", workgroup=legislative, by=bea)
    assert run(morning("2026-12-03")) == []
    (text,) = run(morning("2026-12-04"))
    assert "Nobody has this yet" in text and "/workgroups/legislative/chair/" in text
    assert Message.objects.get(kind="task_digest").person == bea


def test_a_chair_hears_of_her_own_of_nobodys_and_of_waiting_ones_in_one_mail(legislative, bea):
    with time_machine.travel(morning("2026-12-01"), tick=False):
        open_task(title="Hers", workgroup=legislative, assignee=bea, due=date(2026, 12, 22), by=bea)
        open_task(title="Nobody's", workgroup=legislative, by=bea)
        waits = open_task(title="Waits", workgroup=legislative, assignee=bea, by=bea)
        set_status(waits, status="waiting", reason="for the county", by=bea)
    run(morning("2026-12-04"))
    (text,) = run(morning("2026-12-15"))
    assert "Due soon" in text and "Hers" in text and "Waiting for a long time" in text and "Waits" in text
    assert run(morning("2026-12-15")) == []
    (text,) = run(morning("2026-12-18"))
    assert "Nobody has this yet" in text


def test_quiet_for_a_week_from_the_tasks_page_is_kept_by_the_job(task, cal, client):
    with time_machine.travel(morning("2027-01-15"), tick=False):
        client.force_login(cal)
        client.post(f"/tasks/{task.pk}/snooze/", {"days": "7"})
    assert run(morning("2027-01-19")) == []
    assert "Overdue" in run(morning("2027-01-22"))[0]


def test_someone_given_a_late_task_today_is_not_scolded_the_same_day(task, bea, dot):
    with time_machine.travel(morning("2027-01-19"), tick=False):
        assign(Task.objects.get(), to=dot, by=bea)
    assert run(morning("2027-01-19")) == []
    assert run(morning("2027-01-26"))


def test_protected_persons_digest_says_nothing(legislative, bea, fay):
    with time_machine.travel(datetime(2026, 12, 1, tzinfo=UTC), tick=False):
        open_task(title="Call the victim", workgroup=legislative, assignee=fay, due=date(2027, 1, 18), by=bea)
    (text,) = run(morning("2027-01-11"))
    assert "victim" not in text and text.startswith("Something is waiting for you.")


def test_each_task_of_a_digest_has_its_own_link_that_answers(task, legislative, bea, cal, client):
    with time_machine.travel(datetime(2026, 12, 1, tzinfo=UTC), tick=False):
        open_task(title="Book the hall", workgroup=legislative, assignee=cal, due=date(2027, 1, 18), by=bea)
    with time_machine.travel(morning("2027-01-11"), tick=False):
        send_due_reminders()
        digest = Message.objects.get(kind="task_digest")
        for text in (digest.text, digest.html):
            found = list(dict.fromkeys(re.findall(r"/t/[^/\s\"]+/", text)))
            assert len(found) == 2
        assert digest.html.count("Answer</a>") == 2
        for path in found:
            client.post(path, {"status": "done"})
    assert not Task.objects.open().exists()
