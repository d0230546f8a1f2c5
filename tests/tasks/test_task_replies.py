"""Replying to a mail about a task adds a comment. The replies are SYNTHETIC, after common mail programs."""

import pytest

from mail.inbound.actions import receive
from mail.models import Message
from tasks.models import Comment

pytestmark = pytest.mark.django_db


def reply(to: Message, text: str, sender="cal@example.org") -> bytes:
    return (
        f"From: {sender}\r\nTo: {to.from_address}\r\nSubject: Re: {to.subject}\r\n"
        f"Message-ID: <{len(text)}@example.org>\r\nIn-Reply-To: {to.message_id}\r\n"
        f"Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
    ).encode()


@pytest.fixture
def asked(task) -> Message:
    """The mail that gave Cal the task."""
    return Message.objects.get()


def test_a_reply_becomes_a_comment_without_the_quoted_mail(asked, cal, bea):
    raw = reply(asked, "Half of it is done.\r\n\r\nOn Mon, Jan 4, 2027 WAHTC wrote:\r\n> This is yours to do")
    for _ in range(2):
        assert receive(raw).state == "handled"
    remark = Comment.objects.get()
    assert (remark.by, remark.text, remark.source) == (cal, "Half of it is done.", "mail")
    assert Message.objects.get(kind="task_comment").person == bea


@pytest.mark.parametrize(
    ("text", "sender"), [("Hello", "eve@example.org"), ("> only a quote", "cal@example.org")]
)
def test_what_is_not_hers_or_not_readable_waits_for_the_coordinator(text, sender, asked):
    assert receive(reply(asked, text, sender)).state == "waiting"
    assert not Comment.objects.exists()


def test_someone_who_left_adds_nothing(asked, cal):
    cal.is_active = False
    cal.save()
    assert receive(reply(asked, "Hello")).state == "waiting"
