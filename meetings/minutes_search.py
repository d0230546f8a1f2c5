"""Searching all minutes: full text on PostgreSQL, every word contained on SQLite; for the public, redacted."""

import re
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import connection
from django.db.models import Q

from meetings.minutes_copy import Copy, long_day
from meetings.models import Entry, EntryKind, Minutes, Redaction
from meetings.policy import Reader
from meetings.redaction import Redactor, protected_names

FIELDS = ("heading", "text", "named", "mover", "seconder", "reference", "task__title")
ASKING = {
    "when",
    "what",
    "who",
    "where",
    "did",
    "do",
    "we",
    "was",
    "were",
    "is",
    "the",
    "a",
    "an",
    "on",
    "of",
}
ASKING |= {"about", "decide", "decided", "to", "in", "for", "our", "it", "that", "and"}
MOST = 50
KINDS = {"decided": (EntryKind.DECISION, EntryKind.MOTION), "actions": (EntryKind.ACTION,)}


@dataclass(frozen=True)
class Hit:
    """One passage that was found, in the words this reader may read."""

    entry: Entry
    words: str
    day: str
    label: str


def search(person, words: str, kind: str = "") -> list[Hit]:
    """The newest passages first, among those this person may read; a fixed number of queries."""
    wanted = terms(words)
    if not wanted:
        return []
    reader = Reader(person)
    entries = Entry.objects.filter(minutes__in=Minutes.objects.visible_to(person))
    if not reader.reads_everything:
        entries = entries.filter(coordinator_only=False)
    if kind in KINDS:
        entries = entries.filter(kind__in=KINDS[kind])
    entries = _matching(entries, wanted).select_related("minutes__meeting", "task")
    found = list(entries.order_by("-minutes__meeting__starts_at", "position", "pk")[:MOST])
    return _as_read(found, reader, wanted)


def terms(words: str) -> list[str]:
    """The words that carry a question, without those that only ask it."""
    plain = re.findall(r"[\w'’/-]+", words.casefold())[:12]
    return [word for word in plain if word not in ASKING] or plain


def _matching(entries, wanted: list[str]):
    if connection.vendor == "postgresql":
        query = SearchQuery(" ".join(wanted), search_type="websearch", config="english")
        return entries.annotate(found=SearchVector(*FIELDS, config="english")).filter(found=query)
    for word in wanted:
        anywhere = Q()
        for field in FIELDS:
            anywhere |= Q(**{f"{field}__icontains": word})
        entries = entries.filter(anywhere)
    return entries


def _as_read(found: list[Entry], reader: Reader, wanted: list[str]) -> list[Hit]:
    public = {entry.minutes_id for entry in found if reader.copy_of(entry.minutes) == Copy.PUBLIC}
    redactors = _redactors(public) if public else {}
    hits = []
    for entry in found:
        redactor = redactors.get(entry.minutes_id)
        text = " ".join([entry.words(), entry.mover, entry.seconder, entry.named]).strip()
        if redactor:
            text = redactor(text)
            if entry.withheld or not _still(text + " " + redactor(entry.heading), wanted):
                continue
        day = long_day(entry.minutes.meeting.starts_at.date())
        label = "" if entry.kind == EntryKind.NOTE else entry.get_kind_display()
        hits.append(Hit(entry, snippet(text, wanted), day, label))
    return hits


def _redactors(ids: set[int]) -> dict[int, Redactor]:
    protected = protected_names()
    words: dict[int, list[str]] = {pk: list(protected) for pk in ids}
    for pk, gone in Redaction.objects.filter(minutes__in=ids, keep=False).values_list("minutes", "words"):
        words[pk].append(gone)
    return {pk: Redactor(gone) for pk, gone in words.items()}


def _still(text: str, wanted: list[str]) -> bool:
    """Whether what was found is still there after redaction, by the beginnings of the words."""
    return all(word[:4] in text.casefold() for word in wanted)


def snippet(text: str, wanted: list[str], around: int = 120) -> str:
    """Some words before and after the first one that was looked for."""
    flat = " ".join(re.sub(r"[*_#|`]+", " ", text).split())
    places = [place for word in wanted if (place := flat.casefold().find(word[:4])) >= 0]
    start = max(0, min(places, default=0) - around)
    piece = flat[start : start + 2 * around]
    return f"{'…' if start else ''}{piece}{'…' if start + 2 * around < len(flat) else ''}"
