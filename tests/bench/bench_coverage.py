"""Coverage, its gap list and a county's page at 10,000 organizations and 40,000 people: medians in milliseconds.

Run by `make limits`, not part of the suite: it fills a database of its own and fails where a median is over 150 ms.
"""

import pytest

from members.models import County, Organization, Person, Representation, Sector
from members.reference import load_reference
from tests.bench.measuring import measured

pytestmark = pytest.mark.django_db
ORGANIZATIONS, PEOPLE, MOST = 10_000, 40_000, 150
PAGES = [
    "/coverage/",
    "/coverage/?sector=service_provider",
    "/coverage/gaps/",
    "/coverage/counties/55025/",
    "/coverage/ask/?sector=service_provider&county=55025",
]


def fill() -> None:
    load_reference("Wisconsin")
    sectors, counties = list(Sector.objects.all()), list(County.objects.all())
    seats = Organization.objects.bulk_create(
        (
            Organization(name=f"Organization {n}", sector=sectors[n % len(sectors)], statewide=n % 19 == 0)
            for n in range(ORGANIZATIONS)
        ),
        batch_size=500,
    )
    served = Organization.counties.through
    served.objects.bulk_create(
        (
            served(organization=seat, county=counties[(n * 7 + k) % len(counties)])
            for n, seat in enumerate(seats)
            for k in range(3)
        ),
        batch_size=500,
    )
    people = Person.objects.bulk_create(
        (Person(name=f"Person {n}", email=f"p{n}@a.example") for n in range(PEOPLE)), batch_size=500
    )
    Representation.objects.bulk_create(
        (
            Representation(
                person=person,
                organization=seats[n % ORGANIZATIONS],
                role="primary" if n < ORGANIZATIONS else "alternate",
            )
            for n, person in enumerate(people)
        ),
        batch_size=500,
    )


def test_medians(ada, cal, client):
    fill()
    slow = {}
    for reader in (ada, cal, None):
        client.logout()
        if reader:
            client.force_login(reader)
        for page in PAGES if reader == ada else PAGES[:2]:
            took = measured(lambda page=page: client.get(page))
            print(f"{reader.name if reader else 'public':10} {page:55} {took}")
            if took.median > MOST:
                slow[page] = took.median
    assert slow == {}
