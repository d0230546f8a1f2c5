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
        by_shelf = [
            (shelf, shelf.find(viewer, words, nearly=nearly, most=AT_MOST + 1, chosen=chosen))
            for shelf in SHELVES
        ]
        facets = [
            Facet(shelf, min(len(hits), AT_MOST), len(hits) > AT_MOST) for shelf, hits in by_shelf if hits
        ]
        if facets:
            looked_at = [(shelf, hits) for shelf, hits in by_shelf if within in ("", shelf.name)]
            hits = sorted((hit for _shelf, hits in looked_at for hit in hits[:AT_MOST]), key=_order)
            narrower = _narrower(viewer, words, looked_at, chosen, nearly) if within else []
            few = not nearly and not chosen and sum(facet.count for facet in facets) < FEW
            return Found(words, hits, facets, nearly, narrower, other_words(viewer, words) if few else "")
    return Found(words)


def shown(hit: Hit, found: Found) -> dict:
    """A hit with the words marked, as HTML."""
    words, nearly = found.words, found.nearly
    text = mark(snippet(hit.text, words), words, nearly=nearly)
    return {"hit": hit, "title": mark(hit.title, words, nearly=nearly), "text": text}


def _narrower(viewer, words: list[str], looked_at, chosen: dict[str, str], nearly: bool) -> list[Group]:
    (shelf, hits), *_rest = looked_at
    return groups(shelf, viewer, words, chosen, hits[:AT_MOST], nearly=nearly)


def _order(hit: Hit) -> tuple:
    return (hit.expired, -hit.rank, hit.title)
