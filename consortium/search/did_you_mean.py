"""Other words for a question that found little: the words of titles that are like those that were typed."""

from django.db.models import QuerySet

from charter.full_text import most_like, terms_of
from consortium.search.shelves import SHELVES

FEW = 3
LOOKED_AT = 40


def other_words(readable: dict[str, QuerySet], viewer, words: list[str]) -> str:
    """The question with each slip put right by the titles this viewer may find; empty where there is none.

    Numbers are left alone: another statute is never what was meant. A shelf that has something for every word ends the
    search: the first ones hold most of what is asked for.
    """
    if not words or any(word[0].isdigit() for word in words):
        return ""
    known = set()
    for shelf in SHELVES:
        for title in shelf.titles_alike(readable[shelf.name], viewer, words, LOOKED_AT):
            known |= set(terms_of(title))
        better = [most_like(word, sorted(known)) for word in words]
        if all(better):
            break
    better = [found or word for found, word in zip(better, words, strict=True)]
    return " ".join(better) if better != words else ""
