"""The words of each mail about a meeting, and the neutral words for discreet people."""

from zoneinfo import ZoneInfo

from django.utils.formats import date_format as format_date


def moment(meeting, charter) -> str:
    """Thursday, January 14, 2027, 10:00 a.m. CST, in the consortium's zone."""
    return clock(meeting.starts_at, charter)


def clock(at, charter) -> str:
    """A moment in the consortium's zone, with its name."""
    local = at.astimezone(ZoneInfo(charter.time_zone))
    half = "a.m." if local.hour < 12 else "p.m."
    return f"{format_date(local, 'l, F j, Y')}, {local.hour % 12 or 12}:{local:%M} {half} {local:%Z}"
