"""Delivery: some messages are claimed by one worker, asked whether they are still true, sent, and recorded."""

import logging
from contextlib import suppress
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

from celery import shared_task
from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.utils import timezone
from django.utils.translation import gettext_noop

from mail.claims import take
from mail.enums import State
from mail.mime import as_bytes, as_email
from mail.models import Message

log = logging.getLogger(__name__)
NOWHERE = "django.core.mail.backends.dummy.EmailBackend"
NOTHING = {"text": "", "html": "", "calendar": None, "name": "", "address": ""}
AT_ONCE = 50
REFUSED, NOT_BUILT = gettext_noop("the server refused the address"), gettext_noop("could not be built")


@shared_task(name="mail.jobs.deliver")
def deliver(ids: list[int]) -> None:
    """Send these messages over one connection; those claimed elsewhere or already sent are passed over."""
    line, waiting = Line(), list(ids)
    try:
        while waiting and line.open():
            some, waiting = waiting[:AT_ONCE], waiting[AT_ONCE:]
            claim = take(some)
            for message in claim:
                _send(message, line, claim.stops.get(message.pk, ""), message.pk in claim.with_files)
                if claim.old or not line.open():
                    break
            waiting = claim.give_back() + waiting
    finally:
        line.close()


class Line:
    """One connection to the mail server, opened when it is first needed and again after an error."""

    def __init__(self):
        self.connection, self.down = None, False

    def open(self) -> bool:
        """Whether the server can be reached; a server that could not be is not asked again.

        Without a server nothing leaves, but in a trial (DEBUG), where mail is read in the outbox.
        """
        if settings.EMAIL_BACKEND == NOWHERE and not settings.DEBUG:
            return False
        if self.connection is None and not self.down:
            connection = get_connection()
            try:
                connection.open()
            except OSError as error:
                log.warning("mail server: %s", type(error).__name__)
                self.down = True
                return False
            self.connection = connection
        return not self.down

    def send(self, message: Message, *, with_files: bool) -> None:
        """Straight over SMTP where that is how mail leaves; files and foreign letters take the long way."""
        straight = type(self.connection) is EmailBackend and self.connection.connection
        if straight and not with_files and message.address.isascii() and message.from_address.isascii():
            straight.sendmail(message.from_address, [message.address], as_bytes(message))
        else:
            self.connection.send_messages([as_email(message, with_files=with_files)])

    def close(self) -> None:
        if self.connection is not None:
            with suppress(OSError):
                self.connection.close()
            self.connection = None


def _send(message: Message, line: Line, pointless: str, with_files: bool) -> None:
    if (stop := _why_not(message, pointless)) is not None:
        _settle(message, *stop)
        return
    try:
        line.send(message, with_files=with_files)
    except SMTPRecipientsRefused as error:
        line.close()
        code = max((code for code, _ in error.recipients.values()), default=0)
        if code >= 500:
            _settle(message, State.BOUNCED, f"{REFUSED}: {code}")
        else:
            _retry_later(message, error)
    except OSError as error:  # smtplib's exceptions are OSErrors too
        line.close()
        _retry_later(message, error)
    except Exception as error:  # one message that cannot be built must not stop the next
        log.exception("message %s", message.pk)
        _settle(message, State.FAILED, f"{NOT_BUILT}: {type(error).__name__}")
    else:
        # Between the server's 250 and this line lies the only window in which a crash repeats a message.
        _settle(message, State.SENT, "", sent_at=timezone.now())


def _why_not(message: Message, pointless: str) -> tuple[str, str] | None:
    """The state and reason of a message that must not leave any more."""
    person = message.person
    if person is not None and message.kind != "account":
        if not person.is_active or person.channel == "none":
            return State.SUPPRESSED, gettext_noop("no mail to this person")
        if person.neutral and not message.neutral:
            return State.HELD, gettext_noop("written before this person's mail became discreet")
        if person.mail_address.lower() != message.address.lower():
            return State.HELD, gettext_noop("the person's address has changed since this was written")
    return (State.CANCELLED, pointless) if pointless else None


def _settle(message: Message, state: str, reason: str, **more) -> None:
    """What became of it; of a secret one, and of one to somebody who is gone, only that stays."""
    if message.secret and state != State.QUEUED:
        more |= {"text": "", "html": ""} if message.person_id else NOTHING
    Message.objects.filter(pk=message.pk).update(state=state, reason=reason[:200], claimed_until=None, **more)


def _retry_later(message: Message, error: OSError) -> None:
    reason, waits = type(error).__name__, settings.MAIL_RETRY_SECONDS
    log.warning("message %s: %s", message.pk, reason)
    if message.attempts > len(waits):
        _settle(message, State.FAILED, reason)
    else:
        later = timezone.now() + timedelta(seconds=waits[message.attempts - 1])
        _settle(message, State.QUEUED, reason, due_at=later)
