"""Minutes as plain text, what differs between two versions, and what must be settled before the public reads them."""

import difflib
import re

from meetings.models import Entry, EntryKind, Minutes
from members.models import Person

PHONE = re.compile(r"(?<!\d)\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\d)")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
STREET = re.compile(
    r"\b\d{1,5} (?:[A-Z][\w'.]* ){1,4}(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Court|Ct)\b"
)


def sections(minutes: Minutes, *, public: bool = False) -> list[tuple[str, list[Entry]]]:
    """Entries by heading, in order; the public never gets what is the coordinator's alone."""
    found: dict[str, list[Entry]] = {}
    for entry in minutes.entries.select_related("task", "owner", "workgroup"):
        entry.minutes = minutes
        if not (public and entry.coordinator_only):
            found.setdefault(entry.heading, []).append(entry)
    return list(found.items())


def as_text(minutes: Minutes, *, public: bool = False) -> str:
    """The whole in plain text, DRAFT on top while it is one."""
    lines = ["DRAFT", ""] if minutes.is_draft else []
    for heading, entries in sections(minutes, public=public):
        lines += [heading.upper(), ""]
        for entry in entries:
            lines += [*_entry_lines(entry), ""]
    return "\n".join(lines).rstrip() + "\n"


def _entry_lines(entry: Entry) -> list[str]:
    label = f"{entry.get_kind_display()} {entry.reference}".strip() + ": "
    lines = [("" if entry.kind == EntryKind.NOTE else label) + entry.words()]
    if entry.mover:
        lines.append(f"Moved: {entry.mover}. Seconded: {entry.seconder}.")
    if entry.vote():
        lines.append(entry.vote())
    if entry.due:
        lines.append(f"By {entry.due:%B} {entry.due.day}, {entry.due.year}.")
    return lines


def difference(before: str, after: str) -> list[tuple[str, str]]:
    """Lines with what became of each: `kept`, `out` or `in`."""
    kinds = {"  ": "kept", "- ": "out", "+ ": "in"}
    compared = difflib.ndiff(before.splitlines(), after.splitlines())
    return [(kinds[line[:2]], line[2:]) for line in compared if line[:2] in kinds]


def protected_names() -> list[str]:
    """Names that no public copy may hold."""
    people = Person.objects.filter(representations__organization__sector__protected=True).distinct()
    return [person.name for person in people]


def concerns(entry: Entry, names: list[str]) -> list[str]:
    """What in this entry may expose someone; a protected name cannot be waved through."""
    words = f"{entry.words()} {entry.mover} {entry.seconder}"
    found = [f"a protected person's name: {name}" for name in names if _holds(words, name)]
    if not entry.may_be_published:
        for pattern, what in (
            (PHONE, "a phone number"),
            (EMAIL, "an e-mail address"),
            (STREET, "a street address"),
        ):
            found += [f"{what}: {match[0]}" for match in pattern.finditer(words)]
    return found


def _holds(words: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words, re.IGNORECASE) is not None


def unsettled(minutes: Minutes) -> list[tuple[Entry, list[str]]]:
    """Every entry of the public copy that still has something to settle."""
    names = protected_names()
    found = [
        (entry, concerns(entry, names)) for _, entries in sections(minutes, public=True) for entry in entries
    ]
    return [(entry, what) for entry, what in found if what]
