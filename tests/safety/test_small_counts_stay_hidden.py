"""No page, feed or file tells anyone but the coordinator how many protected seats there are, while they are few.

Whoever holds two pages against each other, or one against itself a month later, finds nothing to subtract.
"""

import re
from datetime import date

import pytest
import time_machine

from members.models import Organization, Person, Representation
from tests.safety.test_role_walk import EXPECTED, ROLES, address, world  # noqa: F401

NOISE = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')
# Minutes name each voting seat by its label, there or absent, and count them: that is how a vote is kept.
NAMED = re.compile(r"minutes|correct/")


def read(client, addresses: dict[str, str]) -> dict[str, bytes]:
    """What each address shows; a PDF's bytes differ each time, and the page beside it has its tables."""
    answers = {route: client.get(path) for route, path in addresses.items()}
    shown = {route: NOISE.sub(b"", b"".join(a)) for route, a in answers.items() if a.status_code == 200}
    return {route: text for route, text in shown.items() if not text.startswith(b"%PDF")}


def another_seat(fay: Person, letter: str) -> None:
    """As active and as entitled to vote as hers."""
    hers = fay.representations.get().organization
    made = Organization.objects.create(name=f"Advisory Seat {letter}", kind=hers.kind, sector=hers.sector)
    person = Person.objects.create_user(f"Secretname {letter}", discreet=True)
    Representation.objects.create(person=person, organization=made, since=date(2026, 1, 1))


@pytest.mark.parametrize("role", ROLES[:3])
def test_one_protected_seat_and_three_look_alike(role, world, address, client):  # noqa: F811
    addresses = {route: address(route) for route in EXPECTED if not NAMED.search(route)}
    sector = world["fay"].representations.get().organization.sector
    narrowed = [f"/organizations/?sector={sector.pk}", "/organizations/?q=advisory", "/search/?q=advisory"]
    addresses |= {path: path for path in [*narrowed, f"/coverage/?sector={sector.code}", "/people/?q=a"]}
    with time_machine.travel("2026-11-27 12:00-06:00", tick=False):
        if role != "public":
            client.force_login(world[{"member": "cal", "chair": "bea"}[role]])
        before = read(client, addresses)
        for letter in "YZ":
            another_seat(world["fay"], letter)
        after = read(client, addresses)
    assert {"coverage/", "organizations/", "reports/<str:slug>/"} <= set(before) or role == "public"
    assert [route for route, text in before.items() if after.get(route) != text] == []
