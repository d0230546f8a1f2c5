"""How what was found on one shelf is narrowed: by kind, reader, topic, workgroup, county and year, with how many have each."""

import re
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from consortium.search.shelves import Hit, Shelf
from library.enums import Kind, Reader

NAMES = {
    "kind": _("Kind"),
    "reader": _("Written for"),
    "topic": _("Topic"),
    "workgroup": _("Workgroup"),
    "county": _("County"),
    "year": _("Year"),
}
WORDS = {"kind": dict(Kind.choices), "reader": dict(Reader.choices)}
MOST = 12


@dataclass(frozen=True)
class Choice:
    """One value, and how many hits have it given what else is chosen."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Group:
    """The values of one facet, those of most hits first, or the newest year first."""

    name: str
    label: str
    choices: list[Choice]


def chosen_from(query) -> dict[str, str]:
    """What the address asks for; a year that is none is left aside."""
    chosen = {name: query.get(name, "")[:100].replace("\0", "") for name in NAMES}
    if not re.fullmatch("(19|20|21)[0-9]{2}", chosen["year"]):
        chosen["year"] = ""
    return {name: value for name, value in chosen.items() if value}


def groups(shelf: Shelf, viewer, words: list[str], chosen: dict[str, str], hits: list[Hit], *, nearly: bool):
    """The facets of a shelf: one query for each, whatever was found.

    Where hits are left out after the query (`shelf.hits`), only those that are shown are counted: a count
    of what is in the table would tell of words that this viewer may not read.
    """
    found = []
    for name, path in shelf.facets.items():
        if shelf.hits:
            counts = Counter(hit.when.year for hit in hits if hit.when)
        else:
            others = {other: value for other, value in chosen.items() if other != name}
            rows = shelf.matching(shelf.narrowed(viewer, others), viewer, words, nearly)
            counts = Counter(dict(rows.order_by().values_list(path).annotate(Count("pk", distinct=True))))
        choices = _choices(name, counts, chosen.get(name, ""))
        if name in chosen or any(choice.count < sum(counts.values()) for choice in choices):
            found.append(Group(name, str(NAMES[name]), choices))
    return found


def _choices(name: str, counts: Counter, chosen: str) -> list[Choice]:
    best = counts.most_common()
    ordered = sorted(best, key=lambda pair: -pair[0]) if name == "year" and None not in counts else best
    ordered = [pair for pair in ordered if pair[0] not in (None, "")]
    words = WORDS.get(name, {})
    return [
        Choice(str(value), str(words.get(value, value)), count, str(value) == chosen)
        for value, count in ordered[:MOST]
    ]
