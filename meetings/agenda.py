"""When each item of an agenda begins: a pure reckoning from the meeting's own start."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from meetings.models import AgendaItem, Meeting


@dataclass(frozen=True)
class Slot:
    """One item with its beginning and end (aware); `late` when it ends after the meeting does."""

    item: AgendaItem
    starts: datetime
    ends: datetime
    late: bool


def timed(meeting: Meeting, items: list[AgendaItem]) -> list[Slot]:
    """The items in order, one after the other without a gap."""
    slots, now = [], meeting.starts_at
    for item in items:
        ends = now + timedelta(minutes=item.minutes)
        slots.append(Slot(item, now, ends, ends > meeting.ends_at))
        now = ends
    return slots
