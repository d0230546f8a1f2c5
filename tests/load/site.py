"""The site as it is deployed, and the people who answer it from outside, each with a connection of their own."""

import re
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection, HTTPException
from threading import Barrier
from time import monotonic
from urllib.parse import urlencode

from tests.chaos.stage import Stage, free_port, wait_until

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PRODUCTION = {"DEBUG": "0", "REQUIRE_SECOND_FACTOR": "0"}


@dataclass(frozen=True)
class Answer:
    """Status 0 is a connection that was refused or broke."""

    status: int
    text: str = ""
    headers: Message | None = None
    seconds: float = 0.0

    @property
    def token(self) -> str:
        return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.text)[1]

    @property
    def cookie(self) -> str:
        return "; ".join(line.partition(";")[0] for line in self.headers.get_all("Set-Cookie", []))


class Site:
    """The web process of a stage, as granian runs it on a server; with the cookie of a signed-in coordinator."""

    def __init__(self, stage: Stage, coordinator: str):
        self.port, self.coordinator = free_port(), coordinator
        granian = [
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--port",
            str(self.port),
            "--no-ws",
        ]
        granian += ["--workers", "2", "--blocking-threads", "8", "--backpressure", "512"]
        stage.commands["web"] = [*granian, "--log-level", "warning", "consortium.server:application"]

    def ask(self, path: str, fields: dict | None = None, body: bytes = b"", **headers: str) -> Answer:
        """A GET, or a POST of these fields or this body."""
        connection, begun = HTTPConnection("127.0.0.1", self.port, timeout=60), monotonic()
        if fields is not None:
            body, headers = urlencode(fields).encode(), FORM | headers
        try:
            connection.request("POST" if body else "GET", path, body or None, headers)
            got = connection.getresponse()
            return Answer(got.status, got.read().decode(), got.headers, monotonic() - begun)
        except (OSError, HTTPException):
            return Answer(0)
        finally:
            connection.close()

    def answers(self) -> bool:
        return wait_until(lambda: self.ask("/healthz").status == 200, seconds=60)

    def reply(self, link: str, **fields: str) -> tuple[Answer, Answer]:
        """What somebody sees who opens her link and presses a button: the page, and what came of the press."""
        page = self.ask(link)
        if page.status != 200:
            return page, Answer(0)
        return page, self.ask(link, {"csrfmiddlewaretoken": page.token} | fields, Cookie=page.cookie)

    def all_reply(self, replies: dict[str, str]) -> list[tuple[Answer, Answer]]:
        """Everyone at the same moment: link and answer."""
        start = Barrier(len(replies))

        def one(link: str, response: str):
            start.wait()
            return self.reply(link, response=response)

        with ThreadPoolExecutor(len(replies)) as people:
            return list(people.map(one, *zip(*replies.items(), strict=True)))
