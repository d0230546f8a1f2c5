"""Where the table falls short of the coordinator's targets, and whom one could ask."""

from dataclasses import dataclass, field

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from members.coverage import Coverage, Place
from members.enums import OrganizationStatus
from members.geography import neighbours
from members.models import County, Organization, Prospect, Region, Representation, Sector, Tribe

MOST = 25


@dataclass
class SectorGaps:
    """What one sector lacks: seats, regions with too few, counties and Tribes with nobody of their own."""

    sector: Sector
    seats: int
    short_of_seats: bool
    regions: list[Place] = field(default_factory=list)
    counties: list[County] = field(default_factory=list)
    tribes: list[Tribe] = field(default_factory=list)
    statewide: int = 0

    def __bool__(self) -> bool:
        return bool(self.short_of_seats or self.regions or self.counties or self.tribes)


def gaps(coverage: Coverage) -> list[SectorGaps]:
    """Sector by sector, in their order; a protected one is measured by its seats alone, for the coordinator."""
    found = [_of_sector(coverage, sector) for sector in coverage.sectors]
    if coverage.exact:
        found += [_seats(coverage, sector) for sector in coverage.protected]
    return [gap for gap in found if gap]


def _seats(coverage: Coverage, sector: Sector) -> SectorGaps:
    seats = coverage.seats.get(sector.pk, 0)
    return SectorGaps(sector, seats, seats < sector.minimum_seats)


def _of_sector(coverage: Coverage, sector: Sector) -> SectorGaps:
    gap = _seats(coverage, sector)
    gap.statewide = coverage.statewide.get(sector.pk, 0)
    gap.regions = [place for place in coverage.regions if place.count(sector) < sector.minimum_per_region]
    if sector.in_every_county:
        gap.counties = [place.place for place in coverage.counties if not place.count(sector)]
    if sector.with_every_tribe:
        gap.tribes = [place.place for place in coverage.tribes if not place.count(sector)]
    return gap


@dataclass(frozen=True)
class Candidates:
    """Whom one could ask, best first; each list has an end."""

    beside: list[Organization]
    statewide: list[Organization]
    here: list[Organization]
    former: list[Organization]
    prospects: list[Prospect]


def counties_of(place: County | Tribe | Region | None) -> list[County]:
    """The counties that a place lies in; none for the whole state."""
    if place is None:
        return []
    return [place] if isinstance(place, County) else list(place.counties.all())


def candidates(sector: Sector, place: County | Tribe | Region | None) -> Candidates:
    """For the coordinator: the same sector next door and statewide, others on the spot, past members, prospects."""
    here = counties_of(place)
    beside = {code for county in here for code in neighbours(county.fips)} - {county.fips for county in here}
    active = Organization.objects.active().filter(sector__isnull=False, sector__protected=False)
    same = active.filter(sector=sector)
    serving = Q(counties__in=here)
    if isinstance(place, Tribe):
        serving |= Q(tribes=place)
    prospects = Prospect.objects.open().filter(Q(sector=sector) | serving).select_related("sector", "asker")
    return Candidates(
        beside=_met(same.filter(counties__fips__in=beside).exclude(pk__in=same.filter(serving).values("pk"))),
        statewide=_met(same.filter(statewide=True)),
        here=_met(active.exclude(sector=sector).filter(serving)),
        former=_met(
            Organization.objects.filter(status=OrganizationStatus.FORMER, sector=sector).annotate(
                far=Case(When(serving, then=Value(0)), default=Value(1), output_field=IntegerField())
            ),
            order=["far", "name"],
        ),
        prospects=list(prospects.distinct()[:MOST]),
    )


def _met(found: QuerySet[Organization], order=("name",)) -> list[Organization]:
    """The organizations, each once, with `contact`: who acts for it today, or did last."""
    rows = list(found.select_related("sector").distinct().order_by(*order)[:MOST])
    acting = (
        Representation.objects.filter(organization__in=rows)
        .filter(Q(since=None) | Q(since__lte=timezone.localdate()))
        .select_related("person")
        .order_by("-role", "until")
    )
    last: dict[int, Representation] = {}
    for seat in acting:
        known = last.get(seat.organization_id)
        if known is None or (known.until and (seat.until is None or seat.until > known.until)):
            last[seat.organization_id] = seat
    for organization in rows:
        organization.contact = last[organization.pk].person if organization.pk in last else None
    return rows
