"""The one way mail leaves: a row in the outbox, delivered after the commit."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from audit.record import record
from charter.models import Charter
from mail.enums import State
from mail.inbound.actions import is_suppressed
from mail.jobs import deliver
from mail.kinds import topic_of
from mail.letters import dress, fragment
from mail.models import Attachment, Frequency, Message, Pause, Preference

log = logging.getLogger(__name__)
AT_ONCE = 100
SEND_AT = time(9)


class NotPossible(Exception):
    """Nothing was written. `str()` is the sentence to show."""


def message_key(kind: str, about, reference: str, person) -> str:
    """What a message is about: the same key is never written twice."""
    return f"{kind}:{about._meta.label_lower}:{about.pk}:{reference}:person:{person.pk}"


@transaction.atomic
def post(
    *,
    kind: str,
    person,
    about,
    reference: str,
    subject: str,
    body: str,
    discreet_body: str,
    html_body: str = "",
    path: str = "",
    label: str = "Open",
    calendar: bytes | None = None,
    calendar_method: str = "",
    attachments: Iterable[tuple[str, str, bytes]] = (),
    due_at=None,
    hold_seconds: int = 0,
    batch: str = "",
) -> Message | None:
    """Write one message to `person` about `about`, or return None when it was already written.

    A discreet person's mail is made from `discreet_body` and the neutral name alone, without attachments,
    so that nothing typed elsewhere can reach it. Someone without mail gets a suppressed row; undecided
    ones are held. `html_body` is a safe fragment (made from `body` where there is none), `label` the word
    on the button that leads to `path`, `attachments` are (name, type, bytes). For `hold_seconds` the
    messages of a `batch` wait and `cancel_batch` takes them back.
    """
    charter = Charter.load()
    neutral = person.neutral
    site = settings.DISCREET_SITE_URL if neutral else settings.SITE_URL
    link = f"{site}{path}" if path else ""
    text = discreet_body if neutral else body
    sender = charter.neutral_name if neutral else charter.short_name
    title = " ".join((f"A note from the {charter.neutral_name}" if neutral else subject).split())[:250]
    due = due_at or timezone.now() + timedelta(seconds=hold_seconds)
    wanted = wish(person, kind, due)
    message, created = Message.objects.get_or_create(
        key=message_key(kind, about, reference, person),
        defaults={
            "kind": kind,
            "person": person,
            "address": person.email,
            "name": (person.display_name if neutral else person.name)[:200],
            "from_name": sender,
            "from_address": settings.DISCREET_MAIL_ADDRESS if neutral else settings.MAIL_ADDRESS,
            "subject": title,
            "text": f"{text}\n\n{link}".strip() + "\n",
            "html": dress(
                fragment(text) if neutral or not html_body else html_body,
                subject=title,
                sender=sender,
                link=link,
                label="Open" if neutral else label,
            ),
            "calendar": calendar,
            "calendar_method": calendar_method,
            "message_id": _message_id(neutral),
            "content_type": ContentType.objects.get_for_model(about),
            "object_id": str(about.pk),
            "batch": batch,
            "neutral": neutral,
            "state": wanted.state,
            "reason": wanted.reason,
            "gather": wanted.gather,
            "due_at": wanted.due_at,
        },
    )
    if not created:
        return None
    if not neutral:
        Attachment.objects.bulk_create(
            Attachment(message=message, name=name, content_type=content_type, content=content)
            for name, content_type, content in attachments
        )
    if message.state == State.QUEUED and message.due_at <= timezone.now():
        _deliver_after_commit(message.pk)
    return message


@transaction.atomic
def cancel_batch(batch: str, *, by=None) -> int:
    """Take back what of a "send to all" has not left; says how many. The same can be posted again."""
    waiting = Message.objects.filter(batch=batch).takeable(timezone.now())
    rows = list(waiting.select_for_update())
    for message in rows:
        _cancel(message, "taken back before it left")
    if rows:
        record("mail.batch_cancelled", rows[0], by=by, count=len(rows), batch=batch)
    return len(rows)


@transaction.atomic
def cancel(message: Message, *, by) -> bool:
    """Take back one message that has not left; says whether it could be."""
    row = Message.objects.filter(pk=message.pk).takeable(timezone.now()).select_for_update().first()
    if row is None:
        return False
    _cancel(row, "cancelled by the coordinator")
    record("mail.cancelled", row, by=by)
    return True


@transaction.atomic
def resend(message: Message, *, by) -> Message:
    """Send one message once more, as it was, to the person's present address; a new row tells of it.

    A held or failed one is queued itself. Raises NotPossible where the words are gone, or where they would
    tell more than this person's mail may.
    """
    message = Message.objects.select_for_update().get(pk=message.pk)
    if message.secret or message.kind == "account":
        raise NotPossible("The text of account mail is not kept; a new code can be asked for.")
    if message.person is None:
        raise NotPossible("Whoever this was for is not known any more.")
    if message.person.neutral and not message.neutral:
        raise NotPossible("This was written before her mail became discreet, and says too much.")
    state, reason = _state_for(message.person)
    if state != State.QUEUED:
        raise NotPossible(f"It would not leave: {reason}.")
    record("mail.resent", message, by=by)
    now = timezone.now()
    if message.state in {State.HELD, State.FAILED, State.QUEUED}:
        message.state, message.reason, message.due_at = State.QUEUED, "", now
        message.attempts, message.gather, message.claimed_until = 0, False, None
        message.save()
    else:
        files = list(message.attachments.all())
        first = message.key.partition(":again:")[0]
        message.pk, message._state.adding = None, True
        message.key = f"{first[:170]}:again:{uuid4().hex[:12]}"
        message.state, message.reason, message.sent_at = State.QUEUED, "", None
        message.created_at = message.due_at = now
        message.attempts, message.claimed_until, message.gather = 0, None, False
        message.address = message.address if message.calendar else message.person.email
        message.message_id = _message_id(message.neutral)
        message.save()
        for file in files:
            file.pk, file.message = None, message
            file.save(force_insert=True)
    _deliver_after_commit(message.pk)
    return message


def _cancel(message: Message, reason: str) -> None:
    message.state, message.reason = State.CANCELLED, reason
    message.key = f"{message.key[:170]}:cancelled:{message.pk}"
    message.save(update_fields=["state", "reason", "key"])


@transaction.atomic
def post_secret(person, *, address: str, subject: str, text: str, html: str = "") -> Message:
    """Mail about an account (a sign-in code); its text is erased from the outbox once sent."""
    charter = Charter.load()
    message = Message.objects.create(
        key=f"account:{uuid4().hex}",
        kind="account",
        person=person,
        address=address,
        from_name=charter.neutral_name,
        from_address=settings.DISCREET_MAIL_ADDRESS,
        subject=" ".join(subject.split()),
        text=text,
        html=html,
        message_id=_message_id(True),
        secret=not settings.DEBUG,
    )
    # Alone, so that a sign-in code waits behind nobody.
    transaction.on_commit(lambda: _hand_over([message.pk]))
    return message


@dataclass(frozen=True)
class Wish:
    """What becomes of a message as it is written."""

    state: str
    reason: str
    due_at: datetime
    gather: bool = False


def wish(person, kind: str, due: datetime) -> Wish:
    """By the person's channel, and for mail she can do without by her preferences."""
    state, reason = _state_for(person)
    topic = topic_of(kind)
    if state != State.QUEUED or topic is None:
        return Wish(state, reason, due)
    row = Preference.objects.filter(person=person, topic=topic.code).first()
    frequency = row.frequency if row else Frequency.NOW
    if frequency == Frequency.NEVER:
        return Wish(State.SUPPRESSED, "the person does not want mail of this kind", due)
    pause = Pause.objects.filter(person=person).first()
    zone = ZoneInfo(Charter.load().time_zone)
    if pause and due.astimezone(zone).date() < pause.until:
        due = datetime.combine(pause.until, SEND_AT, zone)
    if frequency in {Frequency.DAILY, Frequency.WEEKLY}:
        return Wish(State.HELD, "waits for the person's next gathered mail", due, gather=True)
    return Wish(state, reason, due)


