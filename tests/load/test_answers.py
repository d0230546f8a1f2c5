"""The minute after the invitation, and an evening without Redis."""

import json
import sqlite3
from collections import Counter

import psycopg
import pytest

from tests.chaos.stage import wait_until
from tests.load.conftest import installation

PEOPLE = 200
RESPONSES = ("accepted", "declined", "tentative")


@pytest.fixture(scope="module")
def house(tmp_path_factory, database):
    folder = tmp_path_factory.mktemp("load")
    with installation(folder, database, PEOPLE) as (stage, site, links):
        stage.start("broker", "web")
        assert site.answers(), (folder / "web.log").read_text()
        yield stage, site, links, database or str(folder / "consortium.sqlite3")


def rows(database: str, statement: str) -> list[tuple]:
    """Asked past the application."""
    with (psycopg if "://" in database else sqlite3).connect(database) as connection:
        return connection.execute(statement).fetchall()


def test_two_hundred_answer_at_once_and_every_answer_stands(house):
    _stage, site, links, database = house
    replies = {link: RESPONSES[n % 3] for n, link in enumerate(links)}
    came = site.all_reply(replies)
    assert Counter((page.status, press.status) for page, press in came) == {(200, 302): PEOPLE}
    stand = rows(database, "SELECT response FROM meetings_invitation ORDER BY person_id")
    assert [response for (response,) in stand] == list(replies.values())


def test_without_redis_answers_count_and_mail_waits_until_it_is_back(house):
    stage, site, links, database = house
    stage.kill("broker")
    page, press = site.reply(links[0], response="declined")
    assert (page.status, press.status) == (200, 302) and press.seconds < 5
    page, press = site.reply(links[0], act="calendar")
    assert (page.status, press.status) == (200, 302) and press.seconds < 5
    assert rows(database, "SELECT response FROM meetings_invitation ORDER BY person_id LIMIT 1") == [
        ("declined",)
    ]
    waiting = rows(database, "SELECT count(*) FROM mail_message WHERE state = 'queued'")[0][0]
    assert waiting >= 1 and not stage.ledger.exists()

    stage.start("broker", "smtp", "worker-1", "beat-1")
    assert wait_until(lambda: "person0@example.org" in _reached(stage), seconds=60)


def _reached(stage) -> list[str]:
    lines = stage.ledger.read_text().splitlines() if stage.ledger.exists() else []
    return [json.loads(line)[0] for line in lines]
