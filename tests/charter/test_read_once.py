"""The charter is read once for a page and for a job, and is never older than what was saved."""

import pytest
from celery import shared_task
from django.db import connection
from django.test.utils import CaptureQueriesContext

from charter.models import Charter, charter_read_once

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def charter() -> Charter:
    charter = Charter(pk=1, name="First name", contact_email="first@example.org")
    charter.save()
    return charter


def reads(call) -> int:
    with CaptureQueriesContext(connection) as queries:
        call()
    return sum('FROM "charter_charter"' in query["sql"] for query in queries)


@pytest.mark.parametrize("path", ["/", "/notice/", "/library/feed.atom", "/calendar/public.ics"])
def test_a_page_reads_the_charter_once(client, path):
    assert reads(lambda: client.get(path)) == 1


def test_a_page_of_the_coordinator_reads_the_charter_once(client, ada):
    client.force_login(ada)
    assert [reads(lambda path=path: client.get(path)) for path in ("/", "/retention/", "/meetings/new/")] == [
        1,
        1,
        1,
    ]


@shared_task
def ask_twice() -> list[str]:
    return [Charter.load().name, Charter.load().name]


def test_a_job_reads_the_charter_once():
    assert reads(ask_twice.delay) == 1
    Charter.objects.update(name="Second name")
    assert ask_twice.delay().get() == ["Second name", "Second name"]


def test_what_was_saved_is_read_at_once(charter):
    with charter_read_once():
        assert Charter.load().name == "First name"
        Charter(pk=1, name="Second name").save()
        assert Charter.load().name == "Second name"


def test_the_next_page_reads_what_another_process_saved(client):
    assert "First name" in client.get("/about/").content.decode()
    Charter.objects.update(name="Second name")
    page = client.get("/about/").content.decode()
    assert "Second name" in page and "First name" not in page


def test_what_is_typed_in_a_form_and_not_saved_changes_nothing_else():
    with charter_read_once():
        Charter.load().name = "Typed"
        assert Charter.load().name == "First name"
