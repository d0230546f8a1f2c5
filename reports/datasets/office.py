"""Who fills which seat; and the coordinator's own: prospects, the mail that left, and the history."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _
from ninja import Schema

from audit.models import Entry as HistoryEntry
from mail.models import Message
from members.models import Prospect, Representation
from members.visibility import Viewer
from reports.datasets.shape import Dataset
from reports.enums import Scope


class RepresentationRow(Schema):
    id: int
    organization: str
    person: str
    person_id: str
    role: str
    since: date | None
    until: date | None


class ProspectRow(Schema):
    id: int
    name: str
    kind: str
    sector: str | None
    counties: list[str]
    tribes: list[str]
    contact: str
    email: str
    phone: str
    state: str
    next_on: date | None
    asker: str
    added_at: datetime


class MessageRow(Schema):
    id: int
    kind: str
    person: str
    address: str
    subject: str
    state: str
    reason: str
    created_at: datetime
    due_at: datetime
    sent_at: datetime | None


class HistoryRow(Schema):
    id: int
    at: datetime
    by: str
    verb: str
    about: str
    object_id: str
    facts: str


def representations(viewer: Viewer):
    return viewer.representations().select_related("organization", "person").order_by("pk")


def representation(seat: Representation, viewer: Viewer) -> RepresentationRow:
    return RepresentationRow(
        id=seat.pk,
        organization=seat.organization.name,
        person=viewer.name(seat.person),
        person_id=seat.person.handle,
        role=seat.role,
        since=seat.since,
        until=seat.until,
    )


def prospects(viewer: Viewer):
    found = Prospect.objects.select_related("sector", "asker").prefetch_related("counties", "tribes")
    return found.order_by("pk")


def prospect(prospect: Prospect, viewer: Viewer) -> ProspectRow:
    plain = ("id", "name", "kind", "contact", "email", "phone", "state", "next_on", "added_at")
    return ProspectRow(
        sector=prospect.sector.name if prospect.sector else None,
        counties=[county.name for county in prospect.counties.all()],
        tribes=[tribe.short_name for tribe in prospect.tribes.all()],
        asker=viewer.name(prospect.asker),
        **{name: getattr(prospect, name) for name in plain},
    )


def messages(viewer: Viewer):
    """What was written to whom and what became of it, without the words."""
    return Message.objects.select_related("person").defer("text", "html", "calendar").order_by("pk")


def message(message: Message, viewer: Viewer) -> MessageRow:
    plain = ("id", "kind", "address", "state", "reason", "created_at", "due_at", "sent_at")
    return MessageRow(
        person=viewer.name(message.person),
        subject="" if message.secret else message.subject,
        **{name: getattr(message, name) for name in plain},
    )


def history(viewer: Viewer):
    return HistoryEntry.objects.select_related("by", "content_type").order_by("pk")


def history_entry(entry: HistoryEntry, viewer: Viewer) -> HistoryRow:
    about = entry.content_type
    return HistoryRow(
        id=entry.pk,
        at=entry.at,
        by=viewer.name(entry.by),
        verb=entry.verb,
        about=f"{about.app_label}.{about.model}" if about else "",
        object_id=entry.object_id,
        facts="; ".join(f"{name}: {value}" for name, value in entry.data.items()),
    )


SETS = (
    Dataset(
        "representations",
        _("Who fills which seat"),
        Scope.PEOPLE,
        RepresentationRow,
        representations,
        representation,
    ),
    Dataset(
        "prospects", _("Prospects"), Scope.OFFICE, ProspectRow, prospects, prospect, coordinator_only=True
    ),
    Dataset(
        "messages", _("Mail that left"), Scope.OFFICE, MessageRow, messages, message, coordinator_only=True
    ),
    Dataset("history", _("History"), Scope.OFFICE, HistoryRow, history, history_entry, coordinator_only=True),
)
