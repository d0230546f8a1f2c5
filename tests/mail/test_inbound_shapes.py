"""Returned mail, delays and absences in less usual shapes, written by hand after what servers send; none is a real mail."""

from base64 import b64encode

import pytest
from django.core import mail

from mail.enums import State
from mail.inbound.actions import receive
from mail.inbound.models import ReturnedAddress
from mail.inbound.reading import new_text_of, parse, text_of
from mail.models import Message
from tests.mail.synthetic import plain, report
from tests.mail.test_inbound_services import came, sent  # noqa: F401

pytestmark = pytest.mark.django_db
COPY = "\n\n------ This is a copy of the message, including all the headers. ------\n\nMessage-ID: {ours}\nSubject: S\n"
STATUS = "Reporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; {address}\nAction: failed\nStatus: 5.1.1\n"
HTML_ONLY = plain(
    "postmaster",
    "gateway.example.net",
    "Undeliverable: S",
    "<html><head><style>p{color:red}</style></head><body><p>Your message to <b>{address}</b> came back.</p>"
    "<p>550 5.1.1 The e-mail account does not exist</p></body></html>",
    "In-Reply-To: {ours}\n",
).replace("text/plain", "text/html")
FAILED = {
    "gmail of before 2016": (
        plain(
            "mailer-daemon", "googlemail.com", "Delivery Status Notification (Failure)",
            "Delivery to the following recipient failed permanently:\n\n     {address}\n\nTechnical details of permanent "
            "failure:\nThe error that the other server returned was:\n550 550 5.1.1 unknown user (state 13).\n\n"
            "----- Original message -----\n\nMessage-ID: {ours}\nSubject: S\n",
            "X-Failed-Recipients: {address}\nAuto-Submitted: auto-replied\n",
        ), "5.1.1", 1,
    ),
    "google groups, in japanese and without any code": (
        plain(
            "mailer-daemon", "googlemail.com", "Delivery Status Notification (Failure)",
            "連絡しようとしたグループが存在しないか、権限がない可能性があります。\n\n----- Original message -----\n\n"
            "Message-ID: {ours}\n",
            "X-Failed-Recipients: {address}\nAuto-Submitted: auto-replied\nIn-Reply-To: {ours}\n",
        ).replace("us-ascii", "utf-8"), "", 0,
    ),
    "qmail that waited for a week": (
        plain(
            "MAILER-DAEMON", "mx.example.net", "failure notice",
            "Hi. This is the qmail-send program at mx.example.net.\nI'm afraid I wasn't able to deliver your message "
            "to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n"
            "<{address}>:\nI couldn't establish an SMTP connection. (#4.4.1)\nI'm not going to try again; this message "
            "has been in the queue too long.\n\n--- Below this line is a copy of the message.\n\nMessage-ID: {ours}\n",
        ), "4.4.1", 0,
    ),
    "exim whose retries ran out": (
        plain(
            "Mailer-Daemon", "mx.example.net", "Mail delivery failed: returning message to sender",
            "A message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. "
            f"The following address(es) failed:\n\n  {{address}}\n    retry timeout exceeded{COPY}",
            "X-Failed-Recipients: {address}\nAuto-Submitted: auto-replied\n",
        ), "", 0,
    ),
    "exchange on premises, in spanish": (
        report(
            "correo.oficina.example.net", "=?iso-8859-1?Q?No_se_puede_entregar=3A_Invitaci=F3n?=",
            "Error en la entrega a estos destinatarios o grupos: {address}\nNo se encontró el correo que especificó.",
            "5.1.10", sender="postmaster", returned="message/rfc822",
        ).replace("smtp; 550 5.1.10 see above", "smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found"), "5.1.10", 1,
    ),
    "postfix after five days": (
        report("mx.example.net", "Undelivered Mail Returned to Sender", "It is attached below.", "4.4.1"), "4.4.1", 0,
    ),
    "a gateway that writes html alone": (HTML_ONLY, "5.1.1", 1),
    "a status part in base64": (
        report("mx.example.net", "Undeliverable", "See below.", "5.1.1").replace(
            "Content-Type: message/delivery-status\n", "Content-Type: message/delivery-status\nX-Encode: this\n"
        ), "5.1.1", 1,
    ),
}  # fmt: skip
DELAYED = {
    "exim without a report": plain(
        "Mailer-Daemon", "mx.example.net", "Warning: message 1tFoo-0001Ab-2C delayed 24 hours",
        "This message was created automatically by mail delivery software.\nA message that you sent has not yet been "
        "delivered to one or more of its\nrecipients after more than 24 hours on the queue on mx.example.net.\n\nThe "
        "address to which the message has not yet been delivered is:\n\n  {address}\n\nNo action is required on your "
        "part. Delivery attempts will continue for\nsome time, and this warning may be repeated.\n",
        "Auto-Submitted: auto-replied\nIn-Reply-To: {ours}\n",
    ),
    "gmail of before 2016": plain(
        "mailer-daemon", "googlemail.com", "Delivery Status Notification (Delay)",
        "THIS IS A WARNING MESSAGE ONLY.\n\nYOU DO NOT NEED TO RESEND YOUR MESSAGE.\n\nDelivery to the following "
        "recipient has been delayed:\n\n     {address}\n\nMessage will be retried for 2 more day(s)\n\n"
        "----- Original message -----\n\nMessage-ID: {ours}\n",
        "X-Failed-Recipients: {address}\nAuto-Submitted: auto-replied\n",
    ),
    "sendmail": report(
        "mx.example.net", "Warning: could not send message for past 4 hours", "** THIS IS A WARNING MESSAGE ONLY **",
        "4.4.7", action="delayed", sender="MAILER-DAEMON",
    ),
}  # fmt: skip


