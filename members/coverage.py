"""Which sectors have organizations where, as far as a pair of eyes may read it.

A protected sector is never counted by place, for anyone. Of the others everybody may read where there are
none; the coordinator alone reads counts under five. An organization that serves several counties counts in
each, so that no total follows from the cells, and no total of places is printed.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from members.models import County, Organization, Region, Sector, Tribe
from members.small_counts import number
from members.visibility import Viewer

Counts = dict[int, int]


@dataclass
class Place:
    """A county, a Tribe or a region; `counts` gives the organizations that serve it, by sector id."""

    place: County | Tribe | Region
    counts: Counts = field(default_factory=dict)

    def count(self, sector: Sector) -> int:
        return self.counts.get(sector.pk, 0)


class Coverage:
    """The whole table; each part is counted when it is first asked for, in one query however many organizations.

    `sectors` are those counted by place; `seats` and `statewide` are by sector id.
    """

    def __init__(self, viewer: Viewer):
        sectors = list(Sector.objects.all())
        self.exact = viewer.sees_all
        self.sectors = [sector for sector in sectors if not sector.protected]
        self.protected = [sector for sector in sectors if sector.protected]
        self._viewer, self._open = viewer, _seats(viewer).filter(sector__in=[s.pk for s in self.sectors])

    @cached_property
    def counties(self) -> list[Place]:
        return _places(County.objects.select_related("region"), self._open, "counties")

    @cached_property
    def tribes(self) -> list[Place]:
        return _places(Tribe.objects.all(), self._open, "tribes")

    @cached_property
    def regions(self) -> list[Place]:
        return _places(Region.objects.all(), self._open, "counties__region")

    @cached_property
    def statewide(self) -> Counts:
        return _by_sector(self._open.filter(statewide=True))

    @cached_property
    def seats(self) -> Counts:
        return _by_sector(Organization.objects.active() if self._viewer.person else _seats(self._viewer))

    def county(self, county: County) -> Place:
        """One county alone, without the others."""
        return Place(county, _by_sector(self._open.filter(counties=county)))

    def words(self, count: int) -> str:
        """A count as this viewer may read it."""
        return _("none") if not count and not self.exact else number(count, exact=self.exact)

    def present(self, place: Place) -> int:
        """How many of the sectors have an organization of their own there."""
        return sum(place.count(sector) > 0 for sector in self.sectors)


def coverage(viewer: Viewer) -> Coverage:
    """The table as this viewer may read it."""
    return Coverage(viewer)


def _seats(viewer: Viewer) -> QuerySet[Organization]:
    """The active ones that this viewer may find: for the public, those that agreed to be listed."""
    return viewer.organizations().active().filter(sector__isnull=False).order_by()


def _places(places, seats: QuerySet[Organization], path: str) -> list[Place]:
    found = {place.pk: Place(place) for place in places}
    rows = seats.filter(**{f"{path}__isnull": False}).values_list(path, "sector")
    # In a region an organization may serve several counties; in a county or with a Tribe it stands once.
    for place, sector, count in rows.annotate(count=Count("pk", distinct=path == "counties__region")):
        found[place].counts[sector] = count
    return list(found.values())


def _by_sector(seats: QuerySet[Organization]) -> Counts:
    return dict(
        seats.filter(sector__isnull=False).order_by().values_list("sector").annotate(count=Count("pk"))
    )
