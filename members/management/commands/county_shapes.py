"""Make each state's `counties.csv` and `county_shapes.json` from a TopoJSON file of the nation's counties.

Done once, with the file `counties-10m.json` of the npm package us-atlas 3.0.1 (ISC licence, names and shapes by the
U.S. Census Bureau); a folder of `members/data/states/` for each state, whose FIPS digits its counties begin with:

    manage.py county_shapes counties-10m.json

Lines that two counties share are simplified once, so that no gap opens between them.
"""

import json
import math
from itertools import pairwise
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from members.geography import SHAPES, STATES, state_folder

WIDTH = 640
TOLERANCE = 0.7  # of the map's units: less than a pixel on a phone


class Command(BaseCommand):
    help = "Make the states' counties and their map from us-atlas' counties-10m.json; see the docstring of this file."

    def add_arguments(self, parser):
        parser.add_argument("topology", type=Path)

    def handle(self, *args, topology: Path, **options):
        atlas = json.loads(topology.read_text(encoding="utf-8"))
        for state in atlas["objects"]["states"]["geometries"]:
            folder = state_folder(state["properties"]["name"])
            folder.mkdir(parents=True, exist_ok=True)
            if not _write(atlas, state["id"], folder):
                raise CommandError(f"No county in this file begins with {state['id']}.")
        self.stdout.write(f"{len(list(STATES.iterdir()))} states in {STATES.name}.")


def _write(atlas: dict, fips: str, folder: Path) -> int:
    counties = [c for c in atlas["objects"]["counties"]["geometries"] if c["id"].startswith(fips)]
    names = {county["id"]: county["properties"]["name"] for county in counties}
    rings = {c["id"]: [ring for polygon in _polygons(c) for ring in polygon] for c in counties}
    if not rings:
        return 0
    rows = "".join(f"{code},{names[code]}\n" for code in sorted(names))
    (folder / "counties.csv").write_text(f"fips,name\n{rows}", encoding="utf-8")
    whole, height = _projected(atlas, rings)
    arcs = {number: _simplified(points) for number, points in whole.items()}
    beside = _neighbours(rings)
    drawn = {code: _county(rings[code], arcs, whole) for code in sorted(rings)}
    shapes = {code: shape | {"beside": sorted(beside[code])} for code, shape in drawn.items() if shape}
    lines = ",\n".join(f"{json.dumps(code)}: {json.dumps(shape)}" for code, shape in shapes.items())
    text = f'{{"width": {WIDTH}, "height": {height}, "counties": {{\n{lines}\n}}}}\n'
    (folder / SHAPES).write_text(text, encoding="utf-8")
    return len(shapes)


def _polygons(county: dict) -> list:
    return [county["arcs"]] if county["type"] == "Polygon" else county["arcs"]


def _projected(atlas: dict, rings: dict) -> tuple[dict[int, list], int]:
    """The arcs in use in the map's units, and the map's height (equirectangular, true in its middle)."""
    (kx, ky), (x0, y0) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    degrees = {}
    for number in {_index(arc) for county in rings.values() for ring in county for arc in ring}:
        x = y = 0
        degrees[number] = []
        for dx, dy in atlas["arcs"][number]:
            x, y = x + dx, y + dy
            east = x0 + x * kx
            # The Aleutians go on beyond the 180th meridian.
            degrees[number].append((east - 360 if east > 170 else east, y0 + y * ky))
    longitudes = [x for arc in degrees.values() for x, _ in arc]
    latitudes = [y for arc in degrees.values() for _, y in arc]
    west, east, south, north = min(longitudes), max(longitudes), min(latitudes), max(latitudes)
    scale = WIDTH / (east - west)
    steep = scale / math.cos(math.radians((south + north) / 2))
    arcs = {
        number: [((x - west) * scale, (north - y) * steep) for x, y in arc] for number, arc in degrees.items()
    }
    return arcs, math.ceil((north - south) * steep)


def _index(arc: int) -> int:
    return arc if arc >= 0 else ~arc


def _simplified(points: list) -> list:
    """Douglas and Peucker's: a point goes that is nearer than TOLERANCE to the line between its neighbours."""
    if len(points) < 3:
        return points
    (ax, ay), (bx, by) = points[0], points[-1]
    length = math.hypot(bx - ax, by - ay)
    away = [
        abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length if length else math.hypot(x - ax, y - ay)
        for x, y in points[1:-1]
    ]
    farthest = max(range(len(away)), key=away.__getitem__) + 1
    if away[farthest - 1] < TOLERANCE:
        return [points[0], points[-1]]
    return _simplified(points[: farthest + 1])[:-1] + _simplified(points[farthest:])


def _neighbours(rings: dict) -> dict[str, set[str]]:
    """Counties that share a line; one that only touches at a corner is no neighbour."""
    holders: dict[int, set[str]] = {}
    for fips, county in rings.items():
        for ring in county:
            for arc in ring:
                holders.setdefault(_index(arc), set()).add(fips)
    return {fips: set().union(*(h for h in holders.values() if fips in h)) - {fips} for fips in rings}


def _county(rings: list, arcs: dict[int, list], whole: dict[int, list]) -> dict:
    """One county as drawn, without islands too small to be seen; empty where it is one point even in the source."""
    outlines = [outline for ring in rings if _area(outline := _outline(ring, arcs))]
    outlines = outlines or [outline for ring in rings if _area(outline := _outline(ring, whole))]
    if not outlines:
        return {}
    path = "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in outline) + "Z" for outline in outlines)
    x, y = _middle(max(outlines, key=lambda outline: abs(_area(outline))))
    return {"d": path, "x": round(x, 1), "y": round(y, 1)}


def _outline(ring: list[int], arcs: dict[int, list]) -> list:
    points: list = []
    for arc in ring:
        points += (arcs[arc] if arc >= 0 else arcs[~arc][::-1])[1 if points else 0 :]
    return points[:-1]


def _area(outline: list) -> float:
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise([*outline, outline[0]])) / 2


def _middle(outline: list) -> tuple[float, float]:
    """The centre of gravity, where the county's figure stands."""
    x = y = 0.0
    for (ax, ay), (bx, by) in pairwise([*outline, outline[0]]):
        cross = ax * by - bx * ay
        x, y = x + (ax + bx) * cross, y + (ay + by) * cross
    return x / (6 * _area(outline)), y / (6 * _area(outline))
