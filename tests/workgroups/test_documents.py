"""A workgroup's documents: who brings, reads, shows and removes them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from audit.record import history
from tests.charter.test_uploads import pdf_saying
from workgroups.models import GroupDocument, Role

pytestmark = pytest.mark.django_db
PLACE = "/workgroups/legislative/documents/"


def pdf(name="Secret name of a person.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf_saying("body"))


@pytest.fixture
def document(legislative, bea, client) -> GroupDocument:
    client.force_login(bea)
    client.post(f"{PLACE}new/", {"title": "Position paper", "file": pdf()})
    client.logout()
    return GroupDocument.objects.get()


def test_a_document_loses_its_name_and_comes_as_a_download(document, cal, client):
    assert "Secret" not in document.file.name
    client.force_login(cal)
    assert "Position paper" in client.get("/workgroups/legislative/").content.decode()
    answer = client.get(f"{PLACE}{document.pk}/")
    assert answer["Content-Disposition"] == 'attachment; filename="position-paper.pdf"'
    assert b"(body)" in b"".join(answer)


def test_the_public_reads_only_what_the_chair_shows(document, bea, client):
    assert client.get(f"{PLACE}{document.pk}/").status_code == 404
    client.force_login(bea)
    client.post(f"{PLACE}{document.pk}/change/", {"public": "yes"})
    client.logout()
    assert client.get(f"{PLACE}{document.pk}/").status_code == 200
    assert "Position paper" in client.get("/workgroups/legislative/").content.decode()


def test_only_those_who_serve_bring_documents(legislative, dot, client):
    client.force_login(dot)
    assert client.post(f"{PLACE}new/", {"title": "Mine", "file": pdf()}).status_code == 403
    Role.objects.create(workgroup=legislative, person=dot, since="2026-01-01")
    assert client.post(f"{PLACE}new/", {"title": "Mine", "file": pdf()}).status_code == 302


def test_what_is_no_document_is_refused_and_its_title_stays(legislative, bea, client):
    client.force_login(bea)
    upload = SimpleUploadedFile("report.pdf", b"MZ\0\0 a program")
    page = client.post(f"{PLACE}new/", {"title": "Report", "file": upload}).content.decode()
    assert "Give a PDF" in page and 'value="Report"' in page
    assert not GroupDocument.objects.exists()


def test_removing_takes_the_file_away_and_is_the_bringers_or_the_chairs(
    document, cal, bea, client, django_capture_on_commit_callbacks
):
    storage, name = document.file.storage, document.file.name
    client.force_login(cal)
    assert client.post(f"{PLACE}{document.pk}/change/", {"remove": "1"}).status_code == 403
    client.force_login(bea)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{PLACE}{document.pk}/change/", {"remove": "1"})
    assert not storage.exists(name)
    assert history(document.workgroup).first().verb == "workgroup.document_removed"


def test_another_groups_chair_changes_nothing_here(document, dot, client):
    elsewhere = type(document.workgroup).objects.create(slug="systems", name="Systems")
    Role.objects.create(workgroup=elsewhere, person=dot, kind="chair", since="2026-01-01")
    client.force_login(dot)
    assert client.post(f"{PLACE}{document.pk}/change/", {"public": "yes"}).status_code == 403
    wrong = f"/workgroups/systems/documents/{document.pk}/"
    assert (
        client.get(wrong).status_code == client.post(f"{wrong}change/", {"public": "yes"}).status_code == 404
    )
