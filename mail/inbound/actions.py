"""The only place that writes what comes in."""

import hashlib
import logging
from datetime import timedelta
from email.message import Message as Email

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_noop

from audit.record import record
from mail.enums import State
from mail.inbound import bounces
from mail.inbound.automatic import is_automatic, is_bulk, is_receipt
from mail.inbound.models import InboundMessage, InboundState, ReturnedAddress
from mail.inbound.reading import addresses, header, message_ids, parse, sender
from mail.inbound.registry import Outcome, handled, handlers, ignored, waiting
from mail.inbound.tags import read_tag
from mail.models import Message

log = logging.getLogger(__name__)
TRIES = 3
LARGEST = 10 * 1024 * 1024
HARD_LIMIT, SOFT_LIMIT = 2, 5
FORGOTTEN_AFTER = timedelta(days=90)
SAME_REPORT = timedelta(days=1)
CAME_BACK = gettext_noop("came back")
COUNTED = gettext_noop("The same came by another way: it counts once.")
OURS = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")


def receive(raw: bytes) -> InboundMessage:
    """Keep one message and have it handled; a message that came before is left as it is."""
    email = parse(raw)
    inbound, created = InboundMessage.objects.get_or_create(
        fingerprint=_fingerprint(email, raw),
        defaults={
            "message_id": next(iter(message_ids(email, "Message-ID")), "")[:250],
            "sender": sender(email)[:254],
            "subject": header(email, "Subject")[:250],
            "raw": raw[:LARGEST],
            "reason": gettext_noop("Too large to be read whole.") if len(raw) > LARGEST else "",
        },
    )
    if created:
        read(inbound.pk)
        inbound.refresh_from_db()
    return inbound


def read(pk: int) -> None:
    """Have one message handled that was not read yet; after three failures it waits for the coordinator."""
    InboundMessage.objects.filter(pk=pk, state=InboundState.RECEIVED).update(attempts=F("attempts") + 1)
    try:
        _read(pk)
    except Exception as error:  # a stranger's mail must never stop the next one
        log.warning("inbound %s: %s", pk, type(error).__name__)
        InboundMessage.objects.filter(pk=pk, state=InboundState.RECEIVED, attempts__gte=TRIES).update(
            state=InboundState.WAITING, reason=gettext_noop("This could not be read. It is kept as it came.")
        )


@transaction.atomic
def _read(pk: int) -> None:
    inbound = InboundMessage.objects.select_for_update().get(pk=pk)
    if inbound.state != InboundState.RECEIVED:
        return
    email = parse(bytes(inbound.raw))
    inbound.answers = _answered(email)
    outcome = _outcome(email, inbound)
    inbound.state, inbound.kind, inbound.reason = outcome.state, outcome.kind, outcome.reason[:250]
    inbound.save()


def _outcome(email: Email, inbound: InboundMessage) -> Outcome:
    if inbound.message_id and Message.objects.filter(message_id=inbound.message_id).exists():
        return ignored(gettext_noop("Our own mail came back to us."), "own")
    if (report := bounces.read(email)) is not None:
        return _note_report(report, inbound)
    automatic = is_automatic(email)
    for handler in handlers(automatic=automatic):
        if (outcome := handler(email, inbound)) is not None:
            return outcome
    if is_receipt(email):
        return ignored(gettext_noop("A receipt: the message was shown."), "receipt")
    if bounces.from_a_server(email):
        return waiting(gettext_noop("A mail server wrote what is not understood."), "bounce")
    if is_bulk(email):
        return ignored(gettext_noop("Sent to many, not to us."), "bulk")
    if automatic:
        return ignored(gettext_noop("An automatic answer, such as out of office."), "automatic")
    if inbound.sender in {settings.MAIL_ADDRESS.lower(), settings.DISCREET_MAIL_ADDRESS.lower()}:
        return waiting(gettext_noop("It bears our own address, but we did not send it."), "forged")
    return waiting(gettext_noop("Someone wrote to us."), "letter")


def _answered(email: Email) -> Message | None:
    """The outbox row that this answers: by the tag of the address it was sent to, or by what it refers to."""
    tags = [pk for address in addresses(email, *OURS) if (pk := read_tag(address))]
    referred = message_ids(email, "In-Reply-To", "References")
    return (
        Message.objects.filter(pk__in=tags).first()
        or Message.objects.filter(message_id__in=referred).order_by("-pk").first()
    )


