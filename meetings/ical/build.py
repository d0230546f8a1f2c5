"""Calendar objects that calendars obey (RFC 5545, 5546). Pure: equal input gives equal bytes."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vText, vUri
from icalendar.parser import Contentline, Parameters

from meetings.ical.timezone import vtimezone


@dataclass(frozen=True)
class Invite:
    """What one person's calendar is told. `stamp`, `starts` and `ends` are aware; `zone` is an IANA name.

    `url` and `description` hold nothing personal; `geo` is latitude and longitude in degrees.
    """

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
    status: str = "CONFIRMED"
    url: str = ""
    geo: tuple[float, float] | None = None


def request(invite: Invite) -> bytes:
    """METHOD:REQUEST with exactly one ATTENDEE, the recipient (RFC 5546 3.2.2)."""
    return _calendar(invite, "REQUEST")


def cancel(invite: Invite) -> bytes:
    """METHOD:CANCEL for that person's copy (RFC 5546 3.2.5); its SEQUENCE must be above the last REQUEST's."""
    return _calendar(replace(invite, status="CANCELLED"), "CANCEL")


def decline_counter(invite: Invite) -> bytes:
    """METHOD:DECLINECOUNTER: the time that this person proposed is not taken (RFC 5546 3.2.8)."""
    return _calendar(invite, "DECLINECOUNTER")


def _calendar(invite: Invite, method: str) -> bytes:
    """What all recipients share is built once; the three lines that differ are put into it."""
    bare = replace(invite, attendee="", attendee_name="", partstat="", stamp=datetime.min.replace(tzinfo=UTC))
    head, tail = _shared(bare, method)
    return head + _stamp_line(invite.stamp) + _attendee_line(invite) + tail


@lru_cache(maxsize=8)
def _shared(bare: Invite, method: str) -> tuple[bytes, bytes]:
    calendar = Calendar()
    calendar.add("prodid", "-//Consortium//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add_component(vtimezone(bare.zone, bare.starts.year))
    calendar.add_component(_event(bare))
    head, end, tail = calendar.to_ical().rpartition(b"END:VEVENT\r\n")
    return head, end + tail


def _stamp_line(stamp: datetime) -> bytes:
    return f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}\r\n".encode()


def _attendee_line(invite: Invite) -> bytes:
    """The recipient alone; RSVP=TRUE, or clients hide their buttons."""
    parameters = Parameters(
        {
            "CN": _quoted_name(invite.attendee_name),
            "CUTYPE": "INDIVIDUAL",
            "PARTSTAT": invite.partstat,
            "ROLE": "REQ-PARTICIPANT",
            "RSVP": "TRUE",
        }
    )
    value = vCalAddress(f"mailto:{one_line(invite.attendee)}")
    return Contentline.from_parts("ATTENDEE", parameters, value).to_ical() + b"\r\n"


def _event(invite: Invite) -> Event:
    zone = ZoneInfo(invite.zone)
    event = Event()
    event.add("uid", invite.uid)
    event.add("sequence", invite.sequence)
    event.add("dtstart", invite.starts.astimezone(zone))
    event.add("dtend", invite.ends.astimezone(zone))
    event.add("summary", one_line(invite.summary))
    if invite.location:
        event.add("location", one_line(invite.location))
    if invite.geo:
        event.add("geo", tuple(round(degrees, 6) for degrees in invite.geo))
    if invite.url:
        event.add("url", invite.url)
    if invite.conference:
        event.add("conference", conference(invite.conference), encode=0)
    if invite.description:
        event.add("description", many_lines(invite.description))
    event.add("status", invite.status)
    event.add("transp", "OPAQUE")
    event.add("class", "PUBLIC")
    event.add("x-microsoft-cdo-busystatus", "FREE" if invite.status == "CANCELLED" else "TENTATIVE")
    event.add("x-microsoft-cdo-intendedstatus", "BUSY")
    event.add("x-microsoft-cdo-alldayevent", "FALSE")
    event.add("organizer", _address(invite.organizer, invite.organizer_name), encode=0)
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
    value.params["CN"] = vText(_quoted_name(name))
    return value


def _quoted_name(name: str) -> str:
    """A quote cannot stand in a parameter (RFC 5545 3.2)."""
    return one_line(name).replace('"', "'")


def one_line(text: str) -> str:
    """Text without control characters, so that a name cannot begin a property of its own."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def many_lines(text: str) -> str:
    """Text with one kind of line end and without other control characters (RFC 5545 3.3.11)."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("".join(c for c in line if c.isprintable() or c == "\t") for line in lines)
