import re
from datetime import date

import pytest
from django.core import mail

from audit.record import history
from mail.models import Message
from tasks.actions import assign, open_task
from tasks.models import Status, Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(legislative, bea, cal, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        return open_task(
            title="Track the bills", workgroup=legislative, assignee=cal, due=date(2027, 1, 4), by=bea
        )


def link() -> str:
    return re.search(r"/t/\S+/", mail.outbox[0].body).group()


def test_assignee_gets_one_mail(task, cal, bea, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assign(task, to=cal, by=bea)
    assert [m.to for m in mail.outbox] == [["cal@example.org"]]
    assert "Due: Monday, January 4, 2027" in mail.outbox[0].body


def test_scanner_following_the_link_changes_nothing(task, client):
    assert client.get(link()).status_code == 200
    assert client.head(link()).status_code == 200
    assert Task.objects.get().status == Status.NOT_STARTED


def test_one_press_finishes_the_task_in_her_name(task, cal, client):
    client.post(link(), {"status": "done"})
    assert Task.objects.get().status == Status.DONE
    entry = history(task).first()
    assert (entry.verb, entry.by, entry.data) == (
        "task.status_changed",
        cal,
        {"before": "not_started", "after": "done"},
    )


def test_a_press_that_is_no_answer_is_refused_in_words(task, client):
    response = client.post(link(), {"status": "dropped"})
    assert "Choose one of the answers" in response.content.decode()
    assert Task.objects.get().status == Status.NOT_STARTED


def test_link_dies_when_the_task_changes_hands(task, dot, bea, client):
    old = link()
    assign(task, to=dot, by=bea)
    assert client.get(old).status_code == 404


def test_forged_link_is_not_found(task, client):
    assert client.get("/t/nonsense/").status_code == 404


def test_protected_assignee_gets_mail_that_says_nothing(
    legislative, fay, bea, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        open_task(title="Call the victim office", workgroup=legislative, assignee=fay, by=bea)
    raw = mail.outbox[0].message().as_string()
    assert not re.search(r"victim|Secretname|Legislative|Advisory", raw)
    assert Message.objects.get().state == "sent"
