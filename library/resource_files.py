"""Records for a new library, from a file: they wait to be validated like any suggestion."""

import json
from pathlib import Path

from django.db import transaction
from django.utils.text import slugify

from library.actions.resources import suggest
from library.enums import Reader
from library.models import Resource
from members.models import County, Tribe
from workgroups.models import Workgroup

STATES = Path(__file__).parent / "data" / "states"


def of_state(state: str) -> list[dict]:
    """The law and the surveys known of a state, by its English name; none of most."""
    path = STATES / slugify(state) / "resources.json"
    return json.loads(path.read_text(encoding="utf-8")) if state and path.exists() else []


@transaction.atomic
def load_resources(rows: list[dict], *, by=None) -> list[Resource]:
    """Suggest each row to its workgroup, where there is one of that address."""
    return [_suggested(dict(row), by) for row in rows]


def _suggested(row: dict, by) -> Resource:
    counties, tribes = row.pop("counties", []), row.pop("tribes", [])
    workgroup = Workgroup.objects.filter(slug=row.pop("workgroup", "")).first()
    many = {"readers": row.pop("readers", [Reader.EVERYONE]), "topics": row.pop("topics", [])}
    resource = suggest(Resource(**row, workgroup=workgroup), **many, by=by)
    resource.counties.set(County.objects.filter(name__in=counties))
    resource.tribes.set(Tribe.objects.filter(code__in=tribes))
    return resource
