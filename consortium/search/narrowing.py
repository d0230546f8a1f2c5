"""How what was found on one shelf is narrowed: by kind, reader, topic, workgroup, county and year, with how many have each."""

import re
from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from charter.facet_counts import facet_counts
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
OF_A_HIT = {
    "workgroup": lambda hit: hit.workgroup,
    "year": lambda hit: str(hit.when.year) if hit.when else "",
}
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
    """The values of one facet, those of most hits first, or the newest year first; `rest` is shown on asking."""

    name: str
    label: str
    choices: list[Choice]
    rest: list[Choice]


def chosen_from(query) -> dict[str, str]:
    """What the address asks for; a year that is none is left aside."""
    chosen = {name: query.get(name, "")[:100].replace("\0", "") for name in NAMES}
    if not re.fullmatch("(19|20|21)[0-9]{2}", chosen["year"]):
        chosen["year"] = ""
    return {name: value for name, value in chosen.items() if value}


def groups(look, chosen: dict[str, str]) -> list[Group]:
    """The facets of a shelf that was looked at: one query, and one for each that is chosen.

    Where hits are left out after the query (`Shelf.sifts`), only those that are shown are counted: a count
    of what is in the table would tell of words that this viewer may not read.
    """
    shelf = look.shelf
    if shelf.sifts(look.viewer):
        hits = look.hits()
        total = len(hits)
        counts = {name: Counter(filter(None, map(OF_A_HIT[name], hits))) for name in shelf.facets}
    else:
        total, counts = facet_counts(
            lambda given: shelf.having(shelf.narrowed(look.rows, given), look.viewer, look.words),
            shelf.facets,
            chosen,
        )
    found = []
    for name, values in counts.items():
        choices = _choices(name, values, chosen.get(name, ""))
        if name in chosen or any(choice.count < total for choice in choices):
            found.append(Group(name, str(NAMES[name]), choices[:MOST], choices[MOST:]))
    return found


def _choices(name: str, counts: Counter, chosen: str) -> list[Choice]:
    ordered = sorted(counts.items(), reverse=True) if name == "year" else counts.most_common()
    words = WORDS.get(name, {})
    return [Choice(value, str(words.get(value, value)), count, value == chosen) for value, count in ordered]
