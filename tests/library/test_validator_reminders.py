"""Whoever was given a suggestion to validate is reminded each week, in her one reminder mail a day."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from library.enums import State
from library.models import Resource
from mail.models import Message
from tasks.actions import open_task
from tasks.jobs import send_due_reminders
from workgroups.models import Role

GIVEN = datetime(2027, 1, 4, 16, tzinfo=UTC)  # Monday, 10:00 in Chicago
CHECKED = dict.fromkeys(["source", "current", "accurate", "safe", "fitting", "rights"], "on")


@pytest.fixture
def given(client, ada, cal_serves, legislative) -> Resource:
    resource = Resource.objects.create(title="Shelter list")
    give(client, ada, resource, legislative, cal_serves, GIVEN)
    return resource


def give(client, by, resource, group, to, at: datetime) -> None:
    with time_machine.travel(at, tick=False):
        client.force_login(by)
        client.post(f"/library/{resource.pk}/assign/", {"workgroup": group.pk, "to": to.pk})


def told(days: int) -> list[Message]:
    """The reminder mails that two runs write on that day."""
    before = set(Message.objects.values_list("pk", flat=True))
    with time_machine.travel(GIVEN + timedelta(days=days), tick=False):
        send_due_reminders()
        send_due_reminders()
    return list(Message.objects.exclude(pk__in=before).order_by("pk"))


def test_validator_is_reminded_each_week_and_once(given, cal_serves):
    assert told(6) == []
    (message,) = told(7)
    assert (message.person, message.kind, message.subject) == (cal_serves, "task_digest", "Shelter list")
    assert f"/library/{given.pk}/validate/" in message.text
    assert told(8) == [] and len(told(14)) == 1


def test_it_stands_in_the_one_mail_of_the_day_beside_her_tasks(given, cal_serves, legislative, ada):
    with time_machine.travel(GIVEN, tick=False):
        open_task(title="Write", workgroup=legislative, assignee=cal_serves, due=date(2027, 1, 18), by=ada)
    (message,) = told(7)
    assert "Write" in message.text and "Shelter list" in message.text
    assert "2 tasks" in message.subject


def test_nothing_more_once_it_is_validated(given, cal_serves, client):
    client.force_login(cal_serves)
    client.post(f"/library/{given.pk}/validate/", {**CHECKED, "next_review": "2099-01-01"})
    given.refresh_from_db()
    assert given.state == State.PUBLISHED and told(7) == []


def test_nothing_more_once_it_is_declined_or_she_has_left_the_group(given, cal_serves, ada, client):
    Role.objects.filter(person=cal_serves).update(until=date(2027, 1, 5))
    assert told(7) == []
    Role.objects.filter(person=cal_serves).update(until=None)
    client.force_login(ada)
    client.post(f"/library/{given.pk}/turn-down/")
    given.refresh_from_db()
    assert given.state == State.DECLINED and told(8) == []


def test_whoever_it_is_given_to_next_is_reminded_a_week_later_and_the_first_no_more(
    given, ada, dot, legislative, client
):
    assert len(told(7)) == 1
    Role.objects.create(person=dot, workgroup=legislative, since=date(2026, 1, 1))
    give(client, ada, given, legislative, dot, GIVEN + timedelta(days=8))
    assert told(14) == []
    (message,) = told(15)
    assert message.person == dot


def test_coordinator_sees_it_among_the_rules_and_what_is_to_come(given, ada, client):
    with time_machine.travel(GIVEN, tick=False):
        client.force_login(ada)
        assert "Suggestions that wait to be validated" in client.get("/reminders/rules/").content.decode()
        assert "Suggestions that wait to be validated" in client.get("/reminders/").content.decode()
