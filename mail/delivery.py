"""Delivery: a message is claimed by one worker, asked whether it is still true, sent, and recorded."""

import contextlib
import logging
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

from celery import shared_task
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import get_connection
from django.db.models import F
from django.utils import timezone

from mail.enums import State
from mail.kinds import pointless
from mail.mime import as_email
from mail.models import Attachment, Message
from mail.rates import Rates

log = logging.getLogger(__name__)
NOTHING = {"text": "", "html": "", "calendar": None, "name": "", "address": ""}


@shared_task(name="mail.jobs.deliver")
def deliver(ids: list[int]) -> None:
    """Send these messages over one connection; those claimed elsewhere or already sent are passed over."""
    line, rates, known = Line(), Rates(), Known(ids)
    try:
        for pk, address in _in_order(ids):
            if rates.provider_full() or not line.open():
                return  # what was not claimed is swept up
            if not rates.domain_full(address) and claim(pk):
                _send(known.message(pk), line, with_files=pk in known.with_files)
    finally:
        line.close()


class Known:
    """What is asked once for all of them: which have files, and whose people are protected."""

    def __init__(self, ids: list[int]):
        self.with_files = set(Attachment.objects.filter(message__in=ids).values_list("message_id", flat=True))
        people = get_user_model().objects.filter(messages__in=ids).distinct()
        get_user_model().objects.note_protected(people)
        self._protected = {person.pk: person.protected for person in people}

    def message(self, pk: int) -> Message:
        """The row as it is now, with its person."""
        message = Message.objects.select_related("person").get(pk=pk)
        if message.person_id in self._protected:
            message.person.__dict__["protected"] = self._protected[message.person_id]
        return message


def _in_order(ids: list[int]) -> list[tuple[int, str]]:
    addresses = dict(Message.objects.due(timezone.now()).filter(pk__in=ids).values_list("pk", "address"))
    return [(pk, addresses[pk]) for pk in ids if pk in addresses]


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


def claim(pk: int) -> bool:
    """Take one message for MAIL_CLAIM_SECONDS; false where another worker has it, or it is not due."""
    now = timezone.now()
    until = now + timedelta(seconds=settings.MAIL_CLAIM_SECONDS)
    return bool(
        Message.objects.due(now).filter(pk=pk).update(claimed_until=until, attempts=F("attempts") + 1)
    )


def _send(message: Message, line: Line, *, with_files: bool = True) -> None:
    if (stop := _why_not(message)) is not None:
        _settle(message, *stop)
        return
    try:
        line.send(as_email(message, with_files=with_files))
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
        _settle(message, State.SENT, "", sent_at=timezone.now())


def _why_not(message: Message) -> tuple[str, str] | None:
    """Asked just before it leaves: the state and reason of a message that must not leave any more."""
    person = message.person
    if person is not None and message.kind != "account":
        if not person.is_active or person.channel == "none":
            return State.SUPPRESSED, "no mail to this person"
        if person.neutral and not message.neutral:
            return State.HELD, "written before this person's mail became discreet"
        if person.mail_address.lower() != message.address.lower():
            return State.HELD, "the person's address has changed since this was written"
    reason = pointless(message)
    return (State.CANCELLED, reason) if reason else None


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
