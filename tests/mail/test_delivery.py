from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends import locmem
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mail.actions import post
from mail.claims import take
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
    assert [len(take([message.pk]).waiting) for _ in range(2)] == [1, 0]


def test_row_of_a_killed_worker_is_swept_up_after_its_claim(cal):
    message = write(cal)
    take([message.pk])
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


def test_a_batch_asks_the_database_once_and_records_each_message(cal, django_assert_num_queries):
    few = [write(cal, f"few {n}").pk for n in range(2)]
    many = [write(cal, f"many {n}").pk for n in range(40)]
    mail.outbox.clear()
    Message.objects.update(state="queued", sent_at=None)
    with CaptureQueriesContext(connection) as first:
        deliver(few)
    with django_assert_num_queries(len(first) + 38):
        deliver(many)
    assert len(mail.outbox) == 42


def test_a_crash_repeats_at_most_the_one_in_flight(cal, monkeypatch):
    numbers = [write(cal, f"{n}").pk for n in range(5)]
    mail.outbox.clear()
    Message.objects.update(state="queued", sent_at=None)
    send, taken = locmem.EmailBackend.send_messages, []

    def die_after_the_third(backend, messages):
        send(backend, messages)
        taken.extend(m.extra_headers["Message-ID"] for m in messages)
        if len(taken) == 3:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(locmem.EmailBackend, "send_messages", die_after_the_third)
        with pytest.raises(KeyboardInterrupt):
            deliver(numbers)
    with time_machine.travel(timezone.now() + timedelta(seconds=301)):
        sweep()
    came = [m.extra_headers["Message-ID"] for m in mail.outbox]
    assert (len(came), len(set(came)), came[2] in came[3:]) == (6, 5, True)


def test_a_claim_that_grows_old_is_given_back_and_asked_anew(cal, monkeypatch):
    numbers = [write(cal, f"{n}").pk for n in range(3)]
    mail.outbox.clear()
    Message.objects.update(state="queued", sent_at=None)
    send = locmem.EmailBackend.send_messages
    with time_machine.travel(timezone.now(), tick=False) as clock:

        def slowly(backend, messages):
            clock.shift(timedelta(seconds=150))
            return send(backend, messages)

        monkeypatch.setattr(locmem.EmailBackend, "send_messages", slowly)
        deliver(numbers)
    assert len(mail.outbox) == 3
    assert set(Message.objects.values_list("state", "attempts")) == {("sent", 1)}
    assert Message.objects.values("claim").distinct().count() == 3


def test_two_workers_together_stay_below_the_limits(cal, settings):
    numbers = [write(cal, f"{n}", due_at=timezone.now() + timedelta(hours=1)).pk for n in range(12)]
    settings.MAIL_PER_MINUTE, settings.MAIL_PER_MINUTE_TO = 8, {"example.org": "6"}
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        held = take(numbers[:5]).waiting  # another worker holds these at this moment
        deliver(numbers[5:])
    assert (len(held), len(mail.outbox)) == (5, 1)
    assert Message.objects.filter(state="queued", attempts=0).count() == 6


@pytest.mark.parametrize(("trial", "state"), [(False, "queued"), (True, "sent")])
def test_without_a_mail_server_mail_waits_but_in_a_trial(cal, ada, client, settings, trial, state):
    settings.EMAIL_BACKEND, settings.DEBUG = "django.core.mail.backends.dummy.EmailBackend", trial
    message = write(cal)
    deliver([message.pk])
    message.refresh_from_db()
    assert message.state == state
    client.force_login(ada)
    page = client.get("/status/").content.decode()
    assert ("it reaches nobody" if trial else "mail waits in the outbox") in page
