"""Who comes, where many are asked: the figures count all, the table is cut into pages."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings.models import Invitation, Meeting
from members.models import Organization, Person, Representation

PATH = "/meetings/q/invitees/"


@pytest.fixture
def meeting(db) -> Meeting:
    start = timezone.now() + timedelta(days=20)
    return Meeting.objects.create(
        slug="q", title="Quarterly", starts_at=start, ends_at=start + timedelta(hours=4)
    )


def asked(meeting: Meeting, numbers: range, response: str = "accepted") -> None:
    seats = Organization.objects.bulk_create(Organization(name=f"Seat {n:03}") for n in numbers)
    people = Person.objects.bulk_create(
        Person(name=f"Person {n:03}", email=f"p{n}@example.org") for n in numbers
    )
    Representation.objects.bulk_create(
        Representation(person=person, organization=seat) for person, seat in zip(people, seats, strict=True)
    )
    Invitation.objects.bulk_create(
        Invitation(meeting=meeting, person=person, organization=seat, response=response)
        for person, seat in zip(people, seats, strict=True)
    )


def test_a_long_table_has_pages_and_figures_of_all(client, ada, meeting):
    asked(meeting, range(250))
    client.force_login(ada)
    first = client.get(PATH).content.decode()
    assert "250 of 250 voting members come" in first and "Page 1 of 2" in first
    assert ">Seat 199<" in first and ">Seat 200<" not in first
    assert ">Seat 200<" in client.get(PATH, {"page": 2}).content.decode()
    found = client.get(PATH, {"q": "seat 24"}).content.decode()
    assert ">Seat 249<" in found and ">Seat 001<" not in found and "Page 1" not in found


def test_who_is_absent_is_named_up_to_fifty(client, ada, meeting):
    asked(meeting, range(60), "declined")
    client.force_login(ada)
    page = client.get(PATH).content.decode()
    assert "Seat 049, … (60)." in page and "Find an organization" not in page


def test_more_seats_are_no_more_queries(client, ada, meeting):
    client.force_login(ada)
    counts = []
    for numbers in (range(1), range(1, 230)):
        asked(meeting, numbers)
        client.get(PATH)
        with CaptureQueriesContext(connection) as queries:
            client.get(PATH)
        counts.append(len(queries))
    assert counts[0] == counts[1]
