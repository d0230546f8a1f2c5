"""A row of the outbox as the bytes that leave."""

import binascii
import hashlib
from base64 import encodebytes
from email.utils import format_datetime
from functools import lru_cache

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import forbid_multi_line_headers, sanitize_address

from mail.inbound.stopping import stop_address
from mail.kinds import topic_of
from mail.links import sign
from mail.models import Message

LONGEST_LINE = 998  # RFC 5322 2.1.1


class SameBytes(EmailMultiAlternatives):
    """A message whose boundaries come from its Message-ID, so that each try to send it is byte for byte the same."""

    def message(self, *args, **kwargs):
        email = super().message(*args, **kwargs)
        seed = self.extra_headers["Message-ID"]
        for number, part in enumerate(part for part in email.walk() if part.is_multipart()):
            part.set_boundary("=_" + hashlib.sha256(f"{seed} {number}".encode()).hexdigest()[:40])
        return email


def as_email(message: Message, *, with_files: bool = True) -> EmailMultiAlternatives:
    """The message to its one recipient, with a calendar part where there is one.

    The calendar is the last alternative (RFC 6047 2.4) and again an attachment for clients that hide it.
    Who knows that there are no files says so, and saves the question.
    """
    headers = _headers(message)
    del headers["From"], headers["To"], headers["Subject"]
    email = SameBytes(
        subject=message.subject,
        body=message.text,
        from_email=_sender(message.from_name, message.from_address),
        to=[message.address],
        reply_to=[headers.pop("Reply-To")] if "Reply-To" in headers else None,
        headers=headers,
    )
    if message.html:
        email.attach_alternative(message.html, "text/html")
    if message.calendar:
        calendar = bytes(message.calendar)
        email.attach_alternative(calendar.decode(), f"text/calendar; method={message.calendar_method}")
        email.attach("invite.ics", calendar, "application/ics")
    for file in message.attachments.all() if with_files else ():
        email.attach(file.name, bytes(file.content), file.content_type)
    return email


def as_bytes(message: Message) -> bytes:
    """The same as `as_email`, without files, ready for the wire: lines end in CRLF and are ASCII.

    The email package spends more on a message than the mail server does; a hundred of a kind leave at once.
    Raises BadHeaderError where a header has more than one line.
    """
    parts = [_text("plain", message.text)]
    if message.html:
        parts.append(_text("html", message.html))
    if message.calendar:
        parts.append(_text(f"calendar; method={message.calendar_method}", bytes(message.calendar).decode()))
    body = parts[0] if len(parts) == 1 else _multipart("alternative", parts, message.message_id)
    if message.calendar:
        invite = _file("invite.ics", bytes(message.calendar), "application/ics")
        body = _multipart("mixed", [body, invite], message.message_id)
    lines = [_header(name, value) for name, value in _headers(message).items()]
    return "".join([*lines, "MIME-Version: 1.0\r\n"]).encode("ascii") + body


def _headers(message: Message) -> dict[str, str]:
    headers = {
        "Subject": message.subject,
        "From": _sender(message.from_name, message.from_address),
        "To": message.address,
        "Message-ID": message.message_id,
        "Date": format_datetime(message.created_at),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
    }
    if message.kind != "account":
        headers["Reply-To"] = message.from_address
        if message.person_id and (topic_of(message.kind) or message.kind == "gathered"):
            headers |= _list_headers(message)
    if message.in_reply_to:
        headers |= {"In-Reply-To": message.in_reply_to, "References": message.in_reply_to}
    return headers


def _list_headers(message: Message) -> dict[str, str]:
    """For mail one can do without: what it is a list of (RFC 2919), and how to stop it (RFC 8058)."""
    site = settings.DISCREET_SITE_URL if message.neutral else settings.SITE_URL
    token = sign("stop", message.pk, message.person_id or 0, at=message.created_at)
    return {
        "List-Id": f"<notices.{message.from_address.rpartition('@')[2]}>",
        "List-Unsubscribe": f"<{site}/m/stop/{token}/>, <{stop_address(message.from_address, token)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


@lru_cache(maxsize=16)
def _sender(name: str, address: str) -> str:
    return sanitize_address((name, address), "utf-8")


def _header(name: str, value: str) -> str:
    _, safe = forbid_multi_line_headers(name, value, "utf-8")
    folded = "\r\n ".join(safe.splitlines()).replace(", <", ",\r\n <").replace("\r\n  ", "\r\n ")
    return f"{name}: {folded}\r\n"


def _text(subtype: str, text: str) -> bytes:
    lines = text.splitlines()
    plain = text.isascii() and max(map(len, lines), default=0) <= LONGEST_LINE
    body = "\r\n".join([*lines, ""]).encode()
    head = f'Content-Type: text/{subtype}; charset="utf-8"\r\nMIME-Version: 1.0\r\n'
    head += f"Content-Transfer-Encoding: {'7bit' if plain else 'quoted-printable'}\r\n\r\n"
    return head.encode() + (body if plain else _quoted(body))


def _quoted(body: bytes) -> bytes:
    """Quoted-printable (RFC 2045 6.7); the C encoder ends its soft breaks as the text ends its lines."""
    return binascii.b2a_qp(body, istext=True)


def _file(name: str, content: bytes, content_type: str) -> bytes:
    head = f"Content-Type: {content_type}\r\nMIME-Version: 1.0\r\nContent-Transfer-Encoding: base64\r\n"
    head += f'Content-Disposition: attachment; filename="{name}"\r\n\r\n'
    return head.encode() + encodebytes(content).replace(b"\n", b"\r\n")


def _multipart(subtype: str, parts: list[bytes], seed: str) -> bytes:
    # No line of quoted-printable or base64 can hold "=_" (RFC 2045 6.7).
    edge = "=_" + hashlib.sha256(f"{seed} {subtype}".encode()).hexdigest()[:40]
    head = f'Content-Type: multipart/{subtype}; boundary="{edge}"\r\n\r\n'.encode()
    line = f"--{edge}\r\n".encode()
    return head + b"".join(line + part + b"\r\n" for part in parts) + f"--{edge}--\r\n".encode()
