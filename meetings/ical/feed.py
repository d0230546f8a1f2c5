"""A calendar that others subscribe to (RFC 5545, RFC 7986). Pure: equal input gives equal bytes, so ETags hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vDuration, vText

from meetings.ical.build import conference, one_line
from meetings.ical.timezone import vtimezone

REFRESH = timedelta(hours=6)
COLOR = "darkslateblue"  # a CSS3 name, as RFC 7986 5.9 asks


@dataclass(frozen=True)
class Entry:
    """One meeting as a feed tells it. No ATTENDEE and no ORGANIZER ever stand in a feed (RFC 5546 3.2.1).

    `stamp` is the moment of the meeting's last change, not of the reading.
    """

    uid: str
    sequence: int
    stamp: datetime
    starts: datetime
    ends: datetime
    summary: str
    status: str = "CONFIRMED"
    busy: bool = False
    location: str = ""
    conference: str = ""
    url: str = ""


@dataclass(frozen=True)
class Deadline:
    """A task's due date, as an all-day entry: Google and Outlook read no VTODO."""

    uid: str
    stamp: datetime
    due: date
    summary: str
    url: str = ""


def feed(
    name: str,
    entries: Iterable[Entry],
    *,
    zone: str,
    deadlines: Iterable[Deadline] = (),
    description: str = "",
) -> bytes:
    """The whole feed. `zone` is an IANA name; an empty feed still holds its VTIMEZONE (RFC 5545 3.6)."""
    entries = list(entries)
    calendar = Calendar()
    calendar.add("prodid", "-//Consortium//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for key in ("name", "x-wr-calname"):
        calendar.add(key, vText(one_line(name)))
    for key in ("description", "x-wr-caldesc"):
        if description:
            calendar.add(key, vText(one_line(description)))
    calendar.add("color", COLOR)
    calendar.add("x-wr-timezone", zone)
    refresh = vDuration(REFRESH)
    refresh.params["VALUE"] = vText("DURATION")
    calendar.add("refresh-interval", refresh, encode=0)
    calendar.add("x-published-ttl", "PT6H")
    calendar.add_component(vtimezone(zone, min((e.starts.year for e in entries), default=2026)))
    for entry in entries:
        calendar.add_component(_event(entry, ZoneInfo(zone)))
    for deadline in deadlines:
        calendar.add_component(_deadline(deadline))
    return calendar.to_ical()


def _event(entry: Entry, zone: ZoneInfo) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.stamp)
    event.add("last-modified", entry.stamp)
    event.add("sequence", entry.sequence)
    event.add("dtstart", entry.starts.astimezone(zone))
    event.add("dtend", entry.ends.astimezone(zone))
    event.add("summary", one_line(entry.summary))
    event.add("status", entry.status)
    event.add("transp", "OPAQUE" if entry.busy else "TRANSPARENT")
    if entry.location:
        event.add("location", one_line(entry.location))
    if entry.conference:
        event.add("conference", conference(entry.conference), encode=0)
    if entry.url:
        event.add("url", entry.url)
    return event


def _deadline(deadline: Deadline) -> Event:
    event = Event()
    event.add("uid", deadline.uid)
    event.add("dtstamp", deadline.stamp)
    event.add("dtstart", deadline.due)
    event.add("dtend", deadline.due + timedelta(days=1))
    event.add("summary", one_line(deadline.summary))
    event.add("transp", "TRANSPARENT")
    if deadline.url:
        event.add("url", deadline.url)
    return event
