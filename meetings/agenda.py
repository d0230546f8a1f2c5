"""When each item of an agenda begins: a pure reckoning from the meeting's own start."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from meetings.models import AgendaItem, Meeting


@dataclass(frozen=True)
class Slot:
    """One item with its beginning and end (aware).

    `late` when it ends after the meeting does; `mark` is `added` or `changed` when that was done after
    the agenda had been sent.
    """

    item: AgendaItem
    starts: datetime
    ends: datetime
    late: bool
    mark: str = ""


def timed(meeting: Meeting, items: list[AgendaItem], *, sent_at: datetime | None = None) -> list[Slot]:
    """The items in order, one after the other without a gap; `sent_at` is when it first went out."""
    slots, now = [], meeting.starts_at
    for item in items:
        ends = now + timedelta(minutes=item.minutes)
        slots.append(Slot(item, now, ends, ends > meeting.ends_at, _mark(item, sent_at)))
        now = ends
    return slots


def agenda_of(meeting: Meeting) -> list[Slot]:
    """The whole agenda with its times and marks, in a fixed number of queries; the caller leaves out
    what its reader may not see, so that a hidden item still takes its time."""
    items = meeting.agenda_items.select_related("person", "workgroup").prefetch_related("papers", "tasks")
    return timed(meeting, list(items), sent_at=first_sent(meeting))


def first_sent(meeting: Meeting) -> datetime | None:
    """When the agenda first went out, or None while nobody has it."""
    return meeting.agenda_versions.values_list("sent_at", flat=True).first()


def _mark(item: AgendaItem, sent_at: datetime | None) -> str:
    if sent_at is None:
        return ""
    if item.added_at > sent_at:
        return "added"
    return "changed" if item.changed_at > sent_at else ""
