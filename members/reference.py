"""Sectors, and a state's counties, regions and Tribes, from data files; loading again changes nothing that was edited."""

import csv
import json
from pathlib import Path

from django.utils.text import slugify

from members.geography import state_folder
from members.models import County, Region, Sector, Tribe

SECTORS = Path(__file__).parent / "data" / "sectors.json"


def load_reference(state: str = "", sectors: list[str] | None = None) -> None:
    """Create what is missing: the sectors named, or the usual eight; and what is known of a state, by its English name.

    Every state has its counties; regions and Tribes are there where someone has gathered them.
    """
    for order, row in enumerate(_sectors(sectors)):
        Sector.objects.get_or_create(code=row.pop("code"), defaults={**row, "order": order})
    folder = state_folder(state)
    if state and folder.exists():
        _load_places(folder)


def has_places(state: str) -> bool:
    """Whether the counties of this state are known."""
    return bool(state) and state_folder(state).exists()


def _sectors(names: list[str] | None) -> list[dict]:
    usual = json.loads(SECTORS.read_text(encoding="utf-8"))
    if not names:
        return usual
    known = {row["name"].casefold(): row for row in usual}
    return [known.get(name.casefold()) or {"code": _code(name), "name": name} for name in names]


def _code(name: str) -> str:
    return slugify(name, allow_unicode=True).replace("-", "_")[:50]


def _load_places(folder: Path) -> None:
    for row in _rows(folder / "counties.csv"):
        County.objects.get_or_create(fips=row["fips"], defaults={"name": row["name"]})
    if not Region.objects.exists():
        for row in _rows(folder / "regions.csv"):
            region = Region.objects.create(name=row["name"])
            County.objects.filter(fips__in=row["county_fips"].split("; ")).update(region=region)
    for row in _rows(folder / "tribes.csv"):
        tribe, created = Tribe.objects.get_or_create(
            code=row["id"], defaults={"name": row["name"], "short_name": row["short_name"]}
        )
        if created:
            tribe.counties.set(County.objects.filter(fips__in=row["county_fips"].split("; ")))


def _rows(path: Path):
    if not path.exists():
        return
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
