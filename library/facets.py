"""How the library's list is narrowed, and how many there are of each."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from charter.facet_counts import facet_counts
from library.enums import Kind, Reader

FACETS = {
    "kind": (_("Kind"), "kind", dict(Kind.choices)),
    "reader": (_("Written for"), "written_for__reader", dict(Reader.choices)),
    "topic": (_("Topic"), "topics__name", {}),
    "county": (_("County"), "counties__name", {}),
    "tribe": (_("Tribe"), "tribes__short_name", {}),
    "language": (_("Language"), "language", {}),
}
PATHS = {name: path for name, (_label, path, _words) in FACETS.items()}


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    name: str
    label: str
    choices: list[Choice]


def narrowed(found: QuerySet, chosen: dict[str, str]) -> QuerySet:
    """Those that have every chosen value."""
    for name, value in chosen.items():
        found = found.filter(**{PATHS[name]: value})
    return found


def facets(found: QuerySet, chosen: dict[str, str]) -> tuple[int, list[Facet]]:
    """How many have all that is chosen; and each facet's values with how many have them, given what else is."""
    total, counts = facet_counts(lambda given: narrowed(found, given), PATHS, chosen)
    each = [Facet(name, FACETS[name][0], _choices(counts[name], chosen, name)) for name in FACETS]
    return total, [facet for facet in each if facet.choices]


def _choices(counts: Counter, chosen: dict[str, str], name: str) -> list[Choice]:
    words = FACETS[name][2]
    return [
        Choice(value, str(words.get(value, value)), counts[value], value == chosen.get(name))
        for value in sorted(counts)
    ]
