"""The coordinator's quarter, driven as its people drive it: pages, links in real mail, and jobs."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

import time_machine
from django.test import Client

from mail import jobs as mail_jobs
from meetings import jobs as meeting_jobs
from tasks import jobs as task_jobs
from tests.demo.mailbox import Mailbox, link_in, text_of

CENTRAL = ZoneInfo("America/Chicago")


def say(step: str, **figures) -> None:
    """One line per step: what was done, and its figures."""
    print(f"  {step:<34}" + "  ".join(f"{name} {value}" for name, value in figures.items()))


@contextmanager
def on(moment: str) -> Iterator[None]:
    """Freeze the clock at this wall time in Madison."""
    local = datetime.fromisoformat(moment).replace(tzinfo=CENTRAL)
    with time_machine.travel(local, tick=False):
        yield


def run_jobs() -> None:
    """What beat does every minute, twice: a second scheduler must change nothing."""
    for _ in range(2):
        meeting_jobs.send_due_reminders()
        meeting_jobs.nag_about_minutes()
        task_jobs.send_due_reminders()
        mail_jobs.sweep()


class Visitor:
    """Someone at a browser; every page she is shown must be a page, never a failure."""

    def __init__(self, mailbox: Mailbox):
        self.client = Client()
        self.mailbox = mailbox

    def sign_in(self, address: str) -> "Visitor":
        """Ask for a code, read it in the mail, type it."""
        self.send("/accounts/login/code/", email=address)
        code = re.search(r"^\s*([A-Z0-9-]{6,9})\s*$", text_of(self.mailbox.to(address)[-1]), re.MULTILINE)
        self.send("/accounts/login/code/confirm/", code=code.group(1))
        assert "_auth_user_id" in self.client.session, f"{address} is not signed in"
        return self

    def read(self, path: str) -> str:
        return self._page(self.client.get(path, follow=True), path)

    def send(self, path: str, **fields) -> str:
        """Press a button on the page; a form that comes back with errors fails."""
        page = self._page(self.client.post(path, fields, follow=True), path)
        errors = re.findall(r'class="errorlist[^>]*>(.*?)</ul>', page, re.DOTALL)
        assert not errors, f"{path}: {errors}"
        return page

    def _page(self, response, path: str) -> str:
        assert response.status_code == 200, f"{path}: {response.status_code}"
        return response.content.decode()


def answer_by_link(mailbox: Mailbox, address: str, response: str) -> None:
    """Open the link in her newest invitation (which changes nothing), then press."""
    link = link_in([m for m in mailbox.to(address) if "/rsvp/" in text_of(m)][-1], "rsvp")
    visitor = Visitor(mailbox)
    visitor.read(link)
    visitor.send(link, response=response)
