"""The real scheduler and the real worker are killed, and everyone who should is told of it."""

import json
import os
import subprocess
import sys
from contextlib import ExitStack
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.chaos.stage import Stage, free_port, scratch_database, wait_until

PATIENCE = 60  # ends as soon as what it waits for has come
WARNING = ("ada@example.org", "Something has stopped working")
ALIVE = {"database": True, "scheduler": "alive", "worker": "alive", "queue": "alive"}


class Site:
    """The real web process, asked as a monitor and as the coordinator do."""

    def __init__(self, port: int, cookie: str):
        self.address, self.cookie = f"http://127.0.0.1:{port}", cookie

    def get(self, path: str) -> tuple[int, str]:
        try:
            answer = urlopen(Request(self.address + path, headers={"Cookie": self.cookie}), timeout=10)
        except HTTPError as error:
            answer = error
        except OSError:
            return 0, "{}"
        with answer:
            return answer.status, answer.read().decode()

    def health(self) -> dict:
        return json.loads(self.get("/healthz")[1])

    def becomes(self, **parts: str) -> bool:
        return wait_until(lambda: self.health() == ALIVE | parts, seconds=PATIENCE)


@pytest.fixture
def stage(tmp_path):
    """One worker and two schedulers that leave signs each second, on whichever database these tests run."""
    with ExitStack() as stack:
        server = os.environ.get("DATABASE_URL", "")
        database = stack.enter_context(scratch_database(server)) if server else ""
        stage = Stage(tmp_path, database, WATCH_SECONDS="1", DEBUG="1")
        stack.callback(stage.end)
        yield stage


@pytest.fixture
def site(stage) -> Site:
    port, asked = free_port(), stage.cast("coordinator", stdout=subprocess.PIPE, text=True)
    granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--log-level", "warning"]
    stage.commands["web"] = [*granian, "--port", str(port), "consortium.server:application"]
    stage.start("broker", "smtp", "worker-1", "beat-1", "beat-2", "web")
    return Site(port, asked.communicate()[0].strip())


def warnings(stage) -> list[str]:
    """The Message-IDs of those that the mail server took."""
    lines = stage.ledger.read_text().splitlines() if stage.ledger.exists() else []
    mails = map(json.loads, lines)
    return [number for to, subject, number in mails if (to, subject) == WARNING]


def test_killed_scheduler_and_worker_are_told_of_by_page_mail_home_and_monitor(stage, site):
    assert site.becomes(), site.health()
    assert site.get("/healthz?all")[0] == 200 and warnings(stage) == []

    stage.kill("beat-1")
    assert not wait_until(lambda: site.health() != ALIVE, seconds=6), "one scheduler is enough"
    stage.kill("beat-2")
    assert site.becomes(scheduler="silent", queue="silent"), site.health()
    assert wait_until(lambda: len(warnings(stage)) >= 2, seconds=PATIENCE)

    stage.kill("worker-1")
    assert site.becomes(scheduler="silent", queue="silent", worker="silent")
    assert wait_until(lambda: len(warnings(stage)) >= 3, seconds=PATIENCE), warnings(stage)
    assert site.get("/healthz")[0] == 200 and site.get("/healthz?all")[0] == 503
    home, status = site.get("/")[1], site.get("/status/")[1]
    for sentence in ("The scheduler is silent", "The worker is silent"):
        assert sentence in home and sentence in status

    stage.start("worker-1", "beat-1")
    assert site.becomes() and site.get("/healthz?all")[0] == 200
    assert len(set(warnings(stage))) == len(warnings(stage)) < 6, "a silence is told once, however many look"
