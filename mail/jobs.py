"""Delivery. A job takes ids, is safe to run twice, and sends only what it has claimed."""

import contextlib
import imaplib
import logging
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

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
from mail.kinds import pointless
from mail.mime import as_email
from mail.models import Message

log = logging.getLogger(__name__)
CLAIM = timedelta(minutes=5)
BACK_OFF = [timedelta(minutes=m) for m in (1, 5, 15, 60, 240, 720)]


@shared_task
def deliver(ids: list[int]) -> None:
    """Send these messages over one connection; those claimed elsewhere or already sent are passed over."""
    line = Line()
    try:
        for pk in ids:
            if _over_the_rate() or not line.open():
                return  # what was not claimed is swept up
            if _claim(pk):
                _send(Message.objects.select_related("person").get(pk=pk), line)
    finally:
        line.close()


@shared_task
def sweep(limit: int = 500) -> None:
    """Pick up whatever is due and was left behind: by a crash, a lost queue, or a back-off."""
    due = Message.objects.due(timezone.now()).order_by("due_at", "pk")
    deliver(list(due.values_list("pk", flat=True)[:limit]))


class Line:
    """One connection to the mail server, opened when it is first needed and again after an error."""

    def __init__(self):
        self.connection = None

    def open(self) -> bool:
        """Whether the server can be reached."""
        if self.connection is None:
            connection = get_connection()
            try:
                connection.open()
            except OSError as error:
                log.warning("mail server: %s", type(error).__name__)
                return False
            self.connection = connection
        return True

    def send(self, email) -> None:
        self.connection.send_messages([email])

    def close(self) -> None:
        if self.connection is not None:
            with contextlib.suppress(OSError):
                self.connection.close()
            self.connection = None


def _over_the_rate() -> bool:
    limit = settings.MAIL_PER_MINUTE
    minute_ago = timezone.now() - timedelta(minutes=1)
    return bool(limit) and Message.objects.filter(sent_at__gt=minute_ago).count() >= limit


def _claim(pk: int) -> bool:
    now = timezone.now()
    return bool(
        Message.objects.due(now).filter(pk=pk).update(claimed_until=now + CLAIM, attempts=F("attempts") + 1)
    )


def _send(message: Message, line: Line) -> None:
    if (stop := _why_not(message)) is not None:
        _settle(message, *stop)
        return
    try:
        line.send(as_email(message))
    except SMTPRecipientsRefused as error:
        line.close()
        code = max((code for code, _ in error.recipients.values()), default=0)
        if code >= 500:
            _settle(message, State.BOUNCED, f"the server refused the address ({code})")
        else:
            _retry_later(message, error)
    except OSError as error:  # smtplib's exceptions are OSErrors too
        line.close()
        _retry_later(message, error)
    except Exception as error:  # one message that cannot be built must not stop the next
        log.exception("message %s", message.pk)
        _settle(message, State.FAILED, f"could not be built: {type(error).__name__}")
    else:
        # Between the server's 250 and this line lies the only window in which a crash repeats a message.
        gone = {"text": "", "html": ""} if message.secret else {}
        _settle(message, State.SENT, "", sent_at=timezone.now(), **gone)


def _why_not(message: Message) -> tuple[str, str] | None:
    """Asked just before it leaves: the state and reason of a message that must not leave any more."""
    person = message.person
    if person is not None and message.kind != "account":
        if not person.is_active or person.channel == "none":
            return State.SUPPRESSED, "no mail to this person"
        if person.neutral and not message.neutral:
            return State.HELD, "written before this person's mail became discreet"
        if person.email.lower() != message.address.lower():
            return State.HELD, "the person's address has changed since this was written"
    reason = pointless(message)
    return (State.CANCELLED, reason) if reason else None


def _settle(message: Message, state: str, reason: str, **more) -> None:
    Message.objects.filter(pk=message.pk).update(state=state, reason=reason[:200], claimed_until=None, **more)


def _retry_later(message: Message, error: OSError) -> None:
    reason = type(error).__name__
    log.warning("message %s: %s", message.pk, reason)
    if message.attempts > len(BACK_OFF):
        _settle(message, State.FAILED, reason)
    else:
        _settle(message, State.QUEUED, reason, due_at=timezone.now() + BACK_OFF[message.attempts - 1])


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
