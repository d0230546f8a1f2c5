from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends import locmem
from django.utils import timezone

from mail.actions import post
from mail.delivery import claim
from mail.jobs import deliver, sweep
from mail.models import Message

pytestmark = pytest.mark.django_db


def write(person, reference="one", **fields):
    return post(
        kind="note",
        person=person,
        about=person,
        reference=reference,
        subject="A\r\nBcc: eve@example.org",
        body="Hello",
        discreet_body="A note",
        **fields,
    )


def test_same_key_is_written_once(cal):
    assert write(cal) is not None
    assert write(cal) is None
    assert Message.objects.count() == 1


def test_delivering_twice_sends_once(cal):
    message = write(cal)
    deliver([message.pk])
    deliver([message.pk])
    assert len(mail.outbox) == 1


def test_two_workers_cannot_claim_the_same_row(cal):
    message = write(cal)
    assert [claim(message.pk), claim(message.pk)] == [True, False]


def test_row_of_a_killed_worker_is_swept_up_after_itsclaim(cal):
    message = write(cal)
    claim(message.pk)
    sweep()
    assert mail.outbox == []
    with time_machine.travel(timezone.now() + timedelta(seconds=301)):
        sweep()
    assert len(mail.outbox) == 1


def test_failing_server_is_tried_again_with_the_same_message_id(cal, monkeypatch):
    message = write(cal)
    with monkeypatch.context() as patch:

        def disconnect(*args):
            raise SMTPServerDisconnected

        patch.setattr(locmem.EmailBackend, "send_messages", disconnect)
        deliver([message.pk])
    message.refresh_from_db()
    assert (message.state, message.reason) == ("queued", "SMTPServerDisconnected")
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        sweep()
    assert mail.outbox[0].extra_headers["Message-ID"] == message.message_id


def test_subject_cannot_inject_a_header(cal):
    deliver([write(cal).pk])
    assert mail.outbox[0].message()["Bcc"] is None


@pytest.mark.parametrize(("channel", "state"), [("none", "suppressed"), ("undecided", "held")])
def test_person_without_mail_is_not_written_to(cal, channel, state):
    cal.channel = channel
    message = write(cal)
    deliver([message.pk])
    assert (message.state, mail.outbox) == (state, [])


def test_moved_due_date_waits(cal):
    write(cal, due_at=timezone.now() + timedelta(hours=1))
    sweep()
    assert mail.outbox == []
