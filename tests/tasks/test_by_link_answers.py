"""What else an assignee can say from her mail."""

import re
from datetime import date

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from mail.links import sign
from mail.models import Message
from tasks.actions import add_document, add_helper, comment, open_task
from tasks.models import Comment, Task
from tests.charter.test_uploads import pdf_saying

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(task, cal) -> str:
    return f"/t/{sign('task', task.pk, cal.pk)}/"


def test_help_is_one_press(link, bea, client):
    page = client.post(link, {"act": "help"}, follow=True).content.decode()
    assert "The chair knows that you need help." in page
    assert Message.objects.get(kind="task_help").person == bea


def test_a_date_is_proposed_and_the_chair_confirms(link, task, bea, client):
    with time_machine.travel("2026-12-01T18:00:00Z", tick=False):
        client.post(link, {"act": "date", "due": "2027-02-01"})
        assert Task.objects.get().proposed_due == date(2027, 2, 1)
        client.force_login(bea)
        client.post(f"/tasks/{task.pk}/move/", {"due": "2027-02-01"})
    assert Task.objects.get().due == date(2027, 2, 1)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"act": "date", "due": "2020-01-01"}, "Give a date that is not past."),
        ({"act": "date", "due": "soon"}, "Enter a valid date."),
        ({"act": "comment", "text": " "}, "This field is required."),
        ({"act": "waiting", "reason": ""}, "This field is required."),
        ({"act": "nonsense"}, "Choose one of the answers below."),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field_and_kept(typed, words, link, client):
    page = client.post(link, typed).content.decode()
    assert words in page
    assert typed.get("due", "") in page


def test_waiting_is_said_with_for_whom(link, client):
    client.post(link, {"act": "waiting", "reason": "the county"})
    assert (Task.objects.get().status, Task.objects.get().reason) == ("waiting", "the county")


def test_what_was_said_and_laid_beside_it_can_be_read(link, task, bea, cal, client):
    comment(task, text="Start with the index.", by=bea)
    document = add_document(task, title="Index", file=ContentFile(b"text", name="x.txt"), by=bea)
    page = client.get(link).content.decode()
    assert "Start with the index." in page and "Bea Moe" in page and "Index" in page
    assert b"".join(client.get(f"{link}documents/{document.pk}/")) == b"text"
    other = open_task(title="Other", by=bea)
    theirs = add_document(other, title="No", file=ContentFile(b"no", name="x.txt"), by=bea)
    assert client.get(f"{link}documents/{theirs.pk}/").status_code == 404


def test_a_comment_is_passed_on(link, bea, cal, client):
    client.post(link, {"act": "comment", "text": "The county answers on Friday."})
    assert (Comment.objects.get().by, Comment.objects.get().source) == (cal, "link")
    assert Message.objects.get(kind="task_comment").person == bea


def test_her_other_tasks_are_one_press_away(link, legislative, bea, cal, dot, client):
    open_task(title="Second of hers", workgroup=legislative, assignee=cal, by=bea)
    open_task(title="Not hers", workgroup=legislative, assignee=dot, by=bea)
    page = client.get(link).content.decode()
    assert "Second of hers" in page and "Not hers" not in page


def test_a_helper_answers_from_her_own_link(task, dot, bea, client):
    add_helper(task, person=dot, by=bea)
    assert client.post(f"/t/{sign('task', task.pk, dot.pk)}/", {"status": "done"}).status_code == 302
    assert Task.objects.get().status == "done"


def test_an_inactive_persons_link_is_dead(link, cal, client):
    cal.is_active = False
    cal.save()
    assert client.get(link).status_code == 404


def test_from_a_tasks_link_she_reaches_all_that_is_hers_without_signing_in(
    link, legislative, bea, cal, client
):
    open_task(title="Second of hers", workgroup=legislative, assignee=cal, by=bea)
    own = re.search(r"/own/[^\"]+", client.get(link).content.decode()).group()
    page = client.get(own).content.decode()
    assert "Track the bills" in page and "Second of hers" in page
    assert client.get("/mine/").status_code == 302, "reading and answering only: she is not signed in"


def test_a_file_is_added_from_the_link_and_looking_writes_nothing(link, task, cal, client):
    page = client.get(link).content.decode()
    assert "Add a file" in page and 'enctype="multipart/form-data"' in page
    assert not task.documents.exists()
    sent = {"act": "document", "title": "The draft", "file": SimpleUploadedFile("x.pdf", pdf_saying("body"))}
    page = client.post(link, sent, follow=True).content.decode()
    assert "The file stands beside the task now." in page and "The draft" in page
    assert task.documents.get().by == cal
    assert b"".join(client.get(f"{link}documents/{task.documents.get().pk}/")).startswith(b"%PDF")


def test_a_file_that_is_not_what_it_says_is_refused_at_its_field(link, task, client):
    sent = {"act": "document", "title": "The draft", "file": SimpleUploadedFile("x.pdf", b"MZ\x90 program")}
    page = client.post(link, sent).content.decode()
    assert 'value="The draft"' in page and "errorlist" in page
    assert not task.documents.exists()


def test_a_stranger_adds_no_file(task, dot, client):
    other = f"/t/{sign('task', task.pk, dot.pk)}/"
    sent = {"act": "document", "title": "The draft", "file": SimpleUploadedFile("x.pdf", pdf_saying("body"))}
    assert client.post(other, sent).status_code == 404 and not task.documents.exists()
