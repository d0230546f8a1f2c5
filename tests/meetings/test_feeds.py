from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from icalendar import Calendar

from charter.models import Charter
from meetings.actions import cancel, invite, move, open_feed, reset_feed, respond
from meetings.models import Feed, Meeting, Venue
from tasks.models import Task

CENTRAL = ZoneInfo("America/Chicago")
NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)


@pytest.fixture(autouse=True)
def november(db):
    Charter(pk=1, short_name="WAHTC", time_zone="America/Chicago").save()
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def meeting(db) -> Meeting:
    return Meeting.objects.create(
        slug="q",
        title="Anti-trafficking quarterly",
        venue=Venue.objects.create(name="Lakeview Hall"),
        join_link="https://meet.example/secret",
        starts_at=datetime(2027, 1, 14, 10, tzinfo=CENTRAL),
        ends_at=datetime(2027, 1, 14, 14, tzinfo=CENTRAL),
    )


@pytest.fixture
def invitation(meeting, ada, cal):
    return invite(meeting, [cal], by=ada)[0]


def read(client, person) -> tuple[str, list]:
    text = client.get(f"/calendar/{open_feed(person).key}.ics").content.decode()
    return text, Calendar.from_ical(text).walk("VEVENT")


def test_own_feed_holds_place_link_and_the_same_uid(invitation, meeting, cal, client):
    text, [event] = read(client, cal)
    assert (event["UID"], event["LOCATION"], event["TRANSP"]) == (meeting.uid, "Lakeview Hall", "TRANSPARENT")
    assert event["DTSTART"].dt == meeting.starts_at
    assert "meet.example" in text and "ATTENDEE" not in text


def test_accepted_meeting_makes_busy(invitation, cal, client):
    respond(invitation, response="accepted", source="link", by=cal)
    assert read(client, cal)[1][0]["TRANSP"] == "OPAQUE"


@pytest.mark.parametrize("address", ["/calendar/public.ics", "/workgroups/legislative.ics"])
def test_public_feed_tells_neither_place_nor_link_nor_names(
    invitation, meeting, legislative, address, client
):
    if "workgroups" in address:
        meeting.workgroup = legislative
        meeting.save()
    text = client.get(address).content.decode()
    assert "Anti-trafficking" in text
    assert not any(
        word in text for word in ["Lakeview", "meet.example", "Cal Ness", "cal@", "ATTENDEE", "ORGANIZER"]
    )


def test_meeting_nobody_was_told_of_is_in_no_feed(meeting, client):
    assert "VEVENT" not in client.get("/calendar/public.ics").content.decode()


def test_empty_feed_is_still_a_calendar(client):
    text = client.get("/calendar/public.ics").content.decode()
    assert [c.name for c in Calendar.from_ical(text).subcomponents] == ["VTIMEZONE"]


def test_protected_persons_feed_says_nothing(meeting, ada, fay, client):
    invite(meeting, [fay], by=ada)
    Task.objects.create(title="Call the survivors", assignee=fay, due=date(2026, 12, 1))
    Feed.objects.create(person=fay, with_tasks=True)
    text, events = read(client, fay)
    assert [str(e["SUMMARY"]) for e in events] == ["Quarterly Meeting", "Something is due"]
    for word in [
        "traffick",
        "WAHTC",
        "survivor",
        "Lakeview",
        "meet.example",
        "Secretname",
        "/meetings/",
        "/tasks/",
    ]:
        assert word not in text


def test_cancelled_meeting_stays_as_cancelled(invitation, meeting, ada, cal, client):
    cancel(meeting, by=ada)
    event = read(client, cal)[1][0]
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
    assert b"STATUS:CANCELLED" in client.get("/calendar/public.ics").content


def test_unchanged_feed_is_told_in_no_bytes_and_a_move_is(invitation, meeting, ada, client):
    first = client.get("/calendar/public.ics")
    with time_machine.travel(NOW + timedelta(hours=3)):
        again = client.get("/calendar/public.ics", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert (again["ETag"], again["Cache-Control"]) == (first["ETag"], first["Cache-Control"])
    day = datetime(2027, 4, 15, 10, tzinfo=CENTRAL)
    move(meeting, starts_at=day, ends_at=day.replace(hour=14), by=ada)
    assert client.get("/calendar/public.ics", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_feed_is_a_calendar_file_that_robots_leave_alone(invitation, cal, client):
    response = client.get(f"/calendar/{open_feed(cal).key}.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "private, no-cache" and "noindex" in response["X-Robots-Tag"]
    head = client.head(f"/calendar/{open_feed(cal).key}.ics")
    assert (head.status_code, head["ETag"]) == (200, response["ETag"])


def test_tasks_stand_in_it_when_wished(cal, client):
    Task.objects.create(title="Write", assignee=cal, due=date(2026, 12, 1))
    assert read(client, cal)[1] == []
    client.force_login(cal)
    client.post("/calendar/", {"act": "choose", "with_tasks": "on"})
    [event] = read(client, cal)[1]
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 12, 1), date(2026, 12, 2))


def test_address_is_got_renewed_and_ended_on_one_page(cal, client):
    client.force_login(cal)
    assert "Get my address" in client.get("/calendar/").content.decode()
    assert not Feed.objects.exists()
    client.post("/calendar/", {"act": "open"})
    old = Feed.objects.get().key
    assert old in client.get("/calendar/").content.decode()
    client.post("/calendar/", {"act": "reset"})
    assert client.get(f"/calendar/{old}.ics").status_code == 404
    new = Feed.objects.get().key
    client.post("/calendar/", {"act": "close"})
    assert client.get(f"/calendar/{new}.ics").status_code == 404


def test_guessed_address_and_that_of_who_left_are_not_found(cal, client):
    key = open_feed(cal).key
    assert client.get(f"/calendar/{key[:-1]}.ics").status_code == 404
    cal.is_active = False
    cal.save()
    assert client.get(f"/calendar/{key}.ics").status_code == 404


def test_nobody_resets_anothers(cal, dot, client):
    feed = open_feed(cal)
    client.force_login(dot)
    client.post("/calendar/", {"act": "reset"})
    assert Feed.objects.get(person=cal).key == feed.key
    reset_feed(feed, by=cal)
    assert Feed.objects.get(person=cal).key == feed.key


def test_feed_costs_the_same_with_thirty_meetings(cal, ada, client, django_assert_max_num_queries):
    for number in range(30):
        starts = datetime(2027, 1, 1 + number, 10, tzinfo=CENTRAL)
        invite(
            Meeting.objects.create(
                slug=f"m{number}", title="M", starts_at=starts, ends_at=starts.replace(hour=11)
            ),
            [cal],
            by=ada,
        )
    key = open_feed(cal).key
    with django_assert_max_num_queries(5):
        client.get(f"/calendar/{key}.ics")
