"""What comes in. The samples are real; tests/mail/samples/SOURCES.txt says whose."""

from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from mail.actions import post
from mail.inbound import bounces, registry
from mail.inbound.actions import purge, read_again, receive, settle, write_again
from mail.inbound.automatic import is_automatic
from mail.inbound.models import InboundMessage, ReturnedAddress
from mail.inbound.reading import new_text_of, parse
from mail.inbound.tags import read_tag, tagged
from mail.jobs import deliver, poll_inbox
from mail.models import Message

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parent / "samples"


def sample(name: str) -> bytes:
    return (SAMPLES / f"{name}.eml").read_bytes()


def sent_to(person, reference="one") -> Message:
    message = post(
        kind="note",
        person=person,
        about=person,
        reference=reference,
        subject="S",
        body="B",
        discreet_body="D",
    )
    deliver([message.pk])
    return message


def letter(*, to="meetings@consortium.example", body="Sounds good!", **headers) -> bytes:
    email = EmailMessage()
    email["From"], email["To"], email["Subject"] = "Cal Ness <cal@example.org>", to, "Re: S"
    for name, value in headers.items():
        email[name.replace("_", "-")] = value
    email.set_content(body)
    return email.as_bytes()


def bounce(message, *, status="5.1.1", final="", original="", action="failed", number=1) -> bytes:
    """A report as RFC 3464 has it."""
    final = final or message.address
    origin = f"Original-Recipient: rfc822; {original}\n" if original else ""
    return f"""From: MAILER-DAEMON@mx.example.net
To: meetings@consortium.example
Subject: Undelivered
Message-ID: <{number}.{message.pk}@mx.example.net>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=B

--B
Content-Type: text/plain

It came back.
--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

{origin}Final-Recipient: rfc822; {final}
Action: {action}
Status: {status}

--B
Content-Type: message/rfc822

Message-ID: {message.message_id}
Subject: S

B
--B--
""".encode()


@pytest.mark.parametrize(
    ("name", "address", "status", "permanent"),
    [
        ("flanker-delayed", "foo@example.com", "4.0.0", False),
        ("flanker-mailbox-full", "user@aol.com", "5.2.2", False),
        ("lhost-exchange2007-01", "mikeneko@example.co.jp", "5.1.1", True),
        ("lhost-gmail-01", "userunknown@example.jp", "5.1.1", True),
        ("lhost-office365-01", "kijitora@example.com", "5.1.10", True),
        ("lhost-postfix-01", "kijitora@example.org", "5.1.1", True),
        ("rfc3464-01", "userunknown@bouncehammer.jp", "5.1.1", True),
    ],
)
def test_real_bounce_is_understood(name, address, status, permanent):
    [failure] = bounces.read(parse(sample(name))).failures
    assert (failure.address, failure.status, failure.permanent) == (address, status, permanent)


@pytest.mark.parametrize("name", ["sisimai-rfc3834-01", "sisimai-rfc3834-02"])
def test_out_of_office_is_set_aside(name):
    assert receive(sample(name)).state == "ignored"


def test_read_receipt_is_no_bounce():
    inbound = receive(sample("flanker-mdn"))
    assert (inbound.state, inbound.kind) == ("ignored", "receipt")


def test_ordinary_mail_is_neither_and_waits_for_the_coordinator():
    email = parse(sample("is-not-bounce-01"))
    assert (bounces.read(email), is_automatic(email)) == (None, False)
    inbound = receive(sample("is-not-bounce-01"))
    assert (inbound.state, inbound.subject) == ("waiting", "にゃんこ")


def test_same_message_by_two_routes_is_one(cal):
    raw = letter(Message_ID="<1@example.org>")
    receive(raw)
    receive(b"Received: by another route\n" + raw)
    assert InboundMessage.objects.count() == 1


def test_another_text_under_a_known_message_id_is_kept():
    receive(letter(Message_ID="<1@example.org>"))
    receive(letter(Message_ID="<1@example.org>", body="Something else"))
    assert InboundMessage.objects.count() == 2


def test_address_that_comes_back_twice_is_written_to_no_more(cal):
    receive(bounce(sent_to(cal)))
    assert Message.objects.get().state == "bounced"
    assert sent_to(cal, "two").state == "queued"
    receive(bounce(Message.objects.get(key__contains="two"), number=2))
    assert sent_to(cal, "three").state == "suppressed"


def test_one_report_read_twice_counts_once(cal):
    raw = bounce(sent_to(cal))
    receive(raw)
    receive(raw)
    assert ReturnedAddress.objects.get().hard == 1


