"""A reply to a mail that told of several tasks: the coordinator presses the one it is about."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from audit.models import Entry
from mail.actions.preferring import choose
from mail.inbound.actions import receive
from mail.inbound.models import InboundMessage
from mail.jobs import send_gathered
from mail.kinds import topics
from mail.models import Message
from members.models import Representation
from tasks.actions import nudge, open_task
from tasks.jobs import send_due_reminders
from tasks.models import Comment, Task
from tests.tasks.test_task_replies import reply

pytestmark = pytest.mark.django_db
ASKED, MORNING = datetime(2026, 12, 1, tzinfo=UTC), datetime(2027, 1, 11, 15, tzinfo=UTC)


def tasks_of(person, workgroup, bea) -> list[Task]:
    with time_machine.travel(ASKED, tick=False):
        return [
            open_task(title=title, workgroup=workgroup, assignee=person, due=date(2027, 1, 18), by=bea)
            for title in ("Track the bills", "Write to the county", "Find a room")
        ]


@pytest.fixture
def tasks(legislative, bea, cal) -> list[Task]:
    return tasks_of(cal, legislative, bea)


@pytest.fixture
def digest(tasks) -> Message:
    with time_machine.travel(MORNING, tick=False):
        send_due_reminders()
    return Message.objects.get(kind="task_digest")


@pytest.fixture
def coordinator(ada, client):
    client.force_login(ada)
    return client


def page_of(coordinator, inbound: InboundMessage) -> str:
    return coordinator.get(f"/inbound/{inbound.pk}/").content.decode()


def test_one_press_makes_it_her_comment(coordinator, digest, tasks, cal, bea, ada):
    inbound = receive(
        reply(digest, "The county said yes.\r\n\r\nOn Monday WAHTC wrote:\r\n> Track the bills")
    )
    assert (inbound.state, inbound.answers) == ("waiting", digest) and "several tasks" in inbound.reason
    page = page_of(coordinator, inbound)
    assert all(f'value="{task.pk}"' in page and task.title in page for task in tasks)
    address = f"/inbound/{inbound.pk}/task/"
    assert coordinator.post(address, {"task": tasks[1].pk}).url == "/inbound/"
    remark = Comment.objects.get()
    assert (remark.task, remark.by, remark.text) == (tasks[1], cal, "The county said yes.")
    assert Message.objects.get(kind="task_comment").person == bea
    inbound.refresh_from_db()
    assert (inbound.state, inbound.about, inbound.settled_by) == ("handled", tasks[1], ada)
    assert Entry.objects.filter(verb="inbound.settled").count() == 1
    assert coordinator.post(address, {"task": tasks[1].pk}).status_code == 404, (
        "a second press finds it settled"
    )


def test_task_that_the_mail_did_not_name_cannot_be_chosen(coordinator, digest, legislative, bea, cal):
    other = open_task(title="Else", workgroup=legislative, assignee=cal, due=date(2027, 6, 1), by=bea)
    inbound = receive(reply(digest, "Yes."))
    assert "Else" not in page_of(coordinator, inbound)
    assert coordinator.post(f"/inbound/{inbound.pk}/task/", {"task": other.pk}).status_code == 404
    assert coordinator.post(f"/inbound/{inbound.pk}/task/").status_code == 404
    assert not Comment.objects.exists()


def test_reply_to_the_daily_mail_is_offered_what_it_gathered(coordinator, tasks, cal, bea):
    choose(cal, frequencies={topic.code: "daily" for topic in topics()}, until=None, by=cal)
    with time_machine.travel(MORNING, tick=False) as clock:
        for task in tasks[:2]:
            nudge(task, by=bea)
        clock.shift(86_400)
        send_gathered()
    inbound = receive(reply(Message.objects.get(kind="gathered"), "Both are done."))
    page = page_of(coordinator, inbound)
    assert [task.title in page for task in tasks] == [True, True, False]


def test_discreet_person_s_mail_names_nothing_so_all_that_is_hers_is_offered(
    coordinator, legislative, bea, fay
):
    assert Representation.objects.filter(person=fay).exists()
    tasks = tasks_of(fay, legislative, bea)
    with time_machine.travel(MORNING, tick=False):
        send_due_reminders()
    inbound = receive(reply(Message.objects.get(kind="task_digest"), "Done.", sender="fay@example.org"))
    page = page_of(coordinator, inbound)
    assert all(page.count(f'value="{task.pk}"') == 1 for task in tasks)
    coordinator.post(f"/inbound/{inbound.pk}/task/", {"task": tasks[2].pk})
    assert Comment.objects.get().by == fay


def test_reply_without_words_offers_nothing(coordinator, digest, tasks):
    inbound = receive(reply(digest, "> only a quote"))
    coordinator.post(f"/inbound/{inbound.pk}/task/", {"task": tasks[0].pk})
    inbound.refresh_from_db()
    assert inbound.state == "waiting" and not Comment.objects.exists()
