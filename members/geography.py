"""Where counties lie: their outlines on the map and who is beside whom, from a data file like the counties'."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SHAPES = Path(__file__).parent / "data" / "county_shapes.json"


@dataclass(frozen=True)
class Shape:
    """One county: an SVG path, the point where its figure stands, and the FIPS codes of its neighbours."""

    d: str
    x: float
    y: float
    beside: list[str]


@dataclass(frozen=True)
class Atlas:
    width: int
    height: int
    counties: dict[str, Shape]


@cache
def atlas() -> Atlas:
    """The map; an installation without the file has one without counties, and its tables still work."""
    if not SHAPES.exists():
        return Atlas(1, 1, {})
    data = json.loads(SHAPES.read_text(encoding="utf-8"))
    counties = {fips: Shape(**shape) for fips, shape in data["counties"].items()}
    return Atlas(data["width"], data["height"], counties)


def neighbours(fips: str) -> list[str]:
    """The FIPS codes of the counties that share a border with this one."""
    shape = atlas().counties.get(fips)
    return shape.beside if shape else []