def _note_report(report: bounces.Report, inbound: InboundMessage) -> Outcome:
    ours = Message.objects.select_for_update().filter(message_id__in=report.message_ids)
    message = ours.first() or inbound.answers
    inbound.answers = message
    inbound.facts = {"returned": [[f.address, f.status] for f in report.failures]}
    failed = [f for f in report.failures if f.failed]
    if report.complaint:
        return _note_complaint(message, inbound)
    if not failed:
        return ignored(gettext_noop("A server says the message is delayed or passed on."), "delay")
    if message is None:
        known = Message.objects.filter(address__in=[f.address for f in failed]).exists()
        if known:
            return waiting(gettext_noop("Says that mail came back, but shows no message of ours."), "bounce")
        return ignored(gettext_noop("Speaks of mail that is not ours."), "bounce")
    failure = next((f for f in failed if message.address.lower() in {f.original, f.final}), failed[0])
    Message.objects.filter(pk=message.pk, state=State.SENT).update(
        state=State.BOUNCED, reason=f"{CAME_BACK}: {failure.status}" if failure.status else CAME_BACK
    )
    if message.address.lower() not in {failure.original, failure.final}:
        return handled(
            gettext_noop("Came back from an address it was forwarded to; ours is left alone."), "bounce"
        )
    inbound.facts["counted"] = "hard" if failure.permanent else "soft"
    if _is_counted_already(inbound):
        return ignored(COUNTED, "bounce")
    return handled(_count(failure, message.address.lower()), "bounce")


def _is_counted_already(inbound: InboundMessage) -> bool:
    """Whether mailbox and provider both tell of one return: the same message and sort, within a day."""
    lately = InboundMessage.objects.filter(
        answers=inbound.answers,
        facts__counted=inbound.facts["counted"],
        received_at__gte=inbound.received_at - SAME_REPORT,
    )
    return lately.exclude(pk=inbound.pk).exists()


def _count(failure: bounces.Failure, address: str) -> str:
    row, _ = ReturnedAddress.objects.select_for_update().get_or_create(address=address)
    now = timezone.now()
    if row.last_at < now - FORGOTTEN_AFTER:
        row.hard = row.soft = 0
    row.hard += failure.permanent
    row.soft += not failure.permanent
    row.last_at, row.reason = now, f"{failure.status} {failure.action}"
    over = row.hard >= HARD_LIMIT or row.soft >= SOFT_LIMIT
    if over and not row.suppressed_at:
        row.suppressed_at = now
        record("mail.address_suppressed", row, by=None, status=failure.status)
    row.save()
    if row.suppressed_at:
        return gettext_noop("Came back again: nothing more is sent to this address.")
    return gettext_noop("Came back: the address is marked.")


def _note_complaint(message: Message | None, inbound: InboundMessage) -> Outcome:
    if message is None:
        return waiting(
            gettext_noop("Someone called our mail unwanted, but it shows no message of ours."), "complaint"
        )
    inbound.facts["counted"] = "complaint"
    if _is_counted_already(inbound):
        return ignored(COUNTED, "complaint")
    row, _ = ReturnedAddress.objects.get_or_create(address=message.address.lower())
    row.suppressed_at, row.reason = timezone.now(), gettext_noop("called our mail unwanted")
    row.save()
    record("mail.address_suppressed", row, by=None, status="complaint")
    return handled(
        gettext_noop("Called our mail unwanted: nothing more is sent to this address."), "complaint"
    )


def is_suppressed(address: str) -> bool:
    """Whether mail to this address came back too often to be sent again."""
    return ReturnedAddress.objects.filter(address=address.lower(), suppressed_at__isnull=False).exists()


@transaction.atomic
def write_again(row: ReturnedAddress, *, by) -> None:
    """The coordinator has seen to it: mail to this address is sent again, and counted anew."""
    record("mail.address_restored", row, by=by)
    row.delete()


@transaction.atomic
def settle(inbound: InboundMessage, *, state: str, reason: str, by) -> None:
    """The coordinator says what became of a message that waited."""
    inbound.state, inbound.reason = InboundState(state), reason[:250]
    inbound.settled_by, inbound.settled_at = by, timezone.now()
    inbound.save(update_fields=["state", "reason", "settled_by", "settled_at"])
    record("inbound.settled", inbound, by=by, state=inbound.state)


@transaction.atomic
def read_again(inbound: InboundMessage, *, by) -> None:
    """Have a message that waits handled anew, for example after an address was corrected."""
    InboundMessage.objects.filter(pk=inbound.pk, state=InboundState.WAITING, raw__isnull=False).update(
        state=InboundState.RECEIVED, attempts=TRIES - 1
    )
    record("inbound.read_again", inbound, by=by)
    read(inbound.pk)


def purge(*, before) -> int:
    """Erase the text of settled messages that came before that moment; those that wait are kept."""
    old = InboundMessage.objects.settled().filter(received_at__lt=before, raw__isnull=False)
    return old.update(raw=None, subject="", facts={})


def _fingerprint(email: Email, raw: bytes) -> str:
    """One value for the same message however often, and by whatever route, it arrives."""
    identity = "".join(message_ids(email, "Message-ID")[:1]).encode()
    body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")[2] if identity else raw
    return hashlib.sha256(identity + b"\n" + body).hexdigest()
