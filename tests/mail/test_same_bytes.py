"""Each try to send one message is byte for byte the same (RFC 5546 2.1.5; docs/calendar.md, 6)."""

from datetime import timedelta

import pytest
import time_machine
from aiosmtpd.controller import Controller
from django.db import transaction
from django.utils import timezone

from mail import delivery
from mail.actions import post
from mail.jobs import deliver, sweep
from mail.mime import as_email
from mail.models import Attachment, Message
from tests.chaos.stage import free_port


def test_06_retries_of_one_message_are_equal_to_the_byte_and_other_messages_are_not(cal):
    first, second = (
        Message.objects.create(
            person=cal,
            address="cal@example.org",
            from_address="meetings@consortium.example",
            subject="Invitation",
            text="Come.",
            html="<p>Come.</p>",
            calendar=b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
            calendar_method="REQUEST",
            message_id=f"<{number}@consortium.example>",
            key=f"{number}",
        )
        for number in (1, 2)
    )
    Attachment.objects.create(
        message=first, name="agenda.pdf", content=b"%PDF", content_type="application/pdf"
    )
    tries = [as_email(Message.objects.get(pk=first.pk)).message().as_bytes() for _ in range(3)]
    assert tries[0] == tries[1] == tries[2]
    boundaries = [part.get_boundary() for part in as_email(first).message().walk() if part.is_multipart()]
    others = [part.get_boundary() for part in as_email(second).message().walk() if part.is_multipart()]
    assert len(set(boundaries + others)) == 4


class Killed(BaseException):
    """What ends a worker at once, whatever it has in hand."""


class Desk:
    """A mail server that keeps each message as it came over the wire."""

    def __init__(self):
        self.taken: list[bytes] = []

    async def handle_DATA(self, server, session, envelope) -> str:
        self.taken.append(envelope.original_content)
        return "250 taken"


@pytest.fixture
def desk(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    desk = Desk()
    server = Controller(desk, hostname="127.0.0.1", port=settings.EMAIL_PORT)
    server.start()
    yield desk
    server.stop()


@pytest.mark.parametrize(
    "files", [[], [("agenda.pdf", "application/pdf", b"%PDF")]], ids=["bare", "with a file"]
)
@pytest.mark.parametrize("kind", ["rsvp_reminder", "invitation"])
@pytest.mark.parametrize("name", ["cal", "fay"])
def test_what_is_sent_again_after_a_crash_is_the_same_to_the_byte(
    kind, name, files, desk, request, monkeypatch
):
    """The worker dies after the server's 250 and before the record, over a real connection."""
    person = request.getfixturevalue(name)
    with transaction.atomic():
        message = post(
            kind=kind, person=person, about=person, reference="one", subject="Über all", body="Café\n" + "long " * 300,
            discreet_body="Something is waiting.", path="/mine/", calendar=b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
            calendar_method="REQUEST", attachments=files,
        )  # fmt: skip
    with monkeypatch.context() as patch:

        def die(*args, **more):
            raise Killed

        patch.setattr(delivery, "_settle", die)
        with pytest.raises(Killed):
            deliver([message.pk])
    assert len(desk.taken) == 1
    for minutes in (6, 20):
        with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
            sweep()
    assert len(desk.taken) == 2 and desk.taken[0] == desk.taken[1]
    assert desk.taken[0].count(b"Message-ID: " + message.message_id.encode()) == 1
    assert (b"List-Unsubscribe: " in desk.taken[0]) == (kind == "rsvp_reminder")
