"""One question to every shelf: the same number of queries however much there is."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.db.models import QuerySet

from charter.full_text import mark, snippet, terms
from consortium.search.did_you_mean import FEW, other_words
from consortium.search.hits import Hit
from consortium.search.narrowing import Group, groups
from consortium.search.shelves import SHELVES, Shelf

AT_MOST, OF_SIFTED = 50, 20


@dataclass
class Look:
    """What was found on one shelf; `more` where it is more than was counted.

    `places` are the keys with what orders them, the best first; a shelf that is only counted has none.
    """

    shelf: Shelf
    viewer: object
    words: list[str]
    rows: QuerySet
    places: dict[int, tuple] = field(default_factory=dict)
    count: int = 0
    more: bool = False
    read: dict[int, Hit] = field(default_factory=dict)

    def hits(self, keys: Iterable[int] | None = None) -> list[Hit]:
        """What is shown of some of them, or of all; each is read once."""
        keys = list(self.places if keys is None else keys)
        missing = [key for key in keys if key not in self.read]
        if missing:
            by_key = self.rows.order_by().in_bulk(missing)
            found = [by_key[key] for key in missing if key in by_key]
            self.read |= {hit.pk: hit for hit in self.shelf.hits(found, self.viewer, self.words)}
        return [self.read[key] for key in keys if key in self.read]


@dataclass(frozen=True)
class Found:
    """What the page shows: the places of hits, best first, and how they fall into shelves."""

    words: list[str]
    places: list[tuple[Look, int]] = field(default_factory=list)
    facets: list[Look] = field(default_factory=list)
    nearly: bool = False
    groups: list[Group] = field(default_factory=list)
    meant: str = ""

    def hits(self, places: Iterable[tuple[Look, int]]) -> list[Hit]:
        """The hits at these places: one query for each shelf among them."""
        places = list(places)
        for look in self.facets:
            look.hits(key for each, key in places if each is look)
        return [look.read[key] for look, key in places if key in look.read]


def search(viewer, asked: str, *, within: str = "", chosen: dict[str, str] | None = None) -> Found:
    """What this viewer may find for `asked`, on the shelf `within` or on all, narrowed to what is `chosen`.

    What is past its shelf life comes after everything else. Where nothing matches, words that are like
    those looked for are tried, and `nearly` says so; where little does, `meant` holds what may have been meant.
    """
    words, chosen = terms(asked), chosen or {}
    if not words:
        return Found(words)
    readable = {shelf.name: shelf.readable(viewer) for shelf in SHELVES}
    found = _search(readable, viewer, words, within, chosen)
    count = sum(look.count for look in found.facets)
    meant = other_words(readable, viewer, words) if not count or (count < FEW and not chosen) else ""
    if not count and meant:
        return replace(_search(readable, viewer, terms(meant), within, chosen), nearly=True)
    return replace(found, meant=meant)


def _search(
    readable: dict[str, QuerySet], viewer, words: list[str], within: str, chosen: dict[str, str]
) -> Found:
    looks = [_look(Look(shelf, viewer, words, readable[shelf.name]), within, chosen) for shelf in SHELVES]
    ordered = sorted(
        ((place, look, key) for look in looks for key, place in look.places.items()), key=lambda each: each[0]
    )
    facets = [look for look in looks if look.count]
    narrower = [
        group
        for look in looks
        if facets and look.shelf.name == within and (look.count or chosen)
        for group in groups(look, chosen)
    ]
    return Found(words, [(look, key) for _place, look, key in ordered], facets, groups=narrower)


def _look(look: Look, within: str, chosen: dict[str, str]) -> Look:
    """A shelf that is not looked at is only counted, unless what it may show is known from reading alone: fewer then."""
    shelf, viewer, words = look.shelf, look.viewer, look.words
    rows, sifts, shown = shelf.narrowed(look.rows, chosen), shelf.sifts(viewer), within in ("", shelf.name)
    most = OF_SIFTED if sifts and shelf.name != within else AT_MOST
    if sifts or shown:
        look.places = shelf.places(rows, viewer, words, most + 1)
        if sifts:
            look.places = {hit.pk: look.places[hit.pk] for hit in look.hits()}
        count = len(look.places)
        look.places = dict(list(look.places.items())[:most]) if shown else {}
    else:
        count = shelf.having(rows, viewer, words).order_by().values("pk")[: most + 1].count()
    look.count, look.more = min(count, most), count > most
    return look


def shown(hit: Hit, words: list[str]) -> dict:
    """A hit with the words marked, as HTML."""
    return {"hit": hit, "title": mark(hit.title, words), "text": mark(snippet(hit.text, words), words)}
