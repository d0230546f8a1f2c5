"""Writing messages: one, or as many as there are people, by the same rules."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from charter.models import Charter
from mail.actions.handing_over import deliver_after_commit, hand_over
from mail.batches import Rehearsal, present_batch, present_rehearsal
from mail.enums import State
from mail.languages import speaking_to
from mail.letters import dress, fragment
from mail.models import Attachment, Message
from mail.wishes import Wish, Wishes

CHUNK = 500
LINK = "https://link.invalid/"


@dataclass(frozen=True)
class Draft:
    """One message to one person, before it is written.

    A discreet person's mail is made from `discreet_body` and the neutral name alone, without attachments,
    so that nothing typed elsewhere can reach it. `html_body` is a safe fragment (made from `body` where
    there is none), `label` the word on the button that leads to `path`, `attachments` are
    (name, type, bytes). LINK in either body becomes the whole address of `path`; `in_reply_to` is the
    Message-ID that began the thread. It leaves at `due_at`, or now.
    """

    kind: str
    person: object
    about: object
    reference: str
    subject: str
    body: str
    discreet_body: str
    html_body: str = ""
    path: str = ""
    label: str = _("Open")
    calendar: bytes | None = None
    calendar_method: str = ""
    in_reply_to: str = ""
    attachments: Iterable[tuple[str, str, bytes]] = ()
    due_at: datetime | None = None
    hold_seconds: int = 0
    batch: str = ""

    @property
    def key(self) -> str:
        return message_key(self.kind, self.about, self.reference, self.person)


def message_key(kind: str, about, reference: str, person) -> str:
    """What a message is about: the same key is never written twice."""
    return f"{kind}:{about._meta.label_lower}:{about.pk}:{reference}:person:{person.pk}"


def post(**words) -> Message | None:
    """Write one message (the fields of a Draft), or return None when it was already written.

    Someone without mail gets a suppressed row; undecided ones are held. For `hold_seconds` the messages
    of a `batch` wait and `cancel_batch` takes them back; inside `one_batch` both are given.
    """
    with transaction.atomic():
        return next(iter(_write([Draft(**words)])), None)


@transaction.atomic
def post_many(drafts: Iterable[Draft]) -> int:
    """Write one message per draft, as `post` does, some hundred rows at a time; how many were new."""
    drafts, written = iter(drafts), 0
    while chunk := list(islice(drafts, CHUNK)):
        written += len(_write(chunk))
    return written


def _write(drafts: list[Draft]) -> list[Message]:
    """Insert what no row with the same key tells already; two writers at once leave one row."""
    known = set(Message.objects.filter(key__in=[draft.key for draft in drafts]).values_list("key", flat=True))
    fresh = {draft.key: draft for draft in reversed(drafts) if draft.key not in known}
    if not fresh:
        return []
    ordered = list(reversed(fresh.values()))
    rows = list(_rows(ordered))
    Message.objects.bulk_create(rows, ignore_conflicts=True)
    numbers = dict(
        Message.objects.filter(message_id__in=[row.message_id for row in rows]).values_list(
            "message_id", "pk"
        )
    )
    ours = [row for row in rows if row.message_id in numbers]
    for row in ours:
        row.pk, row._state.adding = numbers[row.message_id], False
    _attach(ours, fresh)
    if (rehearsal := present_rehearsal()) is not None:
        rehearsal.messages += ours
        _show(rehearsal, ordered)
    now = timezone.now()
    if ready := [row.pk for row in ours if row.state == State.QUEUED and row.due_at <= now]:
        deliver_after_commit(ready)
    return ours


def _show(rehearsal: Rehearsal, drafts: list[Draft]) -> None:
    for draft in drafts if rehearsal.reader else ():
        if draft.kind not in rehearsal.samples:
            [rehearsal.samples[draft.kind]] = _rows([replace(draft, person=rehearsal.reader)])


def _rows(drafts: list[Draft]) -> Iterator[Message]:
    charter, dressed = Charter.load(), Dressed()
    people = {draft.person.pk: draft.person for draft in drafts}
    get_user_model().objects.note_protected(people.values())
    wishes, batch = Wishes(people.values(), charter), present_batch()
    types: dict = {}
    for draft in drafts:
        model = type(draft.about)
        if model not in types:
            types[model] = ContentType.objects.get_for_model(draft.about)
        hold = batch.hold_seconds if batch else draft.hold_seconds
        due = draft.due_at or timezone.now() + timedelta(seconds=hold)
        wish = wishes.of(draft.person, draft.kind, due)
        with speaking_to(draft.person):
            row = _row(draft, charter, wish, dressed)
        row.content_type, row.batch = types[model], batch.code if batch else draft.batch
        yield row


def _row(draft: Draft, charter: Charter, wish: Wish, dressed: "Dressed") -> Message:
    person, neutral = draft.person, draft.person.neutral
    site = settings.DISCREET_SITE_URL if neutral else settings.SITE_URL
    link = f"{site}{draft.path}" if draft.path else ""
    text = str(draft.discreet_body if neutral else draft.body)
    sender = charter.neutral_name if neutral else charter.short_name
    subject = " ".join(str(neutral_subject(charter) if neutral else draft.subject).split())[:250]
    return Message(
        key=draft.key,
        kind=draft.kind,
        person=person,
        address=person.mail_address,
        name=(person.display_name if neutral else person.name)[:200],
        from_name=sender,
        from_address=settings.DISCREET_MAIL_ADDRESS if neutral else settings.MAIL_ADDRESS,
        subject=subject,
        text=f"{text.replace(LINK, link)}\n\n{link}".strip() + "\n",
        html=dressed.html(
            text if neutral or not draft.html_body else "",
            str(draft.html_body),
            subject=subject,
            sender=sender,
            link=link,
            label=gettext("Open") if neutral else str(draft.label),
            choices=f"{site}/mine/mail/",
        ),
        calendar=draft.calendar,
        calendar_method=draft.calendar_method,
        message_id=new_message_id(neutral),
        in_reply_to=draft.in_reply_to,
        object_id=str(draft.about.pk),
        neutral=neutral,
        state=wish.state,
        reason=wish.reason,
        gather=wish.gather,
        due_at=wish.due_at,
    )


def neutral_subject(charter: Charter) -> str:
    """What stands over a discreet mail, whatever is in it."""
    return gettext("A note from the %(name)s") % {"name": charter.neutral_name}


class Dressed:
    """The HTML of messages that differ only in their link is laid out once."""

    def __init__(self):
        self._known: dict = {}

    def html(self, text: str, html_body: str, *, link: str, **words: str) -> str:
        key = (get_language(), text, html_body, bool(link), *words.values())
        if key not in self._known:
            self._known[key] = dress(
                fragment(text) if text else html_body,
                link=LINK if link else "",
                **words,
            )
        return self._known[key].replace(LINK, conditional_escape(link)) if link else self._known[key]


def _attach(rows: list[Message], drafts: dict[str, Draft]) -> None:
    Attachment.objects.bulk_create(
        Attachment(message=row, name=name, content_type=content_type, content=content)
        for row in rows
        if not row.neutral
        for name, content_type, content in drafts[row.key].attachments
    )


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
        message_id=new_message_id(True),
        secret=not settings.DEBUG,
    )
    # Alone, so that a sign-in code waits behind nobody.
    transaction.on_commit(lambda: hand_over([message.pk]))
    return message


def new_message_id(discreet: bool) -> str:
    """A Message-ID of our own domain, which says nothing (RFC 5322 3.6.4)."""
    address = settings.DISCREET_MAIL_ADDRESS if discreet else settings.MAIL_ADDRESS
    return f"<{uuid4().hex}@{address.rpartition('@')[2]}>"
