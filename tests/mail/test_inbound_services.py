"""What mail services send back, in their own words (hand-written imitations: synthetic.py), and wrong MIME."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail

from mail.actions import post
from mail.enums import State
from mail.inbound.actions import receive, write_again
from mail.inbound.models import InboundMessage, ReturnedAddress
from mail.jobs import deliver
from mail.models import Message
from tests.mail.synthetic import AWAY, BOUNCES, COMPLAINT, DELAYS, HOSTILE, READ_RECEIPT

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(cal) -> Message:
    return send(cal, "one")


def send(person, reference: str) -> Message:
    words = {"kind": "note", "reference": reference, "subject": "S", "body": "B", "discreet_body": "D"}
    message = post(person=person, about=person, **words)
    deliver([message.pk])
    mail.outbox.clear()
    return message


def came(text: str, sent: Message, number: int = 1) -> InboundMessage:
    filled = text.replace("{address}", sent.address).replace("{ours}", sent.message_id)
    return receive(filled.replace("{number}", str(number)).encode())


@pytest.mark.parametrize("service", BOUNCES)
def test_returned_mail_of_each_service_marks_the_address(service, sent, cal):
    text, status = BOUNCES[service]
    inbound = came(text, sent)
    sent.refresh_from_db()
    assert (inbound.kind, inbound.state, sent.state) == ("bounce", "handled", State.BOUNCED), inbound.reason
    assert status in sent.reason
    row = ReturnedAddress.objects.get(address=sent.address)
    assert (row.hard, row.soft) == ((0, 1) if status == "5.2.2" else (1, 0))
    assert row.suppressed_at is None
    if not row.soft:
        came(text, send(cal, "two"), number=2)
        row.refresh_from_db()
        assert row.suppressed_at, "the second hard one stops mail to it"


def test_one_return_told_by_mailbox_and_provider_counts_once(sent, cal):
    """The receiving server's report comes to the mailbox; the provider hands in one of its own words."""
    moment = datetime(2027, 1, 4, 15, tzinfo=UTC)
    with time_machine.travel(moment, tick=False):
        came(BOUNCES["gmail"][0], sent)
        told_again = came(BOUNCES["exchange online"][0], sent, number=2)
    assert (told_again.state, told_again.kind) == ("ignored", "bounce")
    row = ReturnedAddress.objects.get()
    assert (row.hard, row.suppressed_at) == (1, None)
    with time_machine.travel(moment + timedelta(days=2), tick=False):
        came(BOUNCES["gmail"][0], sent, number=3)
    row.refresh_from_db()
    assert row.hard == 2


def test_complaint_told_twice_does_not_undo_what_the_coordinator_said(sent, ada):
    came(COMPLAINT, sent)
    write_again(ReturnedAddress.objects.get(), by=ada)
    came(COMPLAINT, sent, number=2)
    assert not ReturnedAddress.objects.exists()


@pytest.mark.parametrize("service", DELAYS)
def test_delay_is_no_bounce(service, sent):
    inbound = came(DELAYS[service], sent)
    sent.refresh_from_db()
    assert (inbound.kind, sent.state) == ("delay", State.SENT)
    assert not ReturnedAddress.objects.exists()


@pytest.mark.parametrize("service", AWAY)
def test_out_of_office_is_ignored_and_never_answered(service, sent):
    inbound = came(AWAY[service], sent)
    sent.refresh_from_db()
    assert (inbound.state, inbound.kind, sent.state) == ("ignored", "automatic", State.SENT) or (
        inbound.kind == "bulk"
    )
    assert mail.outbox == []


def test_read_receipt_is_ignored_and_a_complaint_stops_mail(sent):
    assert came(READ_RECEIPT, sent).kind == "receipt"
    assert not ReturnedAddress.objects.exists()
    assert came(COMPLAINT, sent).kind == "complaint"
    assert ReturnedAddress.objects.get().suppressed_at


@pytest.mark.parametrize("name", HOSTILE)
def test_wrong_mime_is_kept_whole_raises_nothing_and_waits(name):
    inbound = receive(HOSTILE[name])
    assert bytes(inbound.raw) == HOSTILE[name]
    assert inbound.state in {"waiting", "ignored"}, inbound.reason
    assert InboundMessage.objects.count() == 1
    assert mail.outbox == []


@pytest.mark.parametrize("name", HOSTILE)
def test_coordinator_can_open_whatever_came(name, client, ada):
    client.force_login(ada)
    inbound = receive(HOSTILE[name])
    assert client.get(f"/inbound/{inbound.pk}/").status_code == 200
