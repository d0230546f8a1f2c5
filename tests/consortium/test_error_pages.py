"""Where something is missing, refused or failed, the way out and the help numbers are there too."""

import pytest
from django.db import connection
from django.test import Client

from charter.models import Charter


@pytest.fixture
def charter(db) -> Charter:
    charter = Charter(
        pk=1, short_name="Our group", hotline_phone="1-888-373-7888", exit_url="https://way.example/"
    )
    charter.save()
    return charter


def failing(*args, **kwargs):
    raise RuntimeError


def _missing(client):
    return client.get("/nowhere/")


def _refused(client):
    return Client(enforce_csrf_checks=True).post("/library/suggest/")


def _forbidden(client):
    return client.get("/site/")


def _wrong_host(client):
    return client.get("/", headers={"host": "evil.example"})


def _failed(client):
    client.get("/help/")
    client.raise_request_exception = False
    with connection.execute_wrapper(failing):
        return client.get("/help/")


@pytest.mark.parametrize(
    ("ask", "status"),
    [(_missing, 404), (_refused, 403), (_forbidden, 403), (_wrong_host, 400), (_failed, 500)],
)
def test_every_page_of_an_error_has_the_way_out_and_the_numbers(charter, client, cal, ask, status):
    client.force_login(cal)
    answer = ask(client)
    page = answer.content.decode()
    assert answer.status_code == status
    assert 'data-quick-exit rel="noreferrer" href="https://way.example/"' in page
    assert 'href="tel:1-888-373-7888"' in page and "911" in page


@pytest.mark.parametrize("path", ["/rsvp/broken/", "/t/broken/", "/own/broken/", "/approve/broken/"])
def test_an_error_behind_a_signed_link_says_nothing_of_the_work(charter, client, path):
    page = client.get(path).content.decode()
    assert "data-quick-exit" in page
    assert "Our group" not in page and "1-888-373-7888" not in page and "Get help" not in page
