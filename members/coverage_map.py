"""The map: every county with a figure, a word for it and a pattern, so that no one needs its colour."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.coverage import Coverage, Place
from members.geography import Shape, atlas
from members.models import Sector

EMPTY, ELSEWHERE, SOME, MUCH = "empty", "elsewhere", "some", "much"
MANY = 5


@dataclass(frozen=True)
class Area:
    """One county as drawn. `says` is what is read out; `figure` stands in it."""

    fips: str
    shape: Shape
    level: str
    figure: str
    says: str


@dataclass(frozen=True)
class Key:
    """A line of the legend."""

    level: str
    words: str


@dataclass(frozen=True)
class CoverageMap:
    width: int
    height: int
    areas: list[Area]
    keys: list[Key]


def coverage_map(coverage: Coverage, sector: Sector | None) -> CoverageMap:
    """Of one sector, how many organizations; of all, how many of the sectors are there."""
    drawn = atlas(coverage.counties[0].place.fips if coverage.counties else "")
    draw = _of_sector if sector else _of_all
    areas = [
        draw(coverage, place, drawn.counties[place.place.fips], sector)
        for place in coverage.counties
        if place.place.fips in drawn.counties
    ]
    return CoverageMap(drawn.width, drawn.height, areas, _keys(coverage, sector))


def _of_sector(coverage: Coverage, place: Place, shape: Shape, sector: Sector) -> Area:
    count, county = place.count(sector), place.place
    if count:
        level = MUCH if count >= MANY else SOME
        said = count if coverage.exact else MANY  # a singular would give a hidden count away
        says = ngettext("%(n)s organization", "%(n)s organizations", said) % {"n": coverage.words(count)}
    elif coverage.statewide.get(sector.pk):
        level, says = ELSEWHERE, _("none of its own, statewide ones only")
    else:
        level, says = EMPTY, _("none")
    figure = coverage.words(count) if count else "0"
    return Area(county.fips, shape, level, figure, f"{county.name}: {says}")


def _of_all(coverage: Coverage, place: Place, shape: Shape, sector: None) -> Area:
    present, wanted = coverage.present(place), len(coverage.sectors)
    level = (
        EMPTY if not present else MUCH if present == wanted else SOME if present * 2 >= wanted else ELSEWHERE
    )
    says = _("%(present)d of %(wanted)d sectors") % {"present": present, "wanted": wanted}
    return Area(place.place.fips, shape, level, str(present), f"{place.place.name}: {says}")


def _keys(coverage: Coverage, sector: Sector | None) -> list[Key]:
    if sector:
        return [
            Key(EMPTY, _("nobody")),
            Key(ELSEWHERE, _("statewide organizations only")),
            Key(SOME, _("under five organizations")),
            Key(MUCH, _("five or more")),
        ]
    return [
        Key(EMPTY, _("no sector")),
        Key(ELSEWHERE, _("under half of the sectors")),
        Key(SOME, _("half or more")),
        Key(MUCH, _("all of them")),
    ]
