import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from icalendar import Calendar

from charter.models import Charter
from meetings.actions import TooLate, cancel, invite, move, respond
from meetings.ical.build import Invite, request
from meetings.models import Answer, Invitation, Meeting, Venue

NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)
CENTRAL = ZoneInfo("America/Chicago")


@pytest.fixture(autouse=True)
def november(db):
    Charter(pk=1, short_name="WAHTC", time_zone="America/Chicago").save()
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def meeting(db) -> Meeting:
    return Meeting.objects.create(
        slug="2027-01-14",
        title="Quarterly anti-trafficking meeting",
        venue=Venue.objects.create(name="Lakeview Hall"),
        starts_at=datetime(2027, 1, 14, 10, tzinfo=CENTRAL),
        ends_at=datetime(2027, 1, 14, 14, tzinfo=CENTRAL),
    )


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    def run(act, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return act(*args, **kwargs)

    return run


def calendar(number: int = -1):
    parts = mail.outbox[number].message().walk()
    part = next(p for p in parts if p.get_content_type() == "text/calendar")
    parsed = Calendar.from_ical(part.get_payload(decode=True))
    return part, parsed, parsed.walk("VEVENT")[0]


def link() -> str:
    return re.search(r"/rsvp/\S+/", mail.outbox[-1].body).group()


def test_each_invitee_gets_her_own_message_and_only_her_line(meeting, ada, cal, dot, commit):
    commit(invite, meeting, [cal, dot], by=ada)
    commit(invite, meeting, [cal, dot], by=ada)
    assert sorted(m.to[0] for m in mail.outbox) == ["cal@example.org", "dot@example.org"]
    raw = mail.outbox[0].message().as_string() + calendar(0)[1].to_ical().decode()
    assert "dot@example.org" not in raw and "Dot Ray" not in raw


def test_request_is_what_a_calendar_expects(meeting, ada, cal, commit):
    commit(invite, meeting, [cal], by=ada)
    part, parsed, event = calendar()
    assert part.get_param("method") == parsed["METHOD"] == "REQUEST"
    assert (event["SEQUENCE"], event["STATUS"]) == (0, "CONFIRMED")
    assert event["ATTENDEE"] == "mailto:cal@example.org"
    assert event["ATTENDEE"].params["RSVP"] == "TRUE"
    assert "10:00 a.m. CST" in mail.outbox[0].subject
    assert b"RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11" in parsed.to_ical()
    assert b"DTSTART:20071104T020000" in parsed.to_ical()


def test_scanner_changes_nothing_and_one_press_answers(meeting, ada, cal, client, commit):
    commit(invite, meeting, [cal], by=ada)
    client.get(link())
    client.head(link())
    assert Answer.objects.count() == 0
    client.post(link(), {"response": "accepted"})
    client.post(link(), {"response": "declined"})
    invitation = Invitation.objects.get()
    assert invitation.response == "declined"
    assert [a.response for a in invitation.answers.all()] == ["declined", "accepted"]


def test_late_mail_never_beats_a_later_press(meeting, ada, cal, commit):
    [invitation] = commit(invite, meeting, [cal], by=ada)
    respond(invitation, response="accepted", source="link", by=cal)
    earlier = datetime(2026, 11, 24, 17, tzinfo=UTC)
    respond(invitation, response="declined", source="calendar", at=earlier, by=cal)
    invitation.refresh_from_db()
    assert invitation.response == "accepted"


def test_move_updates_the_same_entry_and_asks_again(meeting, ada, cal, commit):
    [invitation] = commit(invite, meeting, [cal], by=ada)
    respond(invitation, response="accepted", source="link", by=cal)
    uid = calendar()[2]["UID"]
    day = datetime(2027, 4, 15, 10, tzinfo=CENTRAL)
    commit(move, meeting, starts_at=day, ends_at=day.replace(hour=14), by=ada)
    event = calendar()[2]
    assert (event["UID"], event["SEQUENCE"]) == (uid, 1)
    assert event["DTSTART"].dt.astimezone(UTC) == datetime(2027, 4, 15, 15, tzinfo=UTC)
    invitation.refresh_from_db()
    assert (invitation.response, invitation.sequence_sent) == ("needs-action", 1)


def test_move_there_and_back_is_told_twice(meeting, ada, cal, commit):
    commit(invite, meeting, [cal], by=ada)
    old = (meeting.starts_at, meeting.ends_at)
    day = datetime(2027, 1, 21, 10, tzinfo=CENTRAL)
    commit(move, meeting, starts_at=day, ends_at=day.replace(hour=14), by=ada)
    commit(move, meeting, starts_at=old[0], ends_at=old[1], by=ada)
    assert [calendar(n)[2]["SEQUENCE"] for n in range(3)] == [0, 1, 2]


def test_cancel_reaches_everyone_asked_and_nobody_else(meeting, ada, cal, dot, commit):
    [invitation] = commit(invite, meeting, [cal], by=ada)
    respond(invitation, response="declined", source="link", by=cal)
    mail.outbox.clear()
    commit(cancel, meeting, by=ada)
    assert [m.to for m in mail.outbox] == [["cal@example.org"]]
    part, parsed, event = calendar()
    assert part.get_param("method") == parsed["METHOD"] == "CANCEL"
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
    with pytest.raises(TooLate):
        respond(invitation, response="accepted", source="link", by=cal)


def test_cancelled_meeting_answers_a_press_in_words(meeting, ada, cal, client, commit):
    commit(invite, meeting, [cal], by=ada)
    old = link()
    commit(cancel, meeting, by=ada)
    assert "was cancelled" in client.post(old, {"response": "accepted"}).content.decode()


def test_link_ends_a_day_after_the_meeting(meeting, ada, cal, client, commit):
    commit(invite, meeting, [cal], by=ada)
    with time_machine.travel(datetime(2027, 1, 16, tzinfo=CENTRAL)):
        assert client.get(link()).status_code == 404


def test_protected_persons_mail_and_page_say_nothing(meeting, ada, fay, client, commit):
    commit(invite, meeting, [fay], by=ada)
    told = mail.outbox[0].message().as_string() + calendar()[1].to_ical().decode()
    told += mail.outbox[0].subject + mail.outbox[0].body
    assert not re.search(r"traffick|WAHTC|Secretname|Seat|Lakeview", told, re.IGNORECASE)
    page = client.get(link()).content.decode()
    assert not re.search(r"traffick|WAHTC|Secretname|Seat|Lakeview", page, re.IGNORECASE)


def test_name_cannot_begin_a_property_and_lines_stay_short():
    file = request(
        Invite(
            uid="u",
            sequence=0,
            stamp=NOW,
            starts=NOW,
            ends=NOW.replace(hour=20),
            zone="America/Chicago",
            summary="日本語" * 40,
            organizer="o@example.org",
            organizer_name="O",
            attendee="a@example.org",
            attendee_name='A"\r\nATTENDEE:mailto:x@example.org',
        )
    )
    lines = file.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert sum(line.startswith(b"ATTENDEE") for line in lines) == 1
    assert file.count(b"\n") == file.count(b"\r\n")
