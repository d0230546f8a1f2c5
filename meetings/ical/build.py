"""Calendar objects that calendars obey (RFC 5545, 5546). Pure: equal input gives equal bytes."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vText, vUri

from meetings.ical.timezone import vtimezone


@dataclass(frozen=True)
class Invite:
    """What one person's calendar is told. `stamp`, `starts` and `ends` are aware; `zone` is an IANA name."""

    uid: str
    sequence: int
    stamp: datetime
    starts: datetime
    ends: datetime
    zone: str
    summary: str
    organizer: str
    organizer_name: str
    attendee: str
    attendee_name: str
    partstat: str = "NEEDS-ACTION"
    location: str = ""
    description: str = ""
    conference: str = ""


def request(invite: Invite) -> bytes:
    """METHOD:REQUEST with exactly one ATTENDEE, the recipient (RFC 5546 3.2.2)."""
    return _calendar(invite, "REQUEST", "CONFIRMED")


def cancel(invite: Invite) -> bytes:
    """METHOD:CANCEL for that person's copy (RFC 5546 3.2.5); its SEQUENCE must be above the last REQUEST's."""
    return _calendar(invite, "CANCEL", "CANCELLED")


def _calendar(invite: Invite, method: str, status: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Consortium//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add_component(vtimezone(invite.zone, invite.starts.year))
    calendar.add_component(_event(invite, status))
    return calendar.to_ical()


def _event(invite: Invite, status: str) -> Event:
    zone = ZoneInfo(invite.zone)
    event = Event()
    event.add("uid", invite.uid)
    event.add("dtstamp", invite.stamp)
    event.add("sequence", invite.sequence)
    event.add("dtstart", invite.starts.astimezone(zone))
    event.add("dtend", invite.ends.astimezone(zone))
    event.add("summary", one_line(invite.summary))
    if invite.location:
        event.add("location", one_line(invite.location))
    if invite.conference:
        event.add("conference", conference(invite.conference), encode=0)
    if invite.description:
        event.add("description", invite.description.replace("\r\n", "\n"))
    event.add("status", status)
    event.add("transp", "OPAQUE")
    event.add("x-microsoft-cdo-busystatus", "TENTATIVE" if status == "CONFIRMED" else "FREE")
    event.add("x-microsoft-cdo-intendedstatus", "BUSY")
    event.add("organizer", _address(invite.organizer, invite.organizer_name), encode=0)
    attendee = _address(invite.attendee, invite.attendee_name)
    attendee.params |= {
        "CUTYPE": vText("INDIVIDUAL"),
        "ROLE": vText("REQ-PARTICIPANT"),
        "PARTSTAT": vText(invite.partstat),
        "RSVP": vText("TRUE"),
    }
    event.add("attendee", attendee, encode=0)
    return event


def conference(link: str) -> vUri:
    """Where to join online (RFC 7986 5.11); Outlook does not show it, so LOCATION says it too."""
    value = vUri(link)
    value.params |= {
        "VALUE": vText("URI"),
        "FEATURE": [vText("AUDIO"), vText("VIDEO")],
        "LABEL": vText("Join"),
    }
    return value


def _address(address: str, name: str) -> vCalAddress:
    value = vCalAddress(f"mailto:{one_line(address)}")
    value.params["CN"] = vText(one_line(name).replace('"', "'"))
    return value


def one_line(text: str) -> str:
    """Text without control characters, so that a name cannot begin a property of its own."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
