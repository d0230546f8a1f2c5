"""The one rule of what an audience may see of a person (survivor safety R3, R9)."""

from functools import cached_property

from members.enums import Audience
from members.models import Organization, Person, Representation, Sector

SOMEONE = "A member"


class Viewer:
    """One pair of eyes. Ask it for every name that is shown; it costs one query however many it answers."""

    def __init__(self, audience: Audience, person: Person | None = None):
        self.audience = audience
        self.person = person

    @cached_property
    def _protected(self) -> frozenset[int]:
        return frozenset(
            Representation.objects.filter(organization__sector__protected=True).values_list(
                "person_id", flat=True
            )
        )

    def _knows(self, person: Person) -> bool:
        return self.audience == Audience.COORDINATOR or (
            self.person is not None and self.person.pk == person.pk
        )

    def name(self, person: Person | None) -> str:
        """The name this viewer may read. Never links a protected person to her seat."""
        if person is None:
            return ""
        if self._knows(person):
            return person.name
        if person.pk in self._protected or self.audience == Audience.PUBLIC:
            return person.display_name or SOMEONE
        return person.display_name or person.name

    def may_list(self, person: Person) -> bool:
        """Whether the person may stand in a directory shown to this viewer."""
        if self._knows(person):
            return True
        return (
            self.audience == Audience.MEMBER and person.listed_to_members and person.pk not in self._protected
        )

    def may_see_representatives(self, organization: Organization) -> bool:
        """Whether who sits in a seat may be shown: never for a protected one."""
        return self.audience == Audience.COORDINATOR or not (
            organization.sector and organization.sector.protected
        )

    def sector(self, organization: Organization) -> Sector | None:
        """The sector to show beside a seat; a protected one is the coordinator's alone."""
        return organization.sector if self.may_see_representatives(organization) else None


def viewer_for(user) -> Viewer:
    """The viewer of a request: coordinator, signed-in member, or the public."""
    if not getattr(user, "is_authenticated", False):
        return Viewer(Audience.PUBLIC)
    return Viewer(Audience.COORDINATOR if user.is_coordinator else Audience.MEMBER, user)
