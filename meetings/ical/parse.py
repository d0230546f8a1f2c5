"""What another calendar says about a meeting of ours (RFC 5546, RFC 6047), read from real mail. Pure.

Strict in what we send, tolerant in what we read: parts anywhere, any transfer encoding, a BOM, bare line
feeds, METHOD only inside, no ORGANIZER, no SEQUENCE, no VTIMEZONE, `MAILTO:` in any case, winmail.dat.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from email.message import Message as Email
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar import Calendar
from icalendar.error import BrokenCalendarProperty
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from meetings.ical import tnef

LARGEST, PARTS, DEPTH = 1024 * 1024, 40, 10
CALENDAR_TYPES = {"text/calendar", "application/ics", "text/x-vcalendar", "application/calendar"}


class Unreadable(Exception):
    """A calendar object came, and it cannot be understood. `str()` says what is wrong."""


@dataclass(frozen=True)
class CalendarMessage:
    """One iTIP message. `stamp`, `starts` and `ends` are aware; `partstat` and `method` are upper case.

    `attendee` is whose answer it is, `sent_by` who answered in their stead, both bare and in lower case.
    """

    method: str
    uid: str
    sequence: int | None = None
    stamp: datetime | None = None
    attendee: str = ""
    attendees: int = 0
    sent_by: str = ""
    partstat: str = ""
    delegated_to: tuple[str, ...] = ()
    delegated_from: tuple[str, ...] = ()
    starts: datetime | None = None
    ends: datetime | None = None
    comment: str = ""


def read(email: Email, zone: str) -> CalendarMessage | None:
    """The calendar message that this mail carries, or None when it carries none.

    `zone` is the IANA zone of times that name none. Raises Unreadable.
    """
    problem = None
    for data, method in _calendars(email):
        try:
            found = _message(data, method, zone)
        except (ValueError, KeyError, AttributeError, TypeError) as error:
            problem = problem or Unreadable(f"The calendar file cannot be read ({type(error).__name__}).")
        else:
            if found:
                return found
    for part in _parts(email):
        if part.get_content_type() == "application/ms-tnef" or part.get_filename() == "winmail.dat":
            return _of_tnef(part.get_payload(decode=True) or b"", zone)
    if problem:
        raise problem
    return None


def _parts(email: Email, depth: int = 0):
    """Every leaf of this message; a message attached to it is someone else's and is not entered."""
    if depth > DEPTH:
        return
    if not email.is_multipart():
        yield email
    elif email.get_content_maintype() == "multipart":
        for part in email.get_payload()[:PARTS]:
            yield from _parts(part, depth + 1)


def _calendars(email: Email):
    for part in _parts(email):
        name = str(part.get_filename() or "").lower()
        if part.get_content_type() in CALENDAR_TYPES or name.endswith((".ics", ".vcs")):
            data = part.get_payload(decode=True) or b""
            if len(data) > LARGEST:
                raise Unreadable("The calendar file is too large.")
            yield _text(data, part.get_content_charset()), str(part.get_param("method") or "")


