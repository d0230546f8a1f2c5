"""One question to every shelf: the same number of queries however much there is."""

from dataclasses import dataclass, field

from charter.full_text import mark, snippet, terms
from consortium.search.did_you_mean import FEW, other_words
from consortium.search.narrowing import Group, groups
from consortium.search.shelves import SHELVES, Hit, Shelf

AT_MOST = 50


@dataclass(frozen=True)
class Facet:
    """A shelf with how much was found on it; `more` where it is more than was counted."""

    shelf: Shelf
    count: int
    more: bool
    hits: list[Hit] = field(default_factory=list)


@dataclass(frozen=True)
class Found:
    """What the page shows: hits, best first, and how they fall into shelves."""

    words: list[str]
    hits: list[Hit] = field(default_factory=list)
    facets: list[Facet] = field(default_factory=list)
    nearly: bool = False
    groups: list[Group] = field(default_factory=list)
    meant: str = ""


def search(viewer, asked: str, *, within: str = "", chosen: dict[str, str] | None = None) -> Found:
    """What this viewer may find for `asked`, on the shelf `within` or on all, narrowed to what is `chosen`.

    What is past its shelf life comes after everything else. Where nothing matches, words that are like
    those looked for are tried, and `nearly` says so; where little does, `meant` holds what may have been meant.
    """
    words, chosen = terms(asked), chosen or {}
    if not words:
        return Found(words)
    for nearly in (False, True):
        looked = [_look(shelf, viewer, words, within, chosen, nearly) for shelf in SHELVES]
        facets = [facet for facet in looked if facet.count]
        if facets:
            hits = sorted((hit for facet in facets for hit in facet.hits), key=_order)
            narrower = [
                group
                for facet in looked
                if facet.shelf.name == within
                for group in groups(facet.shelf, viewer, words, chosen, facet.hits, nearly=nearly)
            ]
            few = not nearly and not chosen and sum(facet.count for facet in facets) < FEW
            return Found(words, hits, facets, nearly, narrower, other_words(viewer, words) if few else "")
    return Found(words)


def _look(shelf: Shelf, viewer, words: list[str], within: str, chosen: dict[str, str], nearly: bool) -> Facet:
    """A shelf that is not looked at is only counted, unless what it may show is known from reading alone."""
    looked_at = within in ("", shelf.name)
    found = shelf.ranked(viewer, words, nearly=nearly, most=AT_MOST + 1, chosen=chosen)
    hits = shelf.read(found, viewer, words) if looked_at or shelf.hits else []
    count = len(hits if shelf.hits else found)
    return Facet(shelf, min(count, AT_MOST), count > AT_MOST, hits[:AT_MOST] if looked_at else [])


def shown(hit: Hit, found: Found) -> dict:
    """A hit with the words marked, as HTML."""
    words, nearly = found.words, found.nearly
    text = mark(snippet(hit.text, words), words, nearly=nearly)
    return {"hit": hit, "title": mark(hit.title, words, nearly=nearly), "text": text}


def _order(hit: Hit) -> tuple:
    return (hit.expired, -hit.rank, hit.title)
