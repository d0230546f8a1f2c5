"""Delivery. A job takes ids, is safe to run twice, and sends only what it has claimed."""

import imaplib
import logging
from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.core.mail import get_connection
from django.db.models import F
from django.utils import timezone
from imap_tools import MailboxLoginError

from mail.enums import State
from mail.inbound.actions import purge
from mail.inbound.actions import read as read_inbound
from mail.inbound.models import InboundMessage, InboundState
from mail.inbound.poll import poll
from mail.mime import as_email
from mail.models import Message

log = logging.getLogger(__name__)
CLAIM = timedelta(minutes=5)
BACK_OFF = [timedelta(minutes=m) for m in (1, 5, 15, 60, 240, 720)]


@shared_task
def deliver(ids: list[int]) -> None:
    """Send these messages over one connection; those claimed elsewhere or already sent are passed over."""
    connection = get_connection()
    try:
        for pk in ids:
            if _claim(pk):
                _send(Message.objects.get(pk=pk), connection)
    finally:
        connection.close()


@shared_task
def sweep(limit: int = 500) -> None:
    """Pick up whatever is due and was left behind: by a crash, a lost queue, or a back-off."""
    deliver(list(Message.objects.due(timezone.now()).values_list("pk", flat=True)[:limit]))


def _claim(pk: int) -> bool:
    now = timezone.now()
    return bool(
        Message.objects.due(now).filter(pk=pk).update(claimed_until=now + CLAIM, attempts=F("attempts") + 1)
    )


def _send(message: Message, connection) -> None:
    try:
        connection.send_messages([as_email(message)])
    except OSError as error:  # smtplib's exceptions are OSErrors too
        _retry_later(message, error)
        return
    # Between the server's 250 and this line lies the only window in which a crash repeats a message.
    done = {"state": State.SENT, "sent_at": timezone.now(), "claimed_until": None, "reason": ""}
    if message.secret:
        done |= {"text": "", "html": ""}
    Message.objects.filter(pk=message.pk).update(**done)


def _retry_later(message: Message, error: OSError) -> None:
    reason = type(error).__name__
    log.warning("message %s: %s", message.pk, reason)
    if message.attempts > len(BACK_OFF):
        changes = {"state": State.FAILED}
    else:
        changes = {"due_at": timezone.now() + BACK_OFF[message.attempts - 1]}
    Message.objects.filter(pk=message.pk).update(claimed_until=None, reason=reason, **changes)


@shared_task
def poll_inbox() -> None:
    """Take in what came by mail, and try again what could not be read; without INBOUND_URL only the latter."""
    if settings.INBOUND_URL:
        try:
            poll(settings.INBOUND_URL)
        except (OSError, imaplib.IMAP4.error, MailboxLoginError) as error:
            log.warning("inbox: %s", type(error).__name__)
    unread = InboundMessage.objects.filter(state=InboundState.RECEIVED).values_list("pk", flat=True)
    for pk in list(unread[:100]):
        read_inbound(pk)


@shared_task
def purge_inbound() -> None:
    """Erase the text of settled mail after INBOUND_KEEP_DAYS."""
    purge(before=timezone.now() - timedelta(days=settings.INBOUND_KEEP_DAYS))