def _text(data: bytes, charset: str | None) -> str:
    for encoding in ("utf-8-sig", charset or "utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except (LookupError, ValueError):
            continue
    return data.decode("utf-8", errors="replace")


def _message(text: str, method: str, zone: str) -> CalendarMessage | None:
    calendar = Calendar.from_ical(_mended(text))
    events = calendar.walk("VEVENT")
    method = str(calendar.get("METHOD") or method).strip().upper()
    if not events or not method:
        return None
    event = events[0]
    attendees = _many(event, "ATTENDEE")
    attendee = attendees[0] if len(attendees) == 1 else None
    params = attendee.params if attendee is not None else {}
    return CalendarMessage(
        method=method,
        uid=str(event.get("UID") or "").strip(),
        sequence=_number(event.get("SEQUENCE")),
        stamp=_moment(event.get("DTSTAMP"), "UTC"),
        attendee=bare(attendee) if attendee is not None else "",
        attendees=len(attendees),
        sent_by=bare(params.get("SENT-BY", "")),
        partstat=str(params.get("PARTSTAT", "")).strip().upper(),
        delegated_to=_addresses(params.get("DELEGATED-TO")),
        delegated_from=_addresses(params.get("DELEGATED-FROM")),
        starts=_moment(event.get("DTSTART"), zone),
        ends=_moment(event.get("DTEND"), zone),
        comment=_comment(event, params),
    )


def _mended(text: str) -> str:
    """The text with one kind of line end, and without lines that are no content lines at all."""
    text = re.sub(r"\r\n|\r|\n", "\n", text).replace("\x00", "")
    lines = re.sub(r"\n[ \t]", "", text).split("\n")
    return "\r\n".join(line for line in lines if re.match(r"^[A-Za-z0-9-]+[;:]", line)) + "\r\n"


def _many(event, name: str) -> list:
    found = event.get(name, [])
    return found if isinstance(found, list) else [found]


def bare(value) -> str:
    """`MAILTO:Cal@Example.org` as cal@example.org."""
    text = str(value).strip().strip('"').strip()
    return re.sub(r"(?i)^mailto:", "", text).strip().strip("<>").lower()


def _addresses(value) -> tuple[str, ...]:
    values = value if isinstance(value, list | tuple) else [value] if value else []
    return tuple(address for one in values for v in str(one).split(",") if "@" in (address := bare(v)))


def _number(value) -> int | None:
    try:
        return int(value)
    except (TypeError, ValueError, BrokenCalendarProperty):
        return None


def _comment(event, params) -> str:
    found = [str(c) for c in _many(event, "COMMENT")] or [str(params.get("X-RESPONSE-COMMENT", ""))]
    return "\n".join(found).replace("\x00", "").strip()[:2000]


def _moment(prop, zone: str) -> datetime | None:
    try:
        value = getattr(prop, "dt", None)
    except BrokenCalendarProperty:
        return None
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time())
    if not isinstance(value, datetime):
        return None
    if value.tzinfo is None:
        value = value.replace(tzinfo=_zone(str(prop.params.get("TZID", "")) or zone, zone))
    return value.astimezone(UTC)


def _zone(name: str, otherwise: str) -> ZoneInfo:
    for candidate in (WINDOWS_TO_OLSON.get(name, name), otherwise):
        try:
            return ZoneInfo(candidate)
        except (ZoneInfoNotFoundError, ValueError):
            continue
    return ZoneInfo("UTC")


def _of_tnef(data: bytes, zone: str) -> CalendarMessage:
    try:
        found = tnef.read(data[:LARGEST])
    except tnef.Unreadable as error:
        raise Unreadable("The winmail.dat attachment cannot be read.") from error
    for text in found.calendars:
        message = _message(_text(text, None), "", zone)
        if message:
            return message
    if not found.partstat:
        raise Unreadable("The winmail.dat attachment holds no answer.")
    return CalendarMessage(method="REPLY", uid=found.uid, partstat=found.partstat, stamp=found.stamp)


def is_newer(message: CalendarMessage, sequence: int, stamp: datetime | None) -> bool:
    """RFC 5546 2.1.5: by SEQUENCE, and where it is equal by DTSTAMP. An equal one is the same again."""
    mine = message.sequence if message.sequence is not None else 0
    if mine != sequence or stamp is None or message.stamp is None:
        return mine > sequence or (mine == sequence and stamp is None)
    return message.stamp > stamp


def trusted_stamp(message: CalendarMessage, *, dated: datetime | None, now: datetime) -> CalendarMessage:
    """The message with a DTSTAMP to order by: a clock a day ahead is not believed, a missing one is the mail's Date."""
    latest = now + timedelta(hours=24)
    stamps = [s for s in (message.stamp, dated) if s is not None and s <= latest]
    return replace(message, stamp=min(stamps[0], now) if stamps else now)
