"""The cast: ada coordinates, bea chairs, cal represents, dot is in another workgroup, fay is protected."""

from datetime import date

import pytest

from members.models import Organization, Person, Representation, Sector
from workgroups.models import Role, RoleKind, Workgroup


def _person(name: str, **fields) -> Person:
    return Person.objects.create_user(name, f"{name.split()[0].lower()}@example.org", **fields)


@pytest.fixture
def legislative(db) -> Workgroup:
    return Workgroup.objects.create(slug="legislative", name="Legislative", charge="Bills and statutes.")


@pytest.fixture
def ada(db) -> Person:
    return _person("Ada Lund", is_coordinator=True)


@pytest.fixture
def bea(legislative) -> Person:
    bea = _person("Bea Moe")
    Role.objects.create(person=bea, workgroup=legislative, kind=RoleKind.CHAIR, since=date(2026, 1, 1))
    return bea


@pytest.fixture
def cal(db) -> Person:
    return _person("Cal Ness")


@pytest.fixture
def dot(db) -> Person:
    return _person("Dot Ray")


@pytest.fixture
def fay(db) -> Person:
    sector = Sector.objects.create(code="protected", name="Protected", protected=True)
    seat = Organization.objects.create(name="Advisory Seat A", kind="individual", sector=sector)
    fay = _person("Fay Secretname", discreet=True)
    Representation.objects.create(person=fay, organization=seat)
    return fay
