"""Sectors, counties, regions and Tribes from data files; loading again changes nothing that was edited."""

import csv
import json
from pathlib import Path

from members.models import County, Region, Sector, Tribe

DATA = Path(__file__).parent / "data"


def load_reference(folder: Path = DATA) -> None:
    """Create what is missing from `sectors.json`, `counties.csv`, `regions.csv` and `tribes.csv` in `folder`."""
    for order, row in enumerate(json.loads((folder / "sectors.json").read_text())):
        Sector.objects.get_or_create(code=row.pop("code"), defaults={**row, "order": order})
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
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
