"""Searching all minutes, in the words that each reader may read; for the public, redacted."""

from collections.abc import Callable
from dataclasses import dataclass

from charter.full_text import match, snippet
from charter.full_text import terms as words_of
from meetings.minutes_copy import Copy, long_day
from meetings.models import Entry, EntryKind, Minutes, Redaction
from meetings.policy import Reader
from members.left_out import Redactor, always_left_out

FIELDS = {"A": ["heading"], "B": ["reference", "mover", "seconder"], "C": ["text"]}
READ = [
    *("heading", "kind", "text", "withheld", "reference", "mover", "seconder", "named"),
    *("minutes__state", "minutes__meeting__slug", "minutes__meeting__starts_at"),
    *("minutes__meeting__workgroup", "minutes__meeting__title", "task__title"),
]
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
MOST = 30
KINDS = {"decided": (EntryKind.DECISION, EntryKind.MOTION), "actions": (EntryKind.ACTION,)}


@dataclass(frozen=True)
class Hit:
    """One passage that was found, with its words and heading as this reader may read them."""

    entry: Entry
    words: str
    heading: str

    @property
    def day(self) -> str:
        return long_day(self.entry.minutes.meeting.starts_at.date())

    @property
    def label(self) -> str:
        return "" if self.entry.kind == EntryKind.NOTE else self.entry.get_kind_display()


def search(person, asked: str, kind: str = "") -> list[Hit]:
    """The newest passages first, among those this person may read; a fixed number of queries."""
    words = terms(asked)
    reader = Reader(person)
    entries = readable_entries(reader)
    if kind in KINDS:
        entries = entries.filter(kind__in=KINDS[kind])
    found = match(entries, words, FIELDS).order_by("-minutes__meeting__starts_at", "position", "pk")
    hits = as_read(found[:MOST], reader, words)
    return [Hit(hit.entry, snippet(hit.words, words), hit.heading) for hit in hits]


def readable_entries(reader: Reader):
    """Passages of the minutes this reader may read; what is the coordinator's alone stays hers."""
    entries = Entry.objects.filter(minutes__in=Minutes.objects.visible_to(reader.person))
    entries = entries.select_related("minutes__meeting", "task").only(*READ)
    return entries if reader.reads_everything else entries.filter(coordinator_only=False)


def terms(asked: str) -> list[str]:
    """The words that carry a question, without those that only ask it."""
    words = words_of(asked)
    return [word for word in words if word not in ASKING] or words


def as_read(
    entries, reader: Reader, words: list[str], *, left_out: Callable[[], list[str]] = always_left_out
) -> list[Hit]:
    """The passages in the words of the reader's copy; what is found only in words left out is not found."""
    found = list(entries)
    public = {entry.minutes_id for entry in found if reader.copy_of(entry.minutes) == Copy.PUBLIC}
    redactors = _redactors(public, left_out()) if public else {}
    hits = []
    for entry in found:
        text = " ".join(part for part in (entry.words(), entry.mover, entry.seconder, entry.named) if part)
        redactor = redactors.get(entry.minutes_id)
        if redactor is None:
            hits.append(Hit(entry, text, entry.heading))
        elif not entry.withheld:
            hit = Hit(entry, redactor(text), redactor(entry.heading))
            if _still(f"{hit.words} {hit.heading} {entry.reference}", words):
                hits.append(hit)
    return hits


def _redactors(ids: set[int], left_out: list[str]) -> dict[int, Redactor]:
    words: dict[int, list[str]] = {pk: list(left_out) for pk in ids}
    for pk, gone in Redaction.objects.filter(minutes__in=ids, keep=False).values_list("minutes", "words"):
        words[pk].append(gone)
    return {pk: Redactor(gone) for pk, gone in words.items()}


def _still(text: str, words: list[str]) -> bool:
    """Whether what was found is still there after redaction, by the beginnings of the words."""
    return all(word[:4] in text.casefold() for word in words)
