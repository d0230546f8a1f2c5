"""The words of each mail about a meeting, and the neutral words for discreet people."""

from zoneinfo import ZoneInfo

from django.utils.dateformat import format as format_date


def minutes_letter(minutes, text: str, until) -> dict[str, str]:
    """Brings the draft of the minutes, with the text in the mail."""
    day = f"{format_date(until, 'l, F j, Y')}"
    return {
        "subject": f"DRAFT minutes, version {minutes.version}: {minutes.meeting.title}",
        "body": f"DRAFT - not approved yet. Corrections are asked for until {day}, here:\n\n{text}",
        "discreet_body": f"Something to read is waiting. An answer is asked for until {day}.",
    }


def minutes_nag_letter(meeting, what: str) -> dict[str, str]:
    """Tells the coordinator alone that minutes wait."""
    return {
        "subject": f"Minutes {what}: {meeting.title}",
        "body": f"The minutes of {meeting.title} are {what}.",
        "discreet_body": "Something is waiting for you.",
    }


def moment(meeting, charter) -> str:
    """Thursday, January 14, 2027, 10:00 a.m. CST, in the consortium's zone."""
    return clock(meeting.starts_at, charter)


def clock(at, charter) -> str:
    """A moment in the consortium's zone, with its name."""
    local = at.astimezone(ZoneInfo(charter.time_zone))
    half = "a.m." if local.hour < 12 else "p.m."
    return f"{format_date(local, 'l, F j, Y')}, {local.hour % 12 or 12}:{local:%M} {half} {local:%Z}"
