"""Each try to send one message is byte for byte the same (RFC 5546 2.1.5; docs/calendar.md, 6)."""

from mail.mime import as_email
from mail.models import Attachment, Message


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
