"""The whole quarter through the public surface, over real SMTP: `make demo`, `make demo ROSTER=path`."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine

from tests.demo import steps
from tests.demo.mailbox import Mailbox
from tests.demo.quarter import Here
from tests.demo.steps import COORDINATOR

CENTRAL = ZoneInfo("America/Chicago")


@contextmanager
def on(moment: str) -> Iterator[None]:
    """Freeze the clock at this wall time in Madison."""
    local = datetime.fromisoformat(moment).replace(tzinfo=CENTRAL)
    with time_machine.travel(local, tick=False):
        yield


@pytest.fixture
def roster() -> Path:
    sample = Path(__file__).parents[1] / "members" / "rosters" / "a_members_2026.csv"
    return Path(os.environ.get("ROSTER") or sample)


@pytest.fixture
def stage(settings):
    with Mailbox() as mailbox:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = mailbox.host, mailbox.port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield Here(mailbox)


@pytest.mark.django_db(transaction=True)
def test_a_quarter_from_roster_to_reminders(stage, roster):
    print()
    coordinator = stage.visitor()
    with on("2026-05-18T09:00"):
        steps.set_up()
        coordinator.sign_in(COORDINATOR)
        steps.bring_in_roster(coordinator, roster)
        meeting = steps.schedule(coordinator, "2026-07-09")
        steps.write_agenda(coordinator, meeting)
    with on("2026-06-01T10:00"):
        coordinator.sign_in(COORDINATOR)
        steps.invite(coordinator, meeting, stage)
        steps.answer(stage)
    with on("2026-06-10T11:00"):
        coordinator.sign_in(COORDINATOR)
        steps.move(coordinator, meeting, stage, "2026-07-16")
        steps.answer(stage)
        steps.answer_from_calendar(stage)
    for moment in ("2026-07-02T09:05", "2026-07-09T09:05", "2026-07-13T09:05"):
        with on(moment):
            steps.remind(stage, "reminded, agenda sent when due")
    with on("2026-07-16T10:05"):
        coordinator.sign_in(COORDINATOR)
        steps.check_in(coordinator, meeting)
    with on("2026-07-17T09:00"):
        coordinator.sign_in(COORDINATOR)
        steps.take_in_minutes(coordinator, meeting)
        task = steps.write_passages(coordinator, meeting, stage, due="2026-10-02")
        steps.circulate(coordinator, meeting, stage, until="2026-07-31")
        steps.correct(coordinator, meeting, stage)
    for moment in ("2026-07-24T09:05", "2026-09-25T09:05"):
        with on(moment):
            steps.remind(stage, "reminded of tasks")
    with on("2026-09-25T10:00"):
        steps.answer_task(stage, task)
    with on("2026-10-02T09:05"):
        steps.remind(stage, "reminded of tasks")
    with on("2026-10-15T12:00"):
        coordinator.sign_in(COORDINATOR)
        assert "voting members come" in coordinator.read(f"/meetings/{meeting.slug}/invitees/")
        steps.publish(coordinator, meeting, stage)
        steps.report(coordinator)
    assert sum(message["Subject"].startswith("Agenda") for _, message in stage.mailbox.received)
    steps.count_everything(stage)
