"""The mail of a group follows the dates of whoever stands in, to the day, with no job between."""

from datetime import date

import pytest
import time_machine

from mail.models import Message
from members.actions import name_coordinator_deputy
from members.models import Person
from tasks.actions import ask_help, assign, open_task, propose_date
from tasks.jobs import send_due_reminders
from tasks.models import Task
from workgroups.actions import ask_to_join, name_deputy
from workgroups.models import Role, Workgroup

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 12, 1), date(2026, 12, 10)
DAYS = {"2026-11-30": False, "2026-12-01": True, "2026-12-10": True, "2026-12-11": False}


@pytest.fixture
def today():
    with time_machine.travel("2026-11-20T18:00:00Z", tick=False) as now:
        yield now


def told(kind: str) -> set[str]:
    found = {message.person.name for message in Message.objects.filter(kind=kind)}
    Message.objects.all().delete()
    return found


def everything_asked(group, cal) -> list[set[str]]:
    """Who hears of a date proposed, help asked, and someone who wants to join."""
    Task.objects.all().delete()
    task = open_task(title="Call the county", workgroup=group, due=date(2027, 1, 4), by=None)
    assign(task, to=cal, by=None)
    Message.objects.all().delete()
    propose_date(task, due=date(2027, 2, 1), by=cal)
    proposed = told("task_date_proposed")
    ask_help(task, by=cal)
    helped = told("task_help")
    group.join_requests.all().delete()
    ask_to_join(group, by=cal)
    return [proposed, helped, told("join_asked")]


@pytest.mark.parametrize("day", DAYS)
def test_a_chairs_deputy_is_written_to_on_her_days_alone(day, today, legislative, bea, cal, dot):
    Role.objects.create(person=dot, workgroup=legislative, since=date(2026, 1, 1))
    name_deputy(legislative, person=dot, since=FIRST, until=LAST, by=bea)
    today.move_to(f"{day}T23:59:00-06:00")
    expected = {"Bea Moe", "Dot Ray"} if DAYS[day] else {"Bea Moe"}
    assert everything_asked(legislative, cal) == [expected] * 3


@pytest.mark.parametrize("day", DAYS)
def test_where_a_group_has_no_chair_the_coordinators_deputy_is(day, today, ada, cal, dot):
    group = Workgroup.objects.create(slug="training", name="Training")
    name_coordinator_deputy(person=dot, since=FIRST, until=LAST, by=ada)
    today.move_to(f"{day}T00:00:00-06:00")
    expected = {"Ada Lund", "Dot Ray"} if DAYS[day] else {"Ada Lund"}
    assert everything_asked(group, cal) == [expected] * 3


def test_a_deputy_whose_mark_no_job_took_back_yet_is_written_to_no_more(today, ada, cal, dot):
    group = Workgroup.objects.create(slug="training", name="Training")
    name_coordinator_deputy(person=dot, since=date(2026, 11, 20), until=LAST, by=ada)
    assert Person.objects.get(pk=dot.pk).is_coordinator
    today.move_to("2026-12-11T00:00:00-06:00")
    assert everything_asked(group, cal) == [{"Ada Lund"}] * 3


@pytest.mark.parametrize("day", ["2026-12-04", "2026-12-14"])
def test_what_nobody_has_is_said_to_whoever_acts_as_chair_that_day(day, today, legislative, bea, dot):
    Role.objects.create(person=dot, workgroup=legislative, since=date(2026, 1, 1))
    name_deputy(legislative, person=dot, since=FIRST, until=LAST, by=bea)
    today.move_to("2026-12-01T18:00:00Z" if day == "2026-12-04" else "2026-12-11T18:00:00Z")
    open_task(title="Nobody's", workgroup=legislative, by=bea)
    Message.objects.all().delete()
    today.move_to(f"{day}T18:00:00Z")
    send_due_reminders()
    expected = {"Bea Moe", "Dot Ray"} if day == "2026-12-04" else {"Bea Moe"}
    assert told("task_digest") == expected


def test_a_chair_who_was_removed_leaves_it_to_the_coordinator(today, legislative, ada, bea):
    open_task(title="Nobody's", workgroup=legislative, by=ada)
    Person.objects.filter(pk=bea.pk).update(is_active=False)
    today.move_to("2026-11-23T18:00:00Z")
    send_due_reminders()
    assert told("task_digest") == {"Ada Lund"}
