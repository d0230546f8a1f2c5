"""What is done at once for many: a meeting's invitations, their delivery, a roster that comes in."""

import csv
import io
import socket
import subprocess
import sys
from contextlib import contextmanager
from datetime import timedelta
from time import perf_counter
from unittest.mock import patch

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from mail.delivery import deliver
from mail.models import Message
from meetings.actions import invite
from meetings.models import Meeting
from members.models import Organization, Person, RosterImport
from tests.bench.figures import Run
from tests.bench.seed import WORDS
from tests.chaos.stage import free_port, wait_until

AT_ONCE, DELIVERED = 100, 1000


def measure_jobs(run: Run, times: float, coordinator: Client, folder) -> None:
    """Each is done once: a second time it would find nothing to do."""
    ada = Person.objects.get(is_coordinator=True)
    people = list(Person.objects.filter(representations__role="primary").distinct())
    meeting = _meeting()
    with patch.object(deliver, "delay"), _seconds() as took:
        invite(meeting, people, by=ada)
    run.job("invitations written", took(), len(people))
    _measure_delivery(run, folder)
    rows = round(1000 * times)
    with _seconds() as took:
        taken = _upload(coordinator, rows)
    run.job("roster read and compared", took(), rows)
    with _seconds() as took:
        answer = coordinator.post(f"/people/import/{taken.pk}/confirm/")
    assert answer.status_code == 302
    assert Organization.objects.filter(name__contains="newcomer").count() == rows
    run.job("roster brought in", took(), rows)


@contextmanager
def _seconds():
    begun = perf_counter()
    took: list[float] = []
    yield lambda: took[0]
    took.append(perf_counter() - begun)


def _meeting() -> Meeting:
    starts = timezone.now() + timedelta(days=200)
    return Meeting.objects.create(
        slug="new", title="Quarterly meeting", starts_at=starts, ends_at=starts + timedelta(hours=4)
    )


def _measure_delivery(run: Run, folder) -> None:
    """Over SMTP, to a server on this machine that writes each message down."""
    ledger, port = folder / "received", free_port()
    server = subprocess.Popen([sys.executable, "-m", "tests.chaos.sink", str(port), str(ledger)])
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    waiting = list(
        Message.objects.filter(state="queued").order_by("pk").values_list("pk", flat=True)[:DELIVERED]
    )
    try:
        assert wait_until(lambda: _listens(port), seconds=30)
        with _seconds() as took:
            for start in range(0, len(waiting), AT_ONCE):
                deliver(waiting[start : start + AT_ONCE])
    finally:
        server.terminate()
        server.wait()
    assert len(ledger.read_text().splitlines()) == len(waiting)
    run.job("invitations delivered by SMTP", took(), len(waiting))


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _upload(coordinator: Client, rows: int) -> RosterImport:
    """A file of new organizations, one person each, read and previewed."""
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(["Organization", "Sector", "Contact Person", "E-mail", "County"])
    for n in range(rows):
        name = f"{WORDS[n % 12].title()} newcomer {n}"
        table.writerow([name, "Service Provider", f"New Person {n}", f"new{n}@bench.example", "Dane"])
    file = SimpleUploadedFile("roster.csv", text.getvalue().encode())
    answer = coordinator.post("/people/import/", {"file": file}, follow=True)
    assert answer.status_code == 200
    return RosterImport.objects.latest("pk")
