"""A row of the outbox as the bytes that leave."""

import hashlib
from email.utils import format_datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import sanitize_address

from mail.inbound.stopping import stop_address
from mail.kinds import topic_of
from mail.links import sign
from mail.models import Message


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
    email = SameBytes(
        subject=message.subject,
        body=message.text,
        from_email=sanitize_address((message.from_name, message.from_address), "utf-8"),
        to=[message.address],
        headers={
            "Message-ID": message.message_id,
            "Date": format_datetime(message.created_at),
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "OOF, AutoReply",
        },
    )
    if message.kind != "account":
        email.reply_to = [message.from_address]
        if message.person_id and (topic_of(message.kind) or message.kind == "gathered"):
            email.extra_headers |= _list_headers(message)
    if message.in_reply_to:
        email.extra_headers |= {"In-Reply-To": message.in_reply_to, "References": message.in_reply_to}
    if message.html:
        email.attach_alternative(message.html, "text/html")
    if message.calendar:
        calendar = bytes(message.calendar)
        email.attach_alternative(calendar.decode(), f"text/calendar; method={message.calendar_method}")
        email.attach("invite.ics", calendar, "application/ics")
    for file in message.attachments.all() if with_files else ():
        email.attach(file.name, bytes(file.content), file.content_type)
    return email


def _list_headers(message: Message) -> dict[str, str]:
    """For mail one can do without: what it is a list of (RFC 2919), and how to stop it (RFC 8058)."""
    site = settings.DISCREET_SITE_URL if message.neutral else settings.SITE_URL
    token = sign("stop", message.pk, message.person_id or 0)
    return {
        "List-Id": f"<notices.{message.from_address.rpartition('@')[2]}>",
        "List-Unsubscribe": f"<{site}/m/stop/{token}/>, <{stop_address(message.from_address, token)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
