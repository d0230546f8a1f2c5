"""Where counties lie: their outlines on the map and who is beside whom, from the data file of their state."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.text import slugify

STATES = Path(__file__).parent / "data" / "states"
SHAPES = "county_shapes.json"


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


def state_folder(state: str) -> Path:
    """Where the data of a state lies, by its English name; it need not exist."""
    return STATES / slugify(state)


@cache
def _folders() -> dict[str, Path]:
    """Each state's folder by the two digits that its counties' FIPS codes begin with."""
    return {_first_code(folder)[:2]: folder for folder in STATES.iterdir()}


def _first_code(folder: Path) -> str:
    with (folder / "counties.csv").open(encoding="utf-8") as file:
        file.readline()
        return file.readline()


@cache
def _of_state(digits: str) -> Atlas:
    folder = _folders().get(digits)
    if folder is None:
        return Atlas(1, 1, {})
    data = json.loads((folder / SHAPES).read_text(encoding="utf-8"))
    counties = {fips: Shape(**shape) for fips, shape in data["counties"].items()}
    return Atlas(data["width"], data["height"], counties)


def atlas(fips: str) -> Atlas:
    """The map of the state that this county lies in; without counties where no state is known by its code."""
    return _of_state(fips[:2])


def neighbours(fips: str) -> list[str]:
    """The FIPS codes of the counties that share a border with this one."""
    shape = atlas(fips).counties.get(fips)
    return shape.beside if shape else []
