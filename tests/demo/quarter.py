"""The coordinator's quarter, driven as its people drive it: pages, links in real mail, and jobs."""

import re

from django.test import Client

from mail import jobs as mail_jobs
from mail.inbound.actions import receive
from meetings import jobs as meeting_jobs
from tasks import jobs as task_jobs
from tests.demo.mailbox import Mailbox, code_in, link_in, text_of


def say(step: str, **figures) -> None:
    """One line per step: what was done, and its figures."""
    print(f"  {step:<34}" + "  ".join(f"{name} {value}" for name, value in figures.items()))


JOBS = (
    meeting_jobs.send_due_reminders,
    meeting_jobs.nag_about_minutes,
    task_jobs.send_due_reminders,
    mail_jobs.sweep,
)


class Here:
    """The installation in this process: Django's test client, and jobs that are called."""

    def __init__(self, mailbox: Mailbox):
        self.mailbox = mailbox

    def visitor(self) -> "Visitor":
        return Visitor(self.mailbox)

    def run_jobs(self) -> None:
        """What beat does every minute, twice: a second scheduler must change nothing."""
        for job in JOBS * 2:
            job()

    def hand_in(self, mail: bytes) -> None:
        """A mail arrives for the consortium."""
        receive(mail)


class Visitor:
    """Someone at a browser; every page she is shown must be a page, never a failure."""

    def __init__(self, mailbox: Mailbox):
        self.client = Client()
        self.mailbox = mailbox

    def sign_in(self, address: str) -> "Visitor":
        """Ask for a code, read it in the mail, type it."""
        before = len(self.mailbox.to(address))
        self.send("/accounts/login/code/", email=address)
        mail = self.mailbox.wait_for(address, after=before)
        self.send("/accounts/login/code/confirm/", code=code_in(mail))
        assert "Sign out" in self.read("/"), f"{address} is not signed in"
        return self

    def read(self, path: str) -> str:
        return self._page(self._get(path), path)

    def send(self, path: str, **fields) -> str:
        """Press a button on the page; a form that comes back with errors fails."""
        page = self._page(self._post(path, fields), path)
        errors = re.findall(r'class="errorlist[^>]*>(.*?)</ul>', page, re.DOTALL)
        assert not errors, f"{path}: {errors}"
        return page

    def _get(self, path: str):
        return self.client.get(path, follow=True)

    def _post(self, path: str, fields: dict):
        return self.client.post(path, fields, follow=True)

    def _page(self, response, path: str) -> str:
        assert response.status_code == 200, f"{path}: {response.status_code}"
        return response.content.decode()


def answer_by_link(stage, address: str, response: str) -> None:
    """Open the link in her newest invitation (which changes nothing), then press."""
    link = link_in([m for m in stage.mailbox.to(address) if "/rsvp/" in text_of(m)][-1], "rsvp")
    visitor = stage.visitor()
    visitor.read(link)
    visitor.send(link, response=response)
