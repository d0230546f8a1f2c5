"""F. Feeds; the numbers are those of docs/calendar.md."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from charter.models import Charter
from meetings.actions import cancel, choose_feed, invite, move, open_feed, reset_feed, respond, withdraw
from meetings.models import Meeting
from tasks.actions import open_task

PUBLIC = "/calendar/public.ics"


@pytest.fixture
def own(invitation, cal) -> str:
    return f"/calendar/{open_feed(cal).key}.ics"


def events(client, address):
    return Calendar.from_ical(client.get(address).content).walk("VEVENT")


def test_50_feed_is_published_without_attendees_and_the_public_one_without_link(own, client, cal):
    for address in (own, PUBLIC):
        answer = client.get(address)
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        assert client.head(address).status_code == 200
        assert b"METHOD:PUBLISH" in answer.content and b"ATTENDEE" not in answer.content
    assert b"meet.example" not in client.get(PUBLIC).content and b"Cal Ness" not in client.get(PUBLIC).content
    client.force_login(cal)
    page = client.get("/calendar/").content.decode()
    assert (own in page and "webcal:" in page) or "https" not in page


def test_51_feed_has_a_name_a_description_a_color_and_says_how_often_to_look(own, client):
    calendar = Calendar.from_ical(client.get(PUBLIC).content)
    assert calendar["NAME"] == calendar["X-WR-CALNAME"] == "WAHTC meetings"
    assert calendar["DESCRIPTION"] == calendar["X-WR-CALDESC"] == "All meetings of the whole WAHTC."
    assert (calendar["COLOR"], calendar["X-WR-TIMEZONE"]) == ("darkslateblue", "America/Chicago")
    assert calendar["X-PUBLISHED-TTL"] == "PT6H"
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT6H" in client.get(PUBLIC).content


def test_51_discreet_feed_is_not_described(fay, client):
    assert b"DESCRIPTION" not in client.get(f"/calendar/{open_feed(fay).key}.ics").content


def test_52_unchanged_feed_is_told_so_by_tag_and_by_date(own, client, november):
    first = client.get(own)
    november.shift(timedelta(hours=7))
    for asked in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        again = client.get(own, headers=asked)
        assert (again.status_code, again.content) == (304, b"")
        assert (again["ETag"], again["Cache-Control"]) == (first["ETag"], first["Cache-Control"])


def test_52_date_moves_also_when_an_entry_vanishes(own, client, invitation, ada, november):
    before = client.get(own)["Last-Modified"]
    november.shift(timedelta(seconds=5))
    withdraw(invitation, by=ada)
    assert client.get(own, headers={"If-Modified-Since": before}).status_code == 200


def test_53_cancelled_meeting_stays_as_cancelled(own, client, meeting, ada):
    cancel(meeting, by=ada)
    [event] = events(client, own)
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)


def test_53_uninvited_meeting_is_gone_from_her_feed_alone(own, client, invitation, ada, dot):
    invite(invitation.meeting, [dot], by=ada)
    withdraw(invitation, by=ada)
    assert events(client, own) == [] and len(events(client, PUBLIC)) == 1


def test_54_address_is_long_and_a_reset_one_is_not_found(own, client, cal):
    feed = open_feed(cal)
    assert len(feed.key) >= 43
    reset_feed(feed, by=cal)
    answer = client.get(own)
    assert answer.status_code == 404 and client.get(own)["X-Robots-Tag"].startswith("noindex")


def test_55_uid_is_the_invitations_and_only_a_yes_makes_busy(own, client, meeting, invitation, cal):
    [event] = events(client, own)
    assert (event["UID"], event["TRANSP"]) == (meeting.uid, "TRANSPARENT")
    respond(invitation, response="accepted", source="link", by=cal)
    assert events(client, own)[0]["TRANSP"] == "OPAQUE"


def test_56_deadline_is_a_whole_day_that_is_free_and_no_todo(own, client, cal, ada):
    choose_feed(open_feed(cal), with_tasks=True, by=cal)
    open_task(title="Posters", due=Meeting.objects.get().starts_at.date(), assignee=cal, by=ada)
    found = {str(event["SUMMARY"]): event for event in events(client, own)}
    due = found["Due: Posters"]
    assert due.to_ical().count(b"VALUE=DATE:") == 2 and due["TRANSP"] == "TRANSPARENT"
    assert b"VTODO" not in client.get(own).content


def test_57_feed_reads_back_to_the_same_instant_after_a_move(own, client, meeting, ada):
    """tests/interop/test_feed_clients.py has it read by ical.js, libical, vdirsyncer and khal."""
    later = meeting.starts_at + timedelta(days=60)
    move(meeting, starts_at=later, ends_at=later + timedelta(hours=4), by=ada)
    assert events(client, own)[0]["DTSTART"].dt == later


def test_58_empty_feed_holds_a_time_zone(client):
    Charter.load()
    calendar = Calendar.from_ical(client.get(PUBLIC).content)
    assert [part.name for part in calendar.subcomponents] == ["VTIMEZONE"]
