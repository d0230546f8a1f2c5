"""The server process is killed in the middle of a save: what was typed is there when it is back, and once."""

import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.errands.browsing import DESK
from tests.migrated import migrated

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
BEGIN = """
from datetime import timedelta
from django.test import Client
from django.utils import timezone
from meetings.actions import schedule
from meetings.models import AgendaItem, Meeting
from members.models import Person
ada = Person.objects.create_user("Ada Lund", "ada@example.org", is_coordinator=True)
begins = timezone.now() - timedelta(hours=1)
held = Meeting(title="Quarterly meeting", starts_at=begins, ends_at=begins + timedelta(hours=4))
meeting = schedule(held, by=ada)
AgendaItem.objects.create(meeting=meeting, position=1, title="Budget")
client = Client()
client.force_login(ada)
print("SLUG", meeting.slug, client.cookies["sessionid"].value)
"""


class Server:
    """A web server of its own, in a process of its own, on a database file of its own."""

    def __init__(self, folder: Path):
        self.file = folder / "scratch.sqlite3"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.site = f"http://localhost:{self.port}"
        self.environment = os.environ | {
            "DATABASE_URL": f"sqlite:///{self.file}",
            "VAR_DIR": str(folder),
            "DEBUG": "1",
            "SITE_URL": self.site,
            "PORT": str(self.port),
        }
        self.process = None

    def manage(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=180,
        )
        return done.stdout

    def start(self) -> None:
        command = [
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--blocking-threads",
            "2",
            "--no-ws",
        ]
        command += ["--host", "127.0.0.1", "--port", str(self.port), "consortium.wsgi:application"]
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, start_new_session=True)
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{self.site}/healthz", timeout=5).close()
                return
            except OSError:
                time.sleep(0.2)
        raise AssertionError("The server does not answer.")

    def kill(self) -> None:
        """At once, workers and all: nothing is finished or closed."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def texts(self) -> list[str]:
        with sqlite3.connect(self.file) as database:
            return [row[0] for row in database.execute("SELECT text FROM meetings_entry ORDER BY id")]


@pytest.fixture
def server(tmp_path):
    made = Server(tmp_path)
    shutil.copy(migrated(), made.file)
    made.start()
    yield made
    if made.process.poll() is None:
        made.kill()


def test_server_killed_in_the_middle_of_a_save(server, chromium):
    """A lock on the database holds the save inside the server until the process is gone."""
    said = server.manage("shell", "-c", BEGIN)
    slug, cookie = re.search(r"SLUG (\S+) (\S+)", said).groups()
    context = chromium.new_context(viewport=DESK)
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": server.site}])
    page = context.new_page()
    page.goto(f"{server.site}/meetings/{slug}/minutes/write/")
    state = page.locator("[data-editor-state]")
    passage = page.locator("form.passage textarea").first
    passage.fill("Saved before.")
    state.filter(has_text=re.compile(r"^Saved \d")).wait_for()
    assert server.texts() == ["Saved before."]

    lock = sqlite3.connect(server.file, isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    with page.expect_request("**/minutes/**"):
        passage.press_sequentially(" And in the middle", delay=10)
    page.wait_for_timeout(500)
    page.locator("[data-state]", has_text="Saving").first.wait_for()
    server.kill()
    lock.rollback()
    lock.close()
    passage.press_sequentially(" of a save.")
    state.filter(has_text="No connection").wait_for()
    assert server.texts() == ["Saved before."]

    server.start()
    state.filter(has_text=re.compile(r"^Saved \d")).wait_for(timeout=20_000)
    page.wait_for_timeout(1500)
    assert server.texts() == ["Saved before. And in the middle of a save."]
    page.reload()
    assert passage.input_value() == "Saved before. And in the middle of a save."
    context.close()


def test_server_killed_again_and_again_while_someone_types(server, chromium):
    """At no moment of its choosing does a killed process take a word with it, or write one twice."""
    said = server.manage("shell", "-c", BEGIN)
    slug, cookie = re.search(r"SLUG (\S+) (\S+)", said).groups()
    context = chromium.new_context(viewport=DESK)
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": server.site}])
    page = context.new_page()
    page.goto(f"{server.site}/meetings/{slug}/minutes/write/")
    passage = page.locator("form.passage textarea").first
    typed = ""
    for part in ("One. ", "Two. ", "Three. "):
        passage.press_sequentially(part * 5, delay=25)
        typed += part * 5
        server.kill()
        passage.press_sequentially("Away. ", delay=10)
        typed += "Away. "
        server.start()
    page.locator("[data-editor-state]", has_text=re.compile(r"^Saved \d")).wait_for(timeout=20_000)
    page.wait_for_timeout(5000)
    assert [text.strip() for text in server.texts()] == [typed.strip()]
    context.close()
