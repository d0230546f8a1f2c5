"""The one way mail leaves: a row in the outbox, delivered after the commit."""

from uuid import uuid4

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.html import escape, linebreaks

from charter.models import Charter
from mail.enums import State
from mail.inbound.actions import is_suppressed
from mail.jobs import deliver
from mail.models import Message


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
    path: str = "",
    calendar: bytes | None = None,
    calendar_method: str = "",
    due_at=None,
) -> Message | None:
    """Write one message to `person` about `about`, or return None when it was already written.

    A discreet person's mail is made from `discreet_body` and the neutral name alone, so that nothing
    typed elsewhere can reach it. Someone without mail gets a suppressed row; undecided ones are held.
    """
    charter = Charter.load()
    discreet = person.neutral
    site = settings.DISCREET_SITE_URL if discreet else settings.SITE_URL
    link = f"{site}{path}" if path else ""
    text = discreet_body if discreet else body
    state, reason = _state_for(person)
    message, created = Message.objects.get_or_create(
        key=message_key(kind, about, reference, person),
        defaults={
            "kind": kind,
            "person": person,
            "address": person.email,
            "name": (person.display_name if discreet else person.name)[:200],
            "from_name": charter.neutral_name if discreet else charter.short_name,
            "from_address": settings.DISCREET_MAIL_ADDRESS if discreet else settings.MAIL_ADDRESS,
            "subject": " ".join((f"A note from the {charter.neutral_name}" if discreet else subject).split()),
            "text": f"{text}\n\n{link}".strip() + "\n",
            "html": _html(text, link),
            "calendar": calendar,
            "calendar_method": calendar_method,
            "message_id": _message_id(discreet),
            "content_type": ContentType.objects.get_for_model(about),
            "object_id": str(about.pk),
            "state": state,
            "reason": reason,
            "due_at": due_at or timezone.now(),
        },
    )
    if created and state == State.QUEUED:
        transaction.on_commit(lambda: deliver.delay([message.pk]))
    return message if created else None


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
    transaction.on_commit(lambda: deliver.delay([message.pk]))
    return message


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


def _html(text: str, link: str) -> str:
    paragraphs = linebreaks(text, autoescape=True)
    return paragraphs + (f'<p><a href="{escape(link)}">{escape(link)}</a></p>' if link else "")
