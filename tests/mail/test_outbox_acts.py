"""What waits can be taken back, what leaves is still true, and one bad row stops nobody."""

from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail.backends import locmem

from mail import kinds
from mail.actions import cancel_batch, post
from mail.jobs import deliver

pytestmark = pytest.mark.django_db


def write(person, **fields):
    words = {"kind": "note", "reference": "one", "subject": "S", "body": "<b> B", "discreet_body": "D"}
    return post(person=person, about=person, **(words | fields))


def test_batch_is_taken_back_and_can_be_posted_again(cal, ada):
    message = write(cal, hold_seconds=60, batch="all")
    deliver([message.pk])
    assert mail.outbox == []
    assert (cancel_batch("all", by=ada), cancel_batch("all", by=ada)) == (1, 0)
    assert write(cal) is not None


def test_what_became_pointless_is_cancelled_instead_of_sent(cal, monkeypatch):
    monkeypatch.setitem(
        kinds._rechecks, "note", lambda some: {message.pk: "answered meanwhile" for message in some}
    )
    message = write(cal)
    deliver([message.pk])
    message.refresh_from_db()
    assert (message.state, message.reason, mail.outbox) == ("cancelled", "answered meanwhile", [])


def test_mail_written_before_a_person_became_discreet_is_held(cal):
    message = write(cal)
    cal.discreet = True
    cal.save()
    deliver([message.pk])
    message.refresh_from_db()
    assert (message.state, mail.outbox) == ("held", [])


def test_html_is_escaped_and_discreet_mail_has_no_attachment(cal, fay):
    file = ("notes.txt", "text/plain", b"Bytes")
    plain, discreet = (write(p, attachments=[file], html_body="") for p in (cal, fay))
    assert "&lt;b&gt; B" in plain.html and "B" not in discreet.text
    assert [plain.attachments.count(), discreet.attachments.count()] == [1, 0]


def test_refused_address_is_bounced(cal, monkeypatch):
    def refuse(*args):
        raise SMTPRecipientsRefused({"cal@example.org": (550, b"no")})

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", refuse)
    message = write(cal)
    deliver([message.pk])
    message.refresh_from_db()
    assert message.state == "bounced"
