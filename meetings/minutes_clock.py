"""How long minutes may wait: not begun two days, not circulated eleven days after the meeting (Ruling 8)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from meetings.enums import MeetingState
from meetings.models import Meeting

AT = time(9)
NOT_BEGUN, NOT_CIRCULATED = 2, 11
WINDOW = 45


@dataclass(frozen=True)
class Late:
    """One meeting whose minutes wait, and the local date since when."""

    meeting: Meeting
    what: str
    day: date


def due(now: datetime, zone: str) -> list[Late]:
    """Calendar days in `zone`, from 9:00 there; meetings older than 45 days are left alone."""
    local = now.astimezone(ZoneInfo(zone))
    recent = Meeting.objects.filter(ends_at__lt=now, ends_at__gte=now - timedelta(days=WINDOW))
    found = []
    for meeting in recent.exclude(state=MeetingState.CANCELLED).select_related("minutes"):
        minutes = getattr(meeting, "minutes", None)
        held = meeting.starts_at.astimezone(ZoneInfo(zone)).date()
        for days, what, waits in (
            (NOT_BEGUN, "not begun", minutes is None),
            (NOT_CIRCULATED, "not circulated", minutes is None or minutes.circulated_at is None),
        ):
            day = held + timedelta(days=days)
            if waits and datetime.combine(day, AT, local.tzinfo) <= local:
                found.append(Late(meeting, what, day))
    return found
