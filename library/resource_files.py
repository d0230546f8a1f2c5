"""Records for a new library, from a file: they wait to be validated like any suggestion."""

import json
from pathlib import Path

from django.db import transaction

from library.actions.resources import suggest
from library.enums import Reader
from library.models import Resource
from members.models import County, Tribe
from workgroups.models import Workgroup

OWN = Path(__file__).parent / "data" / "resources.json"


@transaction.atomic
def load_resources(rows: list[dict] | None = None, *, by=None) -> list[Resource]:
    """Suggest each row to its workgroup, where there is one of that address; the consortium's own by default."""
    rows = json.loads(OWN.read_text(encoding="utf-8")) if rows is None else rows
    return [_suggested(dict(row), by) for row in rows]


def _suggested(row: dict, by) -> Resource:
    counties, tribes = row.pop("counties", []), row.pop("tribes", [])
    workgroup = Workgroup.objects.filter(slug=row.pop("workgroup", "")).first()
    many = {"readers": row.pop("readers", [Reader.EVERYONE]), "topics": row.pop("topics", [])}
    resource = suggest(Resource(**row, workgroup=workgroup), **many, by=by)
    resource.counties.set(County.objects.filter(name__in=counties))
    resource.tribes.set(Tribe.objects.filter(code__in=tribes))
    return resource
