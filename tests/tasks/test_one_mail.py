"""Several tasks given at once are one mail, with a link for each; a mail taken back takes them back."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from mail.actions import cancel_batch
from mail.batches import one_batch
from mail.models import Message
from meetings.actions.minutes import add_entry, begin, circulate
from meetings.models import Meeting
from tasks.actions import assign_all, change_all, open_task
from tasks.models import Task

pytestmark = pytest.mark.django_db
TITLES = ["Track the bills", "Write the explainer", "Book the hall"]


@pytest.fixture
def three(legislative, bea) -> list[Task]:
    return [open_task(title=title, workgroup=legislative, due=date(2027, 1, 18), by=bea) for title in TITLES]


def links(text: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r"/t/[^/\s\"]+/", text)))


def test_ticking_three_for_one_person_writes_her_one_mail_with_a_link_for_each(three, bea, cal, dot, client):
    change_all(three, changes={"assignee": cal}, by=bea)
    message = Message.objects.get()
    assert (message.kind, message.person) == ("task_assigned", cal)
    assert message.subject == "For you: 3 tasks"
    for text in (message.text, message.html):
        assert all(title in text for title in TITLES) and "January 18, 2027" in text
        assert len(links(text)) == 3
    for path in links(message.text):
        client.post(path, {"status": "done"})
    assert set(Task.objects.values_list("status", flat=True)) == {"done"}


def test_one_task_among_them_is_the_usual_letter(three, bea, cal, dot):
    assign_all([(three[0], cal), (three[1], cal), (three[2], dot)], by=bea)
    assert sorted(Message.objects.values_list("person__name", "subject")) == [
        ("Cal Ness", "For you: 2 tasks"),
        ("Dot Ray", "For you: Book the hall"),
    ]


def test_a_new_date_for_several_is_one_mail_too(three, bea, cal):
    assign_all([(task, cal) for task in three], by=bea)
    change_all(three, changes={"due": date(2027, 2, 1)}, by=bea)
    moved = Message.objects.get(kind="task_moved")
    assert moved.subject == "Moved: 3 tasks of yours" and "February 1, 2027" in moved.text


def test_a_mail_of_several_that_is_taken_back_takes_its_tasks_back(three, ada, bea, cal):
    with one_batch(bea) as batch:
        change_all(three, changes={"assignee": cal}, by=bea)
    assert cancel_batch(batch.code, by=bea) == 1
    assert not Task.objects.filter(assignee=cal).exists()
    change_all(Task.objects.all(), changes={"assignee": cal}, by=bea)
    assert Message.objects.filter(state="queued").count() == 1


def test_promises_of_circulated_minutes_are_one_mail_to_their_owner(legislative, ada, bea, cal):
    now = timezone.now()
    meeting = Meeting.objects.create(
        slug="2026-07-16", title="Quarterly", starts_at=now, ends_at=now + timedelta(hours=4)
    )
    minutes = begin(meeting, by=ada)
    for title in TITLES:
        add_entry(
            minutes, heading="Reports", kind="action", text=title, workgroup=legislative, owner=cal, by=ada
        )
    circulate(minutes, to=[], until=timezone.localdate() + timedelta(days=10), by=ada)
    assert [(m.kind, m.person, m.subject) for m in Message.objects.all()] == [
        ("task_assigned", cal, "For you: 3 tasks")
    ]


def test_a_discreet_person_gets_neutral_words_alone(three, bea, fay):
    change_all(three, changes={"assignee": fay}, by=bea)
    message = Message.objects.get()
    assert not any(title in message.text + message.html for title in TITLES)
    assert "Something is waiting for you." in message.text and len(links(message.text)) == 1
