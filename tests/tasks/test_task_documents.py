"""Files beside a task: who brings, reads and takes them away."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tasks.models import TaskDocument
from tests.charter.test_uploads import pdf_saying

pytestmark = pytest.mark.django_db


def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("draft.pdf", pdf_saying("body"))


@pytest.fixture
def document(task, cal, client) -> TaskDocument:
    client.force_login(cal)
    client.post(f"/tasks/{task.pk}/documents/new/", {"title": "First draft", "file": pdf()})
    return TaskDocument.objects.get()


def test_the_assignee_brings_a_file_and_every_member_reads_it(document, task, dot, client):
    client.force_login(dot)
    page = client.get(f"/tasks/{task.pk}/").content.decode()
    assert "First draft" in page and "added a document" in page
    assert b"(body)" in b"".join(client.get(f"/tasks/{task.pk}/documents/{document.pk}/"))


def test_a_member_who_does_not_work_on_it_brings_nothing_and_removes_nothing(document, task, dot, client):
    client.force_login(dot)
    assert client.post(f"/tasks/{task.pk}/documents/new/", {"title": "x", "file": pdf()}).status_code == 403
    assert client.post(f"/tasks/{task.pk}/documents/{document.pk}/remove/").status_code == 403
    assert TaskDocument.objects.count() == 1


def test_the_chair_removes_it(document, task, bea, client):
    client.force_login(bea)
    client.post(f"/tasks/{task.pk}/documents/{document.pk}/remove/")
    assert not TaskDocument.objects.exists()


def test_a_file_of_the_coordinators_own_list_is_not_found_by_others(document, task, cal, dot, client):
    task.workgroup = None
    task.save()
    client.force_login(dot)
    assert client.get(f"/tasks/{task.pk}/documents/{document.pk}/").status_code == 404
    client.force_login(cal)
    assert client.get(f"/tasks/{task.pk}/documents/{document.pk}/").status_code == 200


def test_a_program_is_refused_in_words(task, cal, client):
    client.force_login(cal)
    upload = SimpleUploadedFile("x.pdf", b"MZ\0\0")
    page = client.post(
        f"/tasks/{task.pk}/documents/new/", {"title": "Draft", "file": upload}
    ).content.decode()
    assert "Give a PDF" in page and 'value="Draft"' in page
