"""Which sectors have organizations where, as far as a pair of eyes may read it.

A protected sector is never counted by place, for anyone. Of the others everybody may read where there are
none; the coordinator alone reads counts under five. An organization that serves several counties counts in
each, so that no total follows from the cells, and no total of places is printed.
"""

from dataclasses import dataclass, field

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


@dataclass
class Coverage:
    """The whole table. `sectors` are those counted by place; `seats` and `statewide` are by sector id."""

    exact: bool
    sectors: list[Sector]
    protected: list[Sector]
    counties: list[Place]
    tribes: list[Place]
    regions: list[Place]
    statewide: Counts
    seats: Counts

    def words(self, count: int) -> str:
        """A count as this viewer may read it."""
        return _("none") if not count and not self.exact else number(count, exact=self.exact)

    def present(self, place: Place) -> int:
        """How many of the sectors have an organization of their own there."""
        return sum(place.count(sector) > 0 for sector in self.sectors)


def coverage(viewer: Viewer) -> Coverage:
    """Counted in a fixed number of queries, however many organizations there are."""
    sectors = list(Sector.objects.all())
    seats = _seats(viewer).filter(sector__protected=False)
    return Coverage(
        exact=viewer.sees_all,
        sectors=[sector for sector in sectors if not sector.protected],
        protected=[sector for sector in sectors if sector.protected],
        counties=_places(County.objects.select_related("region"), seats, "counties"),
        tribes=_places(Tribe.objects.all(), seats, "tribes"),
        regions=_places(Region.objects.all(), seats, "counties__region"),
        statewide=_by_sector(seats.filter(statewide=True)),
        seats=_by_sector(Organization.objects.active() if viewer.person else _seats(viewer)),
    )


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
