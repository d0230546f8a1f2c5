"""What we send means the same to ical.js, libical and KCalendarCore as it does to us."""

from datetime import UTC, date, datetime, timedelta

import pytest

from mail.models import Message
from meetings.actions import cancel, invite, move, open_feed
from meetings.feeds import personal_feed, public_feed
from meetings.ical import build, feed
from tests.interop.conftest import CENTRAL
from tests.interop.readers import READERS

pytestmark = pytest.mark.interop
FRIDAYS = [date(2026, 10, 30), date(2026, 11, 6), date(2027, 3, 12), date(2027, 3, 19)]


def utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def facts(meeting, *, method: str, status="CONFIRMED") -> dict:
    return {
        "method": method,
        "uid": meeting.uid,
        "sequence": meeting.sequence,
        "status": status,
        "start": utc(meeting.starts_at),
        "end": utc(meeting.ends_at),
        "summary": meeting.title,
        "location": meeting.place,
        "attendees": ["cal@example.org"],
        "organizer": "meetings@consortium.example",
    }


def last_file() -> bytes:
    return bytes(Message.objects.exclude(calendar=None).order_by("-pk")[0].calendar)


@pytest.mark.parametrize("client", READERS)
def test_invitation_move_and_cancellation_mean_what_we_mean(client, meeting, ada, cal):
    invite(meeting, [cal], by=ada)
    assert READERS[client](last_file()) == [facts(meeting, method="REQUEST")]
    move(
        meeting,
        starts_at=meeting.starts_at + timedelta(days=7),
        ends_at=meeting.ends_at + timedelta(days=7),
        by=ada,
    )
    meeting.refresh_from_db()
    assert READERS[client](last_file()) == [facts(meeting, method="REQUEST")]
    cancel(meeting, by=ada)
    meeting.refresh_from_db()
    assert READERS[client](last_file()) == [facts(meeting, method="CANCEL", status="CANCELLED")]


@pytest.mark.parametrize("client", READERS)
def test_feeds_mean_what_we_mean(client, meeting, ada, cal):
    invite(meeting, [cal], by=ada)
    own = facts(meeting, method="PUBLISH") | {"attendees": [], "organizer": ""}
    assert READERS[client](personal_feed(open_feed(cal))) == [own]
    assert READERS[client](public_feed()) == [own | {"location": ""}]


def ten_in_madison(day: date) -> dict:
    starts = datetime(day.year, day.month, day.day, 10, tzinfo=CENTRAL)
    stamp = datetime(2026, 9, 1, tzinfo=UTC)
    return {
        "uid": f"{day}",
        "sequence": 0,
        "stamp": stamp,
        "starts": starts,
        "ends": starts + timedelta(hours=4),
    }


@pytest.mark.parametrize("client", READERS)
@pytest.mark.parametrize("day", FRIDAYS, ids=str)
def test_ten_in_madison_is_ten_on_both_sides_of_each_change_of_clocks(client, day):
    times = ten_in_madison(day)
    file = build.request(
        build.Invite(
            **times, zone="America/Chicago", summary="S", organizer="o@example.org", organizer_name="O",
            attendee="a@example.org", attendee_name="A",
        )
    )  # fmt: skip
    assert READERS[client](file)[0]["start"] == utc(times["starts"])


@pytest.mark.parametrize("client", READERS)
def test_feed_across_both_changes_of_clocks_keeps_ten(client):
    entries = [feed.Entry(**ten_in_madison(day), summary="S") for day in FRIDAYS]
    file = feed.feed("F", entries, zone="America/Chicago")
    found = {e["uid"]: e["start"] for e in READERS[client](file)}
    assert found == {e.uid: utc(e.starts) for e in entries}


@pytest.mark.parametrize("client", READERS)
def test_deadline_is_one_whole_day(client):
    deadline = feed.Deadline("d", datetime(2026, 9, 1, tzinfo=UTC), date(2026, 12, 1), "Due: this; and that")
    [event] = READERS[client](feed.feed("F", [], zone="America/Chicago", deadlines=[deadline]))
    assert (event["start"], event["end"], event["summary"]) == (
        "2026-12-01",
        "2026-12-02",
        "Due: this; and that",
    )
