"""A. Every calendar object that leaves; the numbers are those of docs/calendar.md."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from icalendar import Calendar

from charter.models import Charter
from mail.mime import as_email
from mail.models import Message
from meetings.actions import cancel, change, invite, move, update_calendar, withdraw
from meetings.ical.build import Invite, request
from meetings.ical.build import cancel as cancel_file
from meetings.invitation_letters import invitation_letter
from meetings.models import Meeting
from tests.meetings.calendar import files
from tests.meetings.calendar.conftest import CENTRAL, NOW

FRIDAYS = [date(2026, 10, 30), date(2026, 11, 6), date(2027, 3, 12), date(2027, 3, 19)]


def invite_file(**changes) -> Invite:
    fields = {
        "uid": "u",
        "sequence": 0,
        "stamp": NOW,
        "starts": datetime(2027, 1, 14, 10, tzinfo=CENTRAL),
        "ends": datetime(2027, 1, 14, 14, tzinfo=CENTRAL),
        "zone": "America/Chicago",
        "summary": "S",
        "organizer": "o@example.org",
        "organizer_name": "O",
        "attendee": "a@example.org",
        "attendee_name": "A",
    }
    return Invite(**(fields | changes))


def event_of(data: bytes):
    return Calendar.from_ical(data).walk("VEVENT")[0]


def test_01_lines_are_crlf_of_75_octets_at_most_and_split_no_character():
    data = request(invite_file(description="日本語" * 40, summary="Meeting 🎉" * 12))
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75 and data.count(b"\n") == data.count(b"\r\n")
    assert not data.startswith(b"\xef\xbb\xbf") and all(line.decode() is not None for line in lines)
    assert str(event_of(data)["DESCRIPTION"]) == "日本語" * 40


def test_02_text_is_escaped_and_comes_back_whole():
    told = "One; two, three \\ four\nfive"
    data = request(invite_file(description="One; two, three \\ four\r\nfive\x07", location="A;B\nC"))
    assert str(event_of(data)["DESCRIPTION"]) == told
    assert str(event_of(data)["LOCATION"]) == "A;B C"


def test_02_addresses_of_pages_are_no_text(invitation):
    data = files.raw().replace(b"\r\n ", b"")
    assert b"https://meet.example/a;b,c\r\n" in data and b"GEO:43.0731;-89.4012" in data


def test_03_name_with_quotes_and_a_newline_stays_one_parameter():
    data = request(invite_file(attendee_name='A"\r\nATTENDEE:mailto:x@y', organizer_name="Moe, Bea; chair"))
    lines = data.replace(b"\r\n ", b"").split(b"\r\n")
    assert sum(line.startswith(b"ATTENDEE") for line in lines) == 1
    assert event_of(data)["ORGANIZER"].params["CN"] == "Moe, Bea; chair"


def test_04_one_method_one_event_and_the_mime_says_the_same(invitation):
    calendar = Calendar.from_ical(files.raw())
    assert (calendar["VERSION"], calendar["CALSCALE"], calendar["METHOD"]) == ("2.0", "GREGORIAN", "REQUEST")
    assert files.raw().count(b"METHOD:") == 1 and len(calendar.walk("VEVENT")) == 1
    [part] = [p for p in files.email().walk() if p.get_content_type() == "text/calendar"]
    assert part.get_param("method") == "REQUEST"


def test_05_uid_is_opaque_and_stays(invitation, meeting, ada):
    uid = files.event()["UID"]
    assert len(uid) == 32 and "@" not in uid
    move(meeting, starts_at=meeting.starts_at, ends_at=meeting.ends_at + timedelta(hours=1), by=ada)
    assert files.event()["UID"] == uid
    cancel(meeting, by=ada)
    assert files.event()["UID"] == uid


def test_06_stamp_is_newer_with_each_sending_and_a_retry_is_the_same(invitation, cal):
    first = files.event()["DTSTAMP"].dt
    update_calendar(invitation, by=cal)
    again = files.event()
    assert again["DTSTAMP"].dt > first and again["SEQUENCE"] == 0
    row = files.messages()[0]
    one, two = (as_email(Message.objects.get(pk=row.pk)) for _ in range(2))
    assert one.extra_headers["Message-ID"] == two.extra_headers["Message-ID"]
    assert one.alternatives == two.alternatives


def test_10_moved_across_the_change_of_clocks_it_keeps_its_wall_time(invitation, meeting, ada, cal, client):
    client.force_login(ada)
    typed = {
        "title": meeting.title,
        "format": "hybrid",
        "venue": meeting.venue_id,
        "join_link": meeting.join_link,
    }
    typed |= {
        "starts_at": "2027-03-18T10:00",
        "ends_at": "2027-03-18T14:00",
        "confirm": "1",
        "tell": "everybody",
    }
    client.post("/meetings/q/edit/", typed)
    event = files.event(cal)
    assert event["DTSTART"].to_ical() == b"20270318T100000"
    assert event["DTSTART"].dt.astimezone(UTC) == datetime(2027, 3, 18, 15, tzinfo=UTC)
    assert event["DTEND"].dt.astimezone(UTC) == datetime(2027, 3, 18, 19, tzinfo=UTC)
    assert "10:00 a.m. CDT" in files.email(cal)["Subject"]


@pytest.mark.parametrize(
    ("values", "sequence"),
    [
        ({"ends_at": datetime(2027, 1, 14, 15, tzinfo=CENTRAL)}, 1),
        ({"room": "B12"}, 1),
        ({"join_link": "https://meet.example/other"}, 1),
        ({"title": "Quarterly meeting"}, 0),
        ({"title": "Quarterly; with a comma, and a \\"}, 0),
    ],
    ids=["time", "place", "link", "words", "nothing"],
)
def test_07_sequence_goes_up_for_time_and_place_and_not_for_words(invitation, meeting, ada, values, sequence):
    change(meeting, values=values, by=ada)
    assert files.event()["SEQUENCE"] == sequence


def test_07_wording_keeps_the_answer_and_a_new_time_takes_it_back(invitation, meeting, ada, cal):
    from meetings.actions import respond

    respond(invitation, response="accepted", source="link", by=cal)
    change(meeting, values={"title": "Quarterly meeting"}, by=ada)
    assert files.event()["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    move(meeting, starts_at=meeting.starts_at, ends_at=meeting.ends_at + timedelta(hours=1), by=ada)
    assert files.event()["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"


def test_07_sequence_never_falls(invitation, meeting, ada, cal, dot):
    change(meeting, values={"room": "B12"}, by=ada)
    withdraw(invitation, by=ada)
    invite(meeting, [dot, cal], by=ada)
    cancel(meeting, by=ada)
    sent = [Calendar.from_ical(bytes(m.calendar)).walk("VEVENT")[0]["SEQUENCE"] for m in files.messages(cal)]
    assert sent == sorted(sent, reverse=True) and len(set(sent)) == len(sent)


def test_08_times_are_wall_time_with_their_zone_before_the_event(invitation):
    data = files.raw()
    assert b"DTSTART;TZID=America/Chicago:20270114T100000" in data and b"DURATION" not in data
    assert data.index(b"BEGIN:VTIMEZONE") < data.index(b"BEGIN:VEVENT")


def test_09_zone_is_told_by_rules(invitation):
    data = files.raw()
    assert b"DTSTART:20071104T020000" in data and b"DTSTART:20070311T020000" in data
    assert data.count(b"RRULE:FREQ=YEARLY") == 2 and b"RDATE" not in data


@pytest.mark.parametrize("day", FRIDAYS)
def test_10_ten_in_madison_on_both_sides_of_each_change_of_clocks(day):
    starts = datetime(day.year, day.month, day.day, 10, tzinfo=CENTRAL)
    data = request(invite_file(starts=starts, ends=starts + timedelta(hours=4)))
    assert event_of(data)["DTSTART"].dt.astimezone(UTC) == starts.astimezone(UTC)


@pytest.mark.parametrize(("month", "zone"), [(1, "CST"), (6, "CDT")])
def test_10_mail_names_the_clock(db, month, zone):
    starts = datetime(2027, month, 17, 10, tzinfo=CENTRAL)
    meeting = Meeting.objects.create(
        slug="m", title="M", starts_at=starts, ends_at=starts + timedelta(hours=4)
    )
    letter = invitation_letter(meeting, Charter.load())
    assert f"10:00 a.m. {zone}" in letter.subject and f"10:00 a.m. {zone}" in letter.body


def test_11_status_follows_what_is_known(meeting, ada, cal):
    from meetings.actions import ask, send_invitation

    ask(meeting, people=[cal], provisional=True, by=ada)
    assert (files.event()["STATUS"], files.event()["SEQUENCE"]) == ("TENTATIVE", 0)
    send_invitation(meeting, by=ada)
    assert (files.event()["STATUS"], files.event()["SEQUENCE"]) == ("CONFIRMED", 1)
    assert (files.event()["TRANSP"], files.event()["CLASS"]) == ("OPAQUE", "PUBLIC")


def test_12_place_link_and_page_are_told_and_no_personal_link(invitation, meeting):
    event = files.event()
    assert event["LOCATION"] == "Lakeview Hall, 100 Sample Street" and "meet.example" in event["DESCRIPTION"]
    assert event["URL"].endswith("/meetings/q/") and event["CONFERENCE"].params["FEATURE"] == [
        "AUDIO",
        "VIDEO",
    ]
    assert b"rsvp" not in files.raw()


def test_13_no_alarm_is_set(invitation):
    assert b"VALARM" not in files.raw()


def test_14_outlook_is_told_how_busy(invitation):
    event = files.event()
    assert event["X-MICROSOFT-CDO-BUSYSTATUS"] == "TENTATIVE"
    assert event["X-MICROSOFT-CDO-INTENDEDSTATUS"] == "BUSY"
    assert event["X-MICROSOFT-CDO-ALLDAYEVENT"] == "FALSE"
    assert event_of(cancel_file(invite_file()))["X-MICROSOFT-CDO-BUSYSTATUS"] == "FREE"


def test_same_file_for_the_same_facts_whoever_was_written_to_before():
    assert request(invite_file()) == request(invite_file())
    other = request(invite_file(attendee="b@example.org", stamp=NOW + timedelta(minutes=1)))
    assert (
        b"b@example.org" in other and b"a@example.org" not in other and b"DTSTAMP:20261124T180100Z" in other
    )
    with time_machine.travel(NOW + timedelta(days=1)):
        assert request(invite_file()) == request(invite_file())
