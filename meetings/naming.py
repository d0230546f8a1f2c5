"""The names that may be typed into minutes: as members read them, and never one of a protected seat."""

from members.enums import Audience
from members.models import Organization, Person
from members.visibility import Viewer


def nameable() -> dict[str, Person]:
    """Active people by the name that every member may read."""
    viewer = Viewer(Audience.MEMBER)
    people = Person.objects.filter(is_active=True).exclude(
        representations__organization__sector__protected=True
    )
    return {viewer.name(person): person for person in people}


def seats() -> list[str]:
    """Organizations by name, for movers and seconders."""
    return list(Organization.objects.active().values_list("name", flat=True))
