"""Answers in the shapes that Gmail, Outlook, Exchange, Apple and Thunderbird give them; SYNTHETIC, written by hand."""

from base64 import b64encode

import pytest

from mail.inbound.actions import receive
from meetings.models import CalendarReply
from tests.meetings.test_calendar_replies import invitation, meeting, november  # noqa: F401

ZONE = """BEGIN:VTIMEZONE
TZID:{name}
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0600
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=1SU;BYMONTH=11
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:-0600
TZOFFSETTO:-0500
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=2SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""
EVENT = """BEGIN:VCALENDAR
PRODID:{by}
VERSION:2.0
METHOD:REPLY
{zone}BEGIN:VEVENT
{lines}
UID:{uid}
DTSTAMP:20261124T180500Z
SEQUENCE:0
END:VEVENT
END:VCALENDAR
"""
HERS = "cal@example.org"
REPLIES = {
    "gmail": ("-//Google Inc//Google Calendar 70.9054//EN", "", f"""DTSTART:20270114T160000Z
DTEND:20270114T200000Z
ORGANIZER;CN=WAHTC:mailto:meetings@consortium.example
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN={HERS}
 ;X-NUM-GUESTS=0;X-RESPONSE-COMMENT="A bit late":mailto:{HERS}
CREATED:20261124T180000Z
STATUS:CONFIRMED
TRANSP:OPAQUE"""),
    "outlook": ("-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN", "", f"""ATTENDEE;PARTSTAT=ACCEPTED;CN="Ness, Cal":MAILTO:{HERS}
COMMENT:A bit late\\n
DTSTART;TZID="Central Standard Time":20270114T100000
DTEND;TZID="Central Standard Time":20270114T140000
CLASS:PUBLIC
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
SUMMARY;LANGUAGE=en-us:Accepted: Quarterly"""),
    "exchange": ("Microsoft Exchange Server 2010", ZONE.format(name="Central Standard Time"), f"""ORGANIZER;CN==?utf-8?Q?WAHTC?=:mailto:IMCEAEX-_o=ExchangeLabs_ou=Exchange+20Adm
 inistrative@namprd05.prod.outlook.com
ATTENDEE;PARTSTAT=ACCEPTED;CN=Cal Ness:mailto:{HERS}
COMMENT;LANGUAGE=de-DE:A bit late\\n\\n
SUMMARY;LANGUAGE=de-DE:Zugesagt: Quarterly
DTSTART;TZID=Central Standard Time:20270114T100000
DTEND;TZID=Central Standard Time:20270114T140000
X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY
X-MICROSOFT-ISRESPONSEREQUESTED:FALSE"""),
    "exchange with a zone of its own": ("Microsoft Exchange Server 2010", ZONE.format(name="(UTC-06:00) Central Time (US & Canada)"), f"""ORGANIZER:invalid:nomail
ATTENDEE;PARTSTAT=ACCEPTED;CN=Cal:MAILTO:{HERS}
COMMENT:A bit late
DTSTART;TZID="(UTC-06:00) Central Time (US & Canada)":20270114T100000
DTEND;TZID="(UTC-06:00) Central Time (US & Canada)":20270114T140000"""),
    "exchange that hides her address": ("Microsoft Exchange Server 2010", "", """ATTENDEE;PARTSTAT=ACCEPTED;CN=Cal:invalid:nomail
COMMENT:A bit late
DTSTART:20270114T160000Z"""),
    "apple": ("-//Apple Inc.//macOS 15.1//EN", ZONE.format(name="America/Chicago"), f"""ATTENDEE;CN="Cal Ness";CUTYPE=INDIVIDUAL;EMAIL="{HERS}";PARTSTAT=ACCEPTED:mailto:
 {HERS}
COMMENT:A bit late
DTSTART;TZID=America/Chicago:20270114T100000
DTEND;TZID=America/Chicago:20270114T140000
LAST-MODIFIED:20261124T180400Z
ORGANIZER;CN=WAHTC;EMAIL=meetings@consortium.example:mailto:meetings@consortium.example
X-APPLE-CREATOR-IDENTITY:com.apple.calendar"""),
    "thunderbird": ("-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN", "", f"""LAST-MODIFIED:20261124T180500Z
SUMMARY:Quarterly
ORGANIZER;CN=WAHTC;PARTSTAT=ACCEPTED;ROLE=CHAIR:mailto:meetings@consortium.example
ATTENDEE;RSVP=TRUE;CN=Cal;PARTSTAT=ACCEPTED;ROLE=REQ-PARTICIPANT:mailto:{HERS}
COMMENT:A bit late
DTSTART;TZID=America/Chicago:20270114T100000
X-MOZ-RECEIVED-SEQUENCE:0"""),
}  # fmt: skip


def mail_of(text: str, *, encoded: bool) -> bytes:
    head = f"From: Cal Ness <{HERS}>\r\nTo: meetings@consortium.example\r\nSubject: Accepted: Quarterly\r\n"
    head += "Message-ID: <1@example.org>\r\nDate: Tue, 24 Nov 2026 18:06:00 +0000\r\nMIME-Version: 1.0\r\n"
    part = 'Content-Type: text/calendar; charset="utf-8"; method=REPLY\r\n'
    body = b64encode(text.encode()).decode() if encoded else text
    part += "Content-Transfer-Encoding: base64\r\n\r\n" if encoded else "\r\n"
    edge = (
        'Content-Type: multipart/alternative; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n\r\n'
    )
    return f"{head}{edge}--b\r\n{part}{body}\r\n--b--\r\n".encode()


@pytest.mark.parametrize("encoded", [False, True], ids=["plain", "base64"])
@pytest.mark.parametrize("service", REPLIES)
def test_the_answer_of_each_service_counts_with_its_comment(service, encoded, invitation, meeting):  # noqa: F811
    by, zone, lines = REPLIES[service]
    text = EVENT.format(by=by, zone=zone, lines=lines, uid=meeting.uid).replace("\n", "\r\n")
    inbound = receive(mail_of(text, encoded=encoded))
    invitation.refresh_from_db()
    assert (inbound.state, invitation.response) == ("handled", "accepted"), inbound.reason
    assert CalendarReply.objects.get().note == "A bit late"


def test_a_forwarded_invitation_answered_from_the_phone_in_words_waits(invitation, meeting):  # noqa: F811
    raw = mail_of("BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT\r\n", encoded=True)
    assert receive(raw).state in {"waiting", "ignored"}
    invitation.refresh_from_db()
    assert invitation.response == "needs-action"
