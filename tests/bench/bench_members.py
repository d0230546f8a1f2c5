"""10,000 organizations and 40,000 people: how long the pages that list and find them take.

    DATABASE_URL=postgres://... pytest -s -o python_files=bench_members.py tests/bench

Prints the least and the median of 20 requests each and the CPU they cost us, and fails where a median is over 150 ms.
"""

import os
from datetime import date, timedelta
from itertools import cycle

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings.models import Attendance, Meeting
from members.models import Consent, County, Organization, Person, Representation, Sector, StatusChange
from members.reference import load_reference
from tests.bench.measuring import measured
from workgroups.models import Role, Workgroup

ORGANIZATIONS, PEOPLE, PRESSES, LIMIT_MS = 10_000, 40_000, 20, 150
TODAY = date(2026, 11, 26)
WORDS = ["Harbor", "Prairie", "Lakeshore", "Riverbend", "Northwoods", "Lantern", "Pinecrest", "Cedar"]
KINDS = ["Advocacy Center", "Sheriff's Office", "Health Clinic", "Legal Aid", "Outreach", "Shelter"]


@pytest.fixture
def roster(transactional_db) -> dict:
    """A roster of that size; a fiftieth of the seats is protected, a third of the people is listed."""
    load_reference("Wisconsin")
    sectors, counties = list(Sector.objects.all()), list(County.objects.all())
    protected = next(sector for sector in sectors if sector.protected)
    open_sectors = cycle([sector for sector in sectors if not sector.protected])
    seats = Organization.objects.bulk_create(
        [
            Organization(
                name=f"{WORDS[n % 8]} {KINDS[n % 6]} {n}" if n % 50 else f"Advisory Seat {n}",
                sector=next(open_sectors) if n % 50 else protected,
                status="active" if n % 9 else "former",
                since=date(2010, 1, 1),
            )
            for n in range(ORGANIZATIONS)
        ],
        batch_size=2000,
    )
    through = Organization.counties.through
    through.objects.bulk_create(
        [
            through(organization=seat, county=counties[(n + k) % 72])
            for n, seat in enumerate(seats)
            for k in range(n % 4)
        ],
        batch_size=5000,
    )
    StatusChange.objects.bulk_create(
        [StatusChange(organization=seat, status=seat.status, since=seat.since) for seat in seats],
        batch_size=2000,
    )
    people = Person.objects.bulk_create(
        [
            Person(
                name=f"{WORDS[n % 8]} Person{n}",
                email=f"p{n}@example.org",
                display_name=f"Called {n}" if n % 10 == 0 else "",
                password="!",
            )
            for n in range(PEOPLE)
        ],
        batch_size=2000,
    )
    Representation.objects.bulk_create(
        [
            Representation(
                person=person,
                organization=seats[n % ORGANIZATIONS],
                role="primary" if n < ORGANIZATIONS else "alternate",
                since=date(2020, 1, 1),
            )
            for n, person in enumerate(people)
        ],
        batch_size=5000,
    )
    ends = timezone.localdate() + timedelta(days=300)
    Consent.objects.bulk_create(
        [
            Consent(
                person=person, audience="members", field=field, text_version="2026-11-27", expires_on=ends
            )
            for person in people[::3]
            for field in ("name", "email")
        ],
        batch_size=5000,
    )
    group = Workgroup.objects.create(slug="legislative", name="Legislative")
    Role.objects.bulk_create(
        Role(person=person, workgroup=group, since=date(2025, 1, 1)) for person in people[:2000]
    )
    _meetings(seats)
    coordinator = people[1]
    Person.objects.filter(pk=coordinator.pk).update(is_coordinator=True)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return {"coordinator": coordinator, "member": people[4], "seats": seats, "group": group, "people": people}


def _meetings(seats) -> None:
    for quarter in range(8):
        starts = timezone.now() - timedelta(days=30 + 91 * quarter)
        meeting = Meeting.objects.create(
            slug=f"q{quarter}", title="Quarterly", starts_at=starts, ends_at=starts + timedelta(hours=4)
        )
        Attendance.objects.bulk_create(
            [Attendance(meeting=meeting, organization=seat) for seat in seats[quarter::3]], batch_size=5000
        )


def pages(roster) -> dict[str, str]:
    sector = Sector.objects.filter(protected=False).first().pk
    county = County.objects.get(name="Dane").pk
    seat = roster["seats"][7].pk
    return {
        "organizations, first page": "/organizations/",
        "organizations, page 150": "/organizations/?page=150",
        "organizations by letters": "/organizations/?q=harb+leg",
        "organizations by sector and county": f"/organizations/?sector={sector}&county={county}",
        "organizations by workgroup": f"/organizations/?workgroup={roster['group'].pk}",
        "organization": f"/organizations/{seat}/",
        "people, first page": "/people/",
        "people by letters": "/people/?q=person39",
        "people, nobody found": "/people/?q=zzzz",
        "person": f"/people/{roster['people'][9].handle}/",
        "how others see me": "/people/me/",
        "what others see": "/people/me/seen/",
    }


def test_pages_are_quick_enough(roster, client):
    print(f"\n{ORGANIZATIONS} organizations, {PEOPLE} people, {connection.vendor}; milliseconds")
    slow = []
    for who in ("coordinator", "member"):
        client.force_login(roster[who])
        for name, path in pages(roster).items():
            assert client.get(path).status_code in (200, 404)
            took = measured(lambda path=path: client.get(path), runs=PRESSES)
            with CaptureQueriesContext(connection) as asked:
                client.get(path)
            queries = asked.captured_queries
            print(
                f"{who:12} {name:38} {took}  "
                f"{len(queries):3} queries, {1000 * sum(float(q['time']) for q in queries):5.0f} ms"
            )
            if os.environ.get("SHOW_SLOW"):
                worst = sorted(queries, key=lambda q: -float(q["time"]))[:3]
                print(*[f"      {q['time']} {q['sql'][:1500]}" for q in worst], sep="\n")
            if took.median > LIMIT_MS:
                slow.append((who, name, round(took.median)))
    assert slow == []
