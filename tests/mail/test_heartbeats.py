"""A part that falls silent is told of, once, by whoever still lives."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail

from consortium.watch import look
from mail.actions.watching import warn_of_silence
from mail.heartbeats import note, signs
from mail.jobs import sign_of_life
from mail.models import Heartbeat, Message

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 4, 15, tzinfo=UTC)


@pytest.fixture
def seen(db):
    with time_machine.travel(NOW, tick=False):
        for part in ("scheduler", "worker", "scheduler"):  # two schedulers do no harm
            note(part)
        sign_of_life()


def later(**delta):
    return time_machine.travel(NOW + timedelta(**delta), tick=False)


def test_each_part_is_one_row_however_many_processes_leave_signs(seen):
    assert Heartbeat.objects.count() == 3


def test_silence_is_warned_of_once_by_mail_and_again_after_the_next(seen, ada):
    with later(minutes=4):
        assert warn_of_silence() == []
    with later(minutes=6):
        note("worker")
        sign_of_life()
        assert len(warn_of_silence()) == 1 and warn_of_silence() == []
        assert "scheduler is silent" in Message.objects.get().text
    with later(minutes=7):
        note("scheduler")
    with later(minutes=13):
        note("worker")
        sign_of_life()
        assert len(warn_of_silence()) == 1


def test_home_and_status_say_it_and_healthz_for_monitors(seen, ada, client):
    with later(minutes=6):
        note("worker")
        sign_of_life()
        assert client.get("/healthz").json() == {
            "database": True,
            "scheduler": "silent",
            "worker": "alive",
            "queue": "alive",
        }
        assert client.get("/healthz").status_code == 200
        assert client.get("/healthz?all").status_code == 503
        client.force_login(ada)
        assert "The scheduler is silent" in client.get("/").content.decode()
        page = client.get("/status/").content.decode()
    assert "The scheduler is silent" in page and "The worker is there to send mail." in page


def test_never_seen_is_not_silent(ada, client):
    assert {sign.state for sign in signs()} == {"never seen"}
    assert warn_of_silence() == []
    assert client.get("/healthz?all").status_code == 200


def test_when_both_are_dead_the_web_process_sends_the_warning_itself(seen, ada, client):
    with later(minutes=6):
        look("", begun=NOW)
        look("", begun=NOW)
        assert [m.to for m in mail.outbox] == [[ada.email]] * 3, "one for each part, once"
        assert set(client.get("/healthz").json().values()) == {True, "silent"}
        assert client.get("/healthz?all").status_code == 503
    assert Heartbeat.objects.count() == 3, "who only looks leaves no sign"


def test_start_of_the_whole_server_is_no_silence(seen, ada):
    with later(minutes=20):
        look("scheduler", begun=NOW + timedelta(minutes=20))
        assert mail.outbox == []
    with later(minutes=26):
        look("scheduler", begun=NOW + timedelta(minutes=20))
        assert len(mail.outbox) == 2, "of worker and queue, which did not come back"