def test_full_mailbox_is_forgiven_more_often(cal):
    for number in range(4):
        receive(bounce(sent_to(cal, f"n{number}"), status="5.2.2", number=number))
    row = ReturnedAddress.objects.get()
    assert (row.soft, row.suppressed_at) == (4, None)
    receive(bounce(sent_to(cal, "last"), status="5.2.2", number=9))
    row.refresh_from_db()
    assert row.suppressed_at


def test_delay_marks_nothing(cal):
    message = sent_to(cal)
    assert receive(bounce(message, action="delayed", status="4.4.1")).state == "ignored"
    assert not ReturnedAddress.objects.exists()


def test_bounce_of_where_it_was_forwarded_leaves_our_address_alone(cal):
    receive(bounce(sent_to(cal), final="cal@elsewhere.example"))
    assert not ReturnedAddress.objects.exists()


def test_forged_bounce_without_our_message_waits(cal):
    message = sent_to(cal)
    message.message_id = "<guess@example.org>"
    assert receive(bounce(message)).state == "waiting"
    assert not ReturnedAddress.objects.exists()


def test_coordinator_has_an_address_written_to_again(cal, ada):
    for number in (1, 2):
        receive(bounce(sent_to(cal, f"n{number}"), number=number))
    write_again(ReturnedAddress.objects.get(), by=ada)
    assert sent_to(cal, "again").state == "queued"


def test_our_own_mail_coming_back_begins_no_loop(cal):
    message = sent_to(cal)
    mail.outbox.clear()
    inbound = receive(letter(Message_ID=message.message_id))
    assert (inbound.state, inbound.kind) == ("ignored", "own")
    assert mail.outbox == [] and Message.objects.count() == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"X_Autoreply": "yes"},
        {"List_Id": "<l.x>"},
    ],
)
def test_what_no_human_wrote_is_set_aside_and_not_answered(headers, cal):
    sent_to(cal)
    mail.outbox.clear()
    assert receive(letter(**headers)).state == "ignored"
    assert mail.outbox == []


def test_tag_and_reference_find_what_is_answered(cal):
    message = sent_to(cal)
    address = tagged("meetings@consortium.example", message.pk)
    assert read_tag(address.upper()) == message.pk
    assert read_tag(address.replace(f"+m{message.pk}-", f"+m{message.pk + 1}-")) is None
    assert receive(letter(to=address)).answers == message
    assert receive(letter(body="Again", In_Reply_To=message.message_id)).answers == message


@pytest.mark.parametrize(
    "raw", [b"", b"\xff\xfe\x00nonsense", b"Content-Type: multipart/mixed\n\n--", b"From: =?x?q?\xff?=\n\nx"]
)
def test_nonsense_waits_and_raises_nothing(raw):
    assert receive(raw).state == "waiting"


def test_poison_is_tried_three_times_then_waits_and_stops_nobody(monkeypatch):
    def poison(email, inbound):
        ReturnedAddress.objects.create(address="half@done.example")
        raise RuntimeError

    monkeypatch.setattr(registry, "_handlers", [(poison, False)])
    inbound = receive(letter())
    assert inbound.state == "received"
    poll_inbox()
    poll_inbox()
    inbound.refresh_from_db()
    assert (inbound.state, inbound.attempts) == ("waiting", 3)
    assert not ReturnedAddress.objects.exists()


def test_waiting_message_can_be_read_again_or_settled(ada, monkeypatch):
    inbound = receive(letter())
    monkeypatch.setattr(
        registry, "_handlers", [(lambda email, inbound: registry.handled("Now known."), False)]
    )
    read_again(inbound, by=ada)
    inbound.refresh_from_db()
    assert inbound.state == "handled"
    settle(inbound, state="ignored", reason="Seen.", by=ada)
    assert (inbound.state, inbound.settled_by) == ("ignored", ada)


def test_text_is_erased_in_time_but_never_while_it_waits():
    waits, done = receive(letter()), receive(letter(body="x", Precedence="bulk"))
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert purge(before=timezone.now() - timedelta(days=30)) == 1
    waits.refresh_from_db()
    done.refresh_from_db()
    assert waits.raw and done.raw is None


def test_what_was_typed_is_told_from_what_was_quoted():
    text = "Done, thanks.\n\nOn Tuesday, Nov 24, 2026 the office wrote:\n> This is yours to do"
    assert new_text_of(parse(letter(body=text))) == "Done, thanks."
