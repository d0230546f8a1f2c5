"""A row of the outbox as the bytes that leave."""

from email.utils import format_datetime

from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import sanitize_address

from mail.models import Message


def as_email(message: Message) -> EmailMultiAlternatives:
    """The message to its one recipient, with a calendar part where there is one.

    The calendar is the last alternative (RFC 6047 2.4) and again an attachment for clients that hide it.
    """
    email = EmailMultiAlternatives(
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
    if message.in_reply_to:
        email.extra_headers |= {"In-Reply-To": message.in_reply_to, "References": message.in_reply_to}
    if message.html:
        email.attach_alternative(message.html, "text/html")
    if message.calendar:
        calendar = bytes(message.calendar)
        email.attach_alternative(calendar.decode(), f"text/calendar; method={message.calendar_method}")
        email.attach("invite.ics", calendar, "application/ics")
    return email
