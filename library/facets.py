"""How the library's list is narrowed, and how many there are of each: a fixed number of queries.

The facets that stand in the record itself are counted together, the places each for itself.
"""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from library.enums import Kind, Reader

FACETS = {
    "kind": (_("Kind"), "kind", dict(Kind.choices)),
    "reader": (_("Written for"), "written_for__reader", dict(Reader.choices)),
    "topic": (_("Topic"), "topics__name", {}),
    "county": (_("County"), "counties__name", {}),
    "tribe": (_("Tribe"), "tribes__short_name", {}),
    "language": (_("Language"), "language", {}),
}
IN_RECORD = ["kind", "language"]


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
    together = _together(found, chosen)
    each = [
        Facet(
            name,
            label,
            _choices(together[name] if name in together else _joined(found, chosen, name), chosen, name),
        )
        for name, (label, *_rest) in FACETS.items()
    ]
    return [facet for facet in each if facet.choices]


def _together(found: QuerySet, chosen: dict[str, str]) -> dict[str, Counter]:
    """How often each value occurs, where each record has one: every combination is counted once."""
    places = {name: value for name, value in chosen.items() if name not in IN_RECORD}
    paths = [FACETS[name][1] for name in IN_RECORD]
    rows = narrowed(found, places).order_by().values_list(*paths).annotate(Count("pk"))
    counts = {name: Counter() for name in IN_RECORD}
    for *values, count in rows:
        off = {
            name
            for name, value in zip(IN_RECORD, values, strict=True)
            if chosen.get(name) not in ("", None, value)
        }
        for name, value in zip(IN_RECORD, values, strict=True):
            if not off - {name}:
                counts[name][value] += count
    return counts


def _joined(found: QuerySet, chosen: dict[str, str], name: str) -> Counter:
    path = FACETS[name][1]
    rows = narrowed(found, chosen, but=name).order_by().exclude(**{path: None})
    return Counter(dict(rows.values_list(path).annotate(Count("pk"))))


def _choices(counts: Counter, chosen: dict[str, str], name: str) -> list[Choice]:
    words = FACETS[name][2]
    return [
        Choice(value, str(words.get(value, value)), counts[value], value == chosen.get(name))
        for value in sorted(counts)
        if value
    ]