def encoded(text: str) -> str:
    """The same with its status part in base64, as some gateways pass it on."""
    head, mark, rest = text.partition("X-Encode: this\n\n")
    body, edge, tail = rest.partition("\n--b=_")
    packed = b64encode(body.encode()).decode()
    return f"{head}Content-Transfer-Encoding: base64\n\n{packed}\n{edge}{tail}" if mark else text


@pytest.mark.parametrize("shape", FAILED)
def test_what_came_back_marks_the_message_and_counts_the_address(shape, sent):  # noqa: F811
    text, status, hard = FAILED[shape]
    filled = text.replace("{address}", sent.address).replace("{ours}", sent.message_id)
    inbound = receive(encoded(filled.replace("{number}", "1")).encode())
    sent.refresh_from_db()
    assert (inbound.kind, inbound.state, sent.state) == ("bounce", "handled", State.BOUNCED), inbound.reason
    assert status in sent.reason
    row = ReturnedAddress.objects.get(address=sent.address)
    assert (row.hard, row.soft) == (hard, 1 - hard)


@pytest.mark.parametrize("shape", DELAYED)
def test_server_that_still_tries_marks_nothing(shape, sent):  # noqa: F811
    inbound = came(DELAYED[shape], sent)
    sent.refresh_from_db()
    assert (inbound.kind, inbound.state, sent.state) == ("delay", "ignored", State.SENT), inbound.reason
    assert not ReturnedAddress.objects.exists()


def test_server_that_is_not_understood_waits_and_is_not_taken_for_an_absence(sent):  # noqa: F811
    words = "Zpráva nebyla doručena.\n"
    inbound = came(
        plain("MAILER-DAEMON", "mx.example.net", "?", words, "Auto-Submitted: auto-replied\n"), sent
    )
    assert (inbound.state, inbound.kind) == ("waiting", "bounce")


def test_report_that_a_person_passes_on_is_her_letter(sent):  # noqa: F811
    returned = report("mx.example.net", "Undelivered", "It came back.", "5.1.1")
    text = (
        "From: Cal <cal@example.org>\nTo: meetings@consortium.example\nSubject: Fwd: Undelivered\n"
        'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="f"\n\n--f\nContent-Type: text/plain\n\n'
        f"What does this mean?\n--f\nContent-Type: message/rfc822\n\n{returned}\n--f--\n"
    )
    assert (came(text, sent).state, ReturnedAddress.objects.count()) == ("waiting", 0)


AWAY_WORDS = [
    "Absence at the January meeting",
    "Away next week",
    "Ausente el jueves",
    "Out of office on Thursday",
]


@pytest.mark.parametrize("subject", AWAY_WORDS)
def test_person_who_writes_that_she_will_be_away_is_heard(subject):
    raw = f"From: cal@example.org\nTo: meetings@consortium.example\nSubject: {subject}\n\nI cannot come.\n"
    assert receive(raw.encode()).state == "waiting"


@pytest.mark.parametrize(
    "headers",
    [
        "Precedence: bulk\n",
        "X-Autoreply: yes\n",
        "X-Auto-Response-Suppress: All\n",
        "Auto-Submitted: auto-replied (vacation)\n",
        "Return-Path: <>\n",
        "X-Autorespond: Re: S\n",
    ],
)
def test_vacation_without_the_usual_words_is_known_by_a_header(headers, sent):  # noqa: F811
    words = "From: cal@example.org\nTo: meetings@consortium.example\nSubject: Re: S\n"
    assert came(f"{words}{headers}In-Reply-To: {{ours}}\n\nNo estoy.\n", sent).state == "ignored"
    assert mail.outbox == [] and Message.objects.count() == 1


HTML = (
    b"From: cal@example.org\nSubject: Re: S\nMIME-Version: 1.0\nContent-Type: text/html; charset=windows-1252\n\n"
    b"<html><head><title>x</title><style>p{margin:0}</style></head><body><p>Caf\xe9&nbsp;at&nbsp;nine,</p><div>it&#39;s "
    b"<b>done</b>.</div><script>alert(1)</script><blockquote>On Monday you wrote this</blockquote></body></html>"
)


def test_letter_in_html_alone_is_read_without_its_markup():
    assert new_text_of(parse(HTML)) == "Café at nine,\nit's done."
    assert text_of(parse(HTML)).endswith("On Monday you wrote this")


def test_coordinator_reads_a_letter_that_is_html_alone(client, ada):
    client.force_login(ada)
    page = client.get(f"/inbound/{receive(HTML).pk}/").content.decode()
    assert "Café at nine" in page and "alert(1)" not in page


@pytest.mark.parametrize(
    "quoted",
    [
        "On Tue, Nov 24, 2026 at 9:00 AM The Office <\nmeetings@consortium.example> wrote:\n> x",
        "El mar, 24 nov 2026 a las 9:00, Oficina (<meetings@consortium.example>) escribió:\n\n> x",
        "Am Di., 24. Nov. 2026 um 09:00 Uhr schrieb Office <\nmeetings@consortium.example>:\n\n> x",
        "-----Mensaje original-----\nDe: Oficina\nx",
        "________________________________\nFrom: Office\nx",
        "Von: Office <meetings@consortium.example>\nGesendet: Dienstag\nx",
    ],
)
def test_quoted_mail_is_left_out_whatever_the_language(quoted):
    raw = f"From: cal@example.org\nContent-Type: text/plain; charset=utf-8\n\nDone, thanks.\n\n{quoted}\n"
    assert new_text_of(parse(raw.encode())) == "Done, thanks."
