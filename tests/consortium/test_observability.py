"""What the administrator reads: logs without persons, one id through web and worker, figures, readiness."""

import json
import logging

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from consortium import request_id
from consortium.logs import JsonFormatter, harmless
from mail.links import sign


def line(record: logging.LogRecord) -> dict:
    return json.loads(JsonFormatter().format(record))


def test_log_of_a_refused_link_holds_no_token(client, caplog, db):
    token = sign("rsvp", 1, 1)
    client.get(f"/rsvp/{token}/")
    (record,) = [record for record in caplog.records if record.name == "django.request"]
    assert token in record.getMessage()
    assert line(record)["message"] == "404 GET rsvp/<str:token>/"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("mail to ada@example.org failed", "mail to <address> failed"),
        ("duplicate key: Key (email)=(ada@x.org) exists", "duplicate key: Key (...)=(...) exists"),
        ("link WzE0MSwxNDVd:1xWfBh:1tgnQZaRFSTFZqNFvf1Vu3", "link <token>"),
        ("send_due_reminders_of_meetings took 3 s", "send_due_reminders_of_meetings took 3 s"),
    ],
)
def test_a_message_loses_addresses_tokens_and_values(text, kept):
    assert harmless(text) == kept


def test_traceback_loses_them_too():
    try:
        raise ValueError("no such person: ada@example.org")
    except ValueError as error:
        record = logging.LogRecord("x", logging.ERROR, "", 0, "broken", None, (type(error), error, None))
    assert "ada@example.org" not in json.dumps(line(record))
    assert "no such person" in line(record)["traceback"]


def test_answer_carries_the_id_that_the_proxy_gave(client, db):
    assert (
        client.get("/healthz", headers={"X-Request-ID": "abcdef-12345"}).headers["X-Request-ID"]
        == "abcdef-12345"
    )


def test_a_hostile_id_is_replaced(client, db):
    assert "\n" not in client.get("/healthz", headers={"X-Request-ID": "a\nb" * 9}).headers["X-Request-ID"]


def test_a_job_carries_the_id_of_its_request():
    headers = {}
    token = request_id.current.set("abcdef-12345")
    request_id.send_along(headers=headers)
    request_id.current.reset(token)
    assert headers == {"request_id": "abcdef-12345"}


def test_slow_query_is_written_without_its_values(caplog, db, settings):
    settings.SLOW_QUERY_MS = 0
    with caplog.at_level(logging.WARNING), connection.cursor() as cursor:
        cursor.execute("SELECT %s", ["ada@example.org"])
    (record,) = [record for record in caplog.records if record.name == "consortium.slow_query"]
    assert line(record)["statement"].startswith("SELECT")
    assert "ada" not in json.dumps(line(record))


def test_figures_are_shown_to_whoever_has_the_token(ada, settings):
    settings.METRICS_TOKEN = "secret"
    client = Client()
    assert client.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 404
    client.get("/healthz")
    said = client.get("/metrics", headers={"Authorization": "Bearer secret"}).content.decode()
    assert 'consortium_outbox{state="queued"} 0.0' in said
    assert 'route="healthz"' in said
    assert "Ada" not in said and "example.org" not in said


def test_without_a_token_there_are_no_figures(client, db, settings):
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_not_ready_while_the_database_is_not_migrated(client, db):
    assert client.get("/readyz").json() == {"ready": True}
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'reports'")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["because"]) == (503, "the database is not migrated")


def test_not_ready_while_the_database_does_not_answer(client, db, monkeypatch):
    def down(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr("consortium.readiness.MigrationExecutor", down)
    assert client.get("/readyz").status_code == 503
