"""The words of each mail about a meeting, and the neutral words for discreet people."""

from zoneinfo import ZoneInfo

from django.utils.dateformat import format as format_date


def invitation_letter(meeting, charter, *, moved: bool = False) -> dict[str, str]:
    """Asks one person to a meeting, or tells her the new time of one that she was asked to before."""
    when = moment(meeting, charter)
    body = f"{'New time. ' if moved else ''}{meeting.title}\n{when}\n{meeting.place}"
    if meeting.join_link:
        body += f"\nOnline: {meeting.join_link}"
    if meeting.venue and meeting.venue.parking:
        body += f"\nParking: {meeting.venue.parking}"
    if meeting.venue and meeting.venue.access:
        body += f"\nGetting in: {meeting.venue.access}"
    return {
        "subject": f"{'Moved' if moved else 'Invitation'}: {meeting.title} @ {when}",
        "body": f"{body}\n\nWill you come? Answer here:",
        "discreet_body": f"{'New time: ' if moved else ''}{when}. Answer here:",
    }


def reminder_letter(meeting, charter) -> dict[str, str]:
    """Asks again whoever has not answered."""
    when = moment(meeting, charter)
    return {
        "subject": f"Will you come? {meeting.title} @ {when}",
        "body": f"We have no answer from you yet.\n\n{meeting.title}\n{when}\n\nOne press is enough:",
        "discreet_body": f"{when}. No answer yet; one press is enough:",
    }


def cancelled_letter(meeting, charter) -> dict[str, str]:
    """Tells one person that a meeting will not take place."""
    when = moment(meeting, charter)
    return {
        "subject": f"Cancelled: {meeting.title} @ {when}",
        "body": f"{meeting.title} on {when} will not take place.",
        "discreet_body": f"The date {when} is cancelled.",
    }


def withdrawn_letter(meeting, charter) -> dict[str, str]:
    """Takes a meeting out of the calendar of one person who no longer holds a seat."""
    when = moment(meeting, charter)
    return {
        "subject": f"No longer yours: {meeting.title} @ {when}",
        "body": f"You are no longer asked to {meeting.title} on {when}: you hold no seat on that day. "
        "The meeting itself takes place.",
        "discreet_body": f"The date {when} no longer concerns you.",
    }


def agenda_letter(meeting, slots, charter) -> dict[str, str]:
    """What is on the table and when, for those who come."""
    zone = ZoneInfo(charter.time_zone)
    lines = []
    for slot in slots:
        local = slot.starts.astimezone(zone)
        who = f" ({slot.item.presenter})" if slot.item.presenter else ""
        lines.append(f"{local.hour % 12 or 12}:{local:%M}  {slot.item.title}{who}")
    when = moment(meeting, charter)
    body = "\n".join(lines)
    return {
        "subject": f"Agenda: {meeting.title} @ {when}",
        "body": f"{meeting.title}\n{when}\n{meeting.place}\n\n{body}\n\nYour answer can still change:",
        "discreet_body": f"{when}. What to expect:",
    }


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
