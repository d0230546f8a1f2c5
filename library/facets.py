"""How the library's list is narrowed, and how many there are of each: a fixed number of queries."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from library.enums import Kind, Reader

FACETS = {
    "kind": (_("Kind"), "kind", dict(Kind.choices)),
    "reader": (_("Written for"), "reader", dict(Reader.choices)),
    "topic": (_("Topic"), "topic", {}),
    "county": (_("County"), "counties__name", {}),
    "tribe": (_("Tribe"), "tribes__short_name", {}),
    "language": (_("Language"), "language", {}),
}


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


def narrowed(found: QuerySet, chosen: dict[str, str], *, but: str = "") -> QuerySet:
    """Those that have every chosen value, the facet `but` left aside."""
    for name, (_label, path, _words) in FACETS.items():
        if chosen.get(name) and name != but:
            found = found.filter(**{path: chosen[name]})
    return found


def facets(found: QuerySet, chosen: dict[str, str]) -> list[Facet]:
    """The values of each facet with how many have them, given what else is chosen; one without is left out."""
    each = [Facet(name, label, _choices(found, chosen, name)) for name, (label, *_rest) in FACETS.items()]
    return [facet for facet in each if facet.choices]


def _choices(found: QuerySet, chosen: dict[str, str], name: str) -> list[Choice]:
    _label, path, words = FACETS[name]
    counted = narrowed(found, chosen, but=name).order_by(path).values_list(path)
    return [
        Choice(value, str(words.get(value, value)), count, value == chosen.get(name))
        for value, count in counted.annotate(Count("pk", distinct=True))
        if value
    ]
