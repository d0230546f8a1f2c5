"""The quarter against an installation that is served: its processes, real mail, a real queue, the real clock.

Runs by `python -m tests.demo.served`, with the settings of that installation; it reads the database to check what
the pages did. `SMTP_PORT` is where the installation sends its mail. What needs a later day is brought about by
setting stored days back.
"""

import os
import re
import sys
import time
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import django

django.setup()

import requests  # noqa: E402  (the models need the settings first)
from allauth.mfa.totp.internal.auth import (  # noqa: E402
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings  # noqa: E402
from django.db.models import F  # noqa: E402
from django.utils import timezone  # noqa: E402

from charter.workdays import holidays, workday_after, workday_before  # noqa: E402
from mail.enums import State  # noqa: E402
from mail.models import Message  # noqa: E402
from meetings.models import Meeting  # noqa: E402
from tasks.models import Task  # noqa: E402
from tests.demo import steps  # noqa: E402
from tests.demo.mailbox import Mailbox, code_in  # noqa: E402
from tests.demo.quarter import JOBS, Visitor, say  # noqa: E402

ROSTER = Path(__file__).parents[1] / "members" / "rosters" / "a_members_2026.csv"
PATIENCE = 300


class Served:
    """The installation at `SITE_URL`: pages over HTTP, jobs through its queue, mail by its provider's webhook."""

    def __init__(self, mailbox: Mailbox):
        self.mailbox = mailbox

    def visitor(self) -> "Browser":
        return Browser(self.mailbox)

    def run_jobs(self) -> None:
        """Put beat's jobs in the queue now, twice, and wait until its workers have sent all there is to send."""
        for job in JOBS * 2:
            job.delay()
        quiet_since = time.monotonic()
        end = quiet_since + PATIENCE
        seen = -1
        while time.monotonic() - quiet_since < 5:
            assert time.monotonic() < end, "mail is still waiting"
            waiting = Message.objects.filter(state=State.QUEUED).count()
            if waiting or len(self.mailbox.received) != seen:
                quiet_since, seen = time.monotonic(), len(self.mailbox.received)
            time.sleep(0.5)

    def hand_in(self, mail: bytes) -> None:
        body = {"From": "", "Headers": [], "Attachments": [], "RawEmail": mail.decode()}
        secret = tuple(settings.INBOUND_WEBHOOK_SECRET.split(":", 1))
        address = f"{settings.SITE_URL}/inbound/webhook/postmark/"
        taken = requests.post(address, json=body, auth=secret, timeout=60)
        assert taken.status_code == 200, f"the webhook answered {taken.status_code}"


class Browser(Visitor):
    """Someone who comes over HTTP, cookies and form tokens included."""

    def __init__(self, mailbox: Mailbox):
        self.client, self.mailbox = requests.Session(), mailbox
        self.secret = ""

    def sign_in(self, address: str) -> "Browser":
        """A coordinator's first sign-in leads to setting up a second factor, and each later one asks for it."""
        if self.secret:
            return self._sign_in_with_both(address)
        super().sign_in(address)
        assert "/accounts/2fa/" in self._get("/meetings/").url, "no second factor is asked for"
        page = self.read("/accounts/2fa/totp/activate/")
        self.secret = re.search(r"\b[A-Z2-7]{32}\b", page).group()
        self.send("/accounts/2fa/totp/activate/", code=self._code())
        self.send("/accounts/logout/")
        return self._sign_in_with_both(address)

    def _sign_in_with_both(self, address: str) -> "Browser":
        used = self._code()
        before = len(self.mailbox.to(address))
        self.send("/accounts/login/code/", email=address)
        mail = self.mailbox.wait_for(address, after=before)
        self.send("/accounts/login/code/confirm/", code=code_in(mail))
        assert "/accounts/" in self._get("/meetings/").url, "a code from the mail alone opened the site"
        while self._code() == used:  # one that was shown is not taken twice
            time.sleep(1)
        self.send("/accounts/2fa/authenticate/", code=self._code())
        assert urlsplit(self._get("/meetings/").url).path == "/meetings/", f"{address} is not signed in"
        say("signed in with a second factor")
        return self

    def _code(self) -> str:
        return format_hotp_value(hotp_value(self.secret, next(yield_hotp_counters_from_time())))

    def _get(self, path: str):
        return self.client.get(settings.SITE_URL + path, timeout=120)

    def _post(self, path: str, fields: dict):
        if "csrftoken" not in self.client.cookies:
            self._get("/accounts/login/")
        files = {name: value for name, value in fields.items() if hasattr(value, "read")}
        data = {name: str(value) for name, value in fields.items() if name not in files}
        data["csrfmiddlewaretoken"] = self.client.cookies["csrftoken"]
        return self.client.post(settings.SITE_URL + path, data=data, files=files or None, timeout=120)


def meeting_has_begun(meeting: Meeting) -> None:
    """Its day has come: it began ten minutes ago."""
    begun = timezone.now() - timedelta(minutes=10)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=begun, ends_at=begun + timedelta(hours=4))


def task_is_overdue(task: Task) -> None:
    """Tasks were given ten days ago, and this one's date was the day before the last workday."""
    Task.objects.exclude(assigned_at=None).update(assigned_at=F("assigned_at") - timedelta(days=10))
    due = workday_before(timezone.localdate(), holidays()) - timedelta(days=1)
    Task.objects.filter(pk=task.pk).update(due=due)


def quarter(stage: Served) -> None:
    today, off = timezone.localdate(), holidays()
    coordinator = stage.visitor().sign_in(steps.COORDINATOR)
    steps.bring_in_roster(coordinator, ROSTER)
    first = workday_after(today + timedelta(days=14), off)
    meeting = steps.schedule(coordinator, first.isoformat())
    steps.write_agenda(coordinator, meeting)
    steps.invite(coordinator, meeting, stage)
    steps.answer(stage)
    later = workday_after(first + timedelta(days=7), off)
    steps.move(coordinator, meeting, stage, later.isoformat())
    steps.answer(stage)
    steps.answer_from_calendar(stage)
    meeting_has_begun(meeting)
    steps.check_in(coordinator, meeting)
    steps.take_in_minutes(coordinator, meeting)
    task = steps.write_passages(coordinator, meeting, stage, (today + timedelta(days=30)).isoformat())
    steps.circulate(coordinator, meeting, stage, (today + timedelta(days=14)).isoformat())
    steps.correct(coordinator, meeting, stage)
    task_is_overdue(task)
    steps.remind(stage, "reminded of tasks")
    steps.answer_task(stage, task)
    steps.publish(coordinator, meeting, stage)
    steps.report(coordinator)
    stage.run_jobs()
    steps.count_everything(stage)


def main() -> int:
    with Mailbox(int(os.environ["SMTP_PORT"])) as mailbox:
        quarter(Served(mailbox))
    return 0


if __name__ == "__main__":
    sys.exit(main())
