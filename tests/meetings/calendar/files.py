"""What left, newest first: the calendar file, its event and the whole mail."""

from email import message_from_bytes, policy
from email.message import EmailMessage

from icalendar import Calendar, Event

from mail.mime import as_email
from mail.models import Message


def messages(person=None):
    found = Message.objects.exclude(calendar=None).order_by("-pk")
    return found.filter(person=person) if person else found


def raw(person=None) -> bytes:
    return bytes(messages(person)[0].calendar)


def event(person=None) -> Event:
    return Calendar.from_ical(raw(person)).walk("VEVENT")[0]


def email(person=None) -> EmailMessage:
    """As it comes over the wire, whose lines end in CRLF."""
    sent = as_email(messages(person)[0]).message().as_bytes()
    return message_from_bytes(b"\r\n".join(sent.splitlines()) + b"\r\n", policy=policy.default)


def decoded(mail: EmailMessage) -> bytes:
    """The mail and every part of it as people could read it."""
    parts = [p.get_payload(decode=True) or b"" for p in mail.walk() if not p.is_multipart()]
    return mail.as_bytes() + b"".join(parts)
