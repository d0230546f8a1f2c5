"""Pages for a database that is away and a disk that is full; tests/load has the real ones."""

import errno
from collections import namedtuple

import psycopg
import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client

from consortium import disk

Usage = namedtuple("Usage", "total used free")
GIGABYTE = 1 << 30


@pytest.fixture
def visitor(db) -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture
def left(monkeypatch):
    """Say how many bytes of ten gigabytes are left."""

    def left(free: int) -> None:
        monkeypatch.setattr(disk.shutil, "disk_usage", lambda path: Usage(10 * GIGABYTE, 0, free))

    left(5 * GIGABYTE)
    return left


def gone(*args, **kwargs):
    raise OperationalError("gone")


def broken_by(monkeypatch, error: Exception, cause: Exception | None = None) -> None:
    def fail(*args, **kwargs):
        raise error from cause

    monkeypatch.setattr("consortium.pages.render", fail)


@pytest.mark.parametrize("error", [OperationalError("gone"), InterfaceError("connection already closed")])
def test_a_database_that_is_away_is_said_in_words(error, visitor, left, monkeypatch):
    broken_by(monkeypatch, error)
    page = visitor.get("/safety/")
    assert (page.status_code, page["Retry-After"], page["Cache-Control"]) == (503, "10", "no-store")
    said = page.content.decode()
    assert "Our records cannot be reached right now" in said and "Leave this site" in said
    assert "gone" not in said


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), None),
        (OperationalError("x"), psycopg.errors.DiskFull("could not extend file")),
    ],
)
def test_a_full_disk_is_said_in_words(error, cause, visitor, left, monkeypatch):
    broken_by(monkeypatch, error, cause)
    page = visitor.get("/safety/")
    assert page.status_code == 503 and "disk is full" in page.content.decode()


def test_sqlite_without_room_is_a_full_disk(db, left):
    if connection.vendor != "sqlite":
        return
    with pytest.raises(OperationalError) as refused, connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        try:
            cursor.execute(f"PRAGMA max_page_count = {pages}")
            cursor.execute("CREATE TABLE much AS SELECT randomblob(10000000) AS x")
        finally:
            cursor.execute("PRAGMA max_page_count = 4294967294")
    assert disk.came_of_a_full_disk(refused.value)


def test_a_database_that_goes_while_the_session_is_kept_is_not_called_a_lost_session(
    visitor, ada, left, monkeypatch
):
    visitor.force_login(ada)
    monkeypatch.setattr("django.contrib.sessions.models.Session.save", gone)
    page = visitor.get("/status/")
    assert page.status_code == 503 and "cannot be reached right now" in page.content.decode()


def test_any_other_error_stays_one(visitor, left, monkeypatch):
    broken_by(monkeypatch, ValueError("no"))
    page = visitor.get("/safety/")
    assert page.status_code == 500 and "Something went wrong" in page.content.decode()


def test_what_was_typed_to_sign_in_is_not_shown_again(visitor, left, monkeypatch):
    monkeypatch.setattr("allauth.account.views.LoginView.form_valid", gone)
    monkeypatch.setattr("allauth.account.views.LoginView.form_invalid", gone)
    page = visitor.post("/accounts/login/", {"login": "ada@example.org", "password": "a long secret"})
    said = page.content.decode()
    assert page.status_code == 503 and "a long secret" not in said and "Send it again" not in said


@pytest.mark.parametrize(
    ("free", "badge", "words"),
    [
        (5 * GIGABYTE, "Enough", "has room: 5.0"),
        (GIGABYTE, "Nearly full", "has room: 1.0"),
        (1 << 20, "Full", "is full: nothing new can be kept"),
    ],
)
def test_the_coordinator_reads_how_much_room_is_left(free, badge, words, client, ada, left):
    left(free)
    client.force_login(ada)
    status = client.get("/status/").content.decode()
    assert f">{badge}<" in status and words in status
    assert ("disk is full" in client.get("/").content.decode()) is (badge == "Full")


def test_monitor_and_load_balancer_hear_of_a_full_disk(client, db, left):
    assert client.get("/healthz?all").status_code == client.get("/readyz").status_code == 200
    left(1 << 20)
    assert client.get("/readyz").json() == {"ready": False, "because": "the disk is full"}
    assert client.get("/healthz?all").status_code == 503 and client.get("/healthz").status_code == 200
    assert client.get("/healthz").json()["disk"] == "full"