def _state_for(person) -> tuple[str, str]:
    if person.channel == "none" or not person.email or not person.is_active:
        return State.SUPPRESSED, "no mail to this person"
    if person.channel == "undecided":
        return State.HELD, "the coordinator has not chosen how to reach this person"
    if is_suppressed(person.email):
        return State.SUPPRESSED, "mail to this address came back"
    return State.QUEUED, ""


def _message_id(discreet: bool) -> str:
    address = settings.DISCREET_MAIL_ADDRESS if discreet else settings.MAIL_ADDRESS
    return f"<{uuid4().hex}@{address.rpartition('@')[2]}>"


def _deliver_after_commit(pk: int) -> None:
    """Hand the rows of one transaction to the queue together, so that one connection serves them.

    Where the queue is down they stay rows, and the next sweep finds them.
    """
    before = connection.run_on_commit[-1][1] if connection.run_on_commit else None
    hand_over = HandOver(before.waiting if isinstance(before, HandOver) else [])
    hand_over.waiting.append(pk)
    transaction.on_commit(hand_over)


class HandOver:
    """After the commit, the first of a row of these hands over what they all share."""

    def __init__(self, waiting: list[int]):
        self.waiting = waiting

    def __call__(self):
        ids, self.waiting[:] = list(self.waiting), []
        _hand_over(ids)


def _hand_over(ids: list[int]) -> None:
    try:
        for start in range(0, len(ids), AT_ONCE):
            deliver.delay(ids[start : start + AT_ONCE])
    except OperationalError as error:
        log.warning("queue: %s", type(error).__name__)
