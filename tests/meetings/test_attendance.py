"""Who was there: from imported minutes, and whether they make a quorum."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from charter.models import Charter
from meetings.actions import minutes as minutes_actions
from meetings.actions.attendance import fill_from_minutes
from meetings.minutes_text import parse_minutes
from meetings.models import Attendance, Meeting
from meetings.quorum import quorum_at, quorum_of_day
from members.models import Organization, Person, Representation

TEXT = (Path(__file__).parent / "minutes" / "2026-07-16-minutes.md").read_text()
TEN = datetime(2026, 7, 16, 15, tzinfo=UTC)


@pytest.fixture
def meeting(db) -> Meeting:
    Charter(pk=1, time_zone="America/Chicago").save()
    return Meeting.objects.create(
        slug="2026-07-16", title="Quarterly", starts_at=TEN, ends_at=TEN + timedelta(hours=4)
    )


@pytest.fixture
def seats(db) -> dict[str, Organization]:
    names = ["Bright Path Youth Network", "Centro Puente Claro", "Wausau Walk of Hope"]
    return {name: Organization.objects.create(name=name) for name in names}


def taken_in(meeting, by):
    minutes = minutes_actions.begin(meeting, by=by)
    minutes_actions.take_in(minutes, parse_minutes(TEXT), by=by)
    return minutes


def test_minutes_name_twenty_organizations_and_how_they_came():
    seats = {seat.organization: seat for seat in parse_minutes(TEXT).seats}
    assert len(seats) == 20
    assert [p.name for p in seats["Marsh & Olmstead Legal Aid"].people] == [
        "Bartholomew Nguyen",
        "Simone Achterberg",
    ]
    assert seats["Centro Puente Claro"].people[0].remote
    assert seats["Survivor Advisory Seat A"].people == []
    assert seats["Bright Path Youth Network"].left == "13:40"


def test_attendance_is_filled_from_minutes_once(meeting, seats, ada):
    jose = Person.objects.create_user("José Echeverría")
    Representation.objects.create(person=jose, organization=seats["Centro Puente Claro"])
    minutes = taken_in(meeting, ada)
    unknown = fill_from_minutes(minutes, by=ada)
    fill_from_minutes(minutes, by=ada)
    rows = Attendance.objects.values_list("organization__name", "person", "mode", "source", "left_at")
    assert set(rows) == {
        (
            "Bright Path Youth Network",
            None,
            "in_person",
            "minutes",
            datetime(2026, 7, 16, 18, 40, tzinfo=UTC),
        ),
        ("Centro Puente Claro", jose.pk, "remote", "minutes", None),
    }
    assert len(unknown) == 18


def test_protected_seat_is_never_filled_with_a_person(meeting, fay, ada):
    Organization.objects.update(name="Survivor Advisory Seat A")
    Person.objects.filter(pk=fay.pk).update(name="Survivor Advisory Seat A")
    fill_from_minutes(taken_in(meeting, ada), by=ada)
    assert Attendance.objects.get().person is None


def test_quorum_counts_voting_organizations_in_the_room_at_that_moment(meeting, seats, ada):
    Organization.objects.create(name="No vote", voting=False)
    Organization.objects.create(name="Gone", status="former", until=date(2026, 7, 15))
    fill_from_minutes(taken_in(meeting, ada), by=ada)
    early, late = (quorum_at(meeting, TEN + timedelta(hours=hours)) for hours in (1, 3.9))
    assert (len(early.eligible), len(early.present), early.needed, early.reached) == (3, 2, 2, True)
    assert (len(late.present), late.missing, late.reached) == (1, 1, False)
    assert quorum_of_day(meeting).reached


def test_guest_of_an_organization_is_no_vote(meeting, seats):
    seat = seats["Wausau Walk of Hope"]
    Attendance.objects.create(meeting=meeting, organization=seat, guest_name="Pat Doe", arrived_at=TEN)
    assert not quorum_at(meeting, TEN + timedelta(minutes=1)).present
    Attendance.objects.create(meeting=meeting, organization=seat, arrived_at=TEN)
    assert quorum_at(meeting, TEN + timedelta(minutes=1)).present == {seat.pk}
