"""The check before publication (survivor safety R27), and the public copy's missing words."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from charter.full_text import snippet
from meetings.models import Entry, Minutes, Redaction
from meetings.unknown_names import ORDINARY, known_phrases, unknown_names
from members.left_out import Redactor, agreed_to_be_named, always_left_out, any_of, protected_names
from members.models import Person

PHONE = re.compile(r"(?<!\d)(?:\+?1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-])?\d{3}[ .-]\d{4}(?!\d)")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
STREET = re.compile(
    r"\b\d{1,5} (?:[NSEW]\.? )?(?:[A-Z0-9][\w'.]* ){1,4}"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Court|Ct|Boulevard|Blvd|Way|Place|Pl|Highway|Hwy)\b"
)
BOX = re.compile(r"\bP\.? ?O\.? Box \d+", re.IGNORECASE)
BIRTH = re.compile(r"\b(?:born|birth\w*|d\.?o\.?b\.?)\b[^.\n]{0,30}?\d[\d/., \w-]*", re.IGNORECASE)
NUMERIC_DAY = re.compile(r"(?<!\d)\d{1,2}/\d{1,2}/\d{2,4}(?!\d)")
WRITTEN_DAY = re.compile(
    r"\b(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2},? (?:19\d\d|200\d)"
    r"|(?:19\d\d|200\d)-\d\d-\d\d)\b"
)
AGE = re.compile(r"\b\d{1,2}[- ]year[- ]old\b", re.IGNORECASE)
SURVIVOR = re.compile(
    r"\b(?:[Ss]urvivors?|SURVIVORS?|[Vv]ictims?|VICTIMS?)\b[,:]? ((?:[A-Z][\w'’-]+)(?: [A-Z][\w'’-]+)?)"
)
INITIALS = re.compile(r"(?<![\w.])(?:[A-ZÀ-Þ]\. ){1,2}([A-ZÀ-Þ][\w'’-]{2,})")
NOBODY_KNOWN = _("A name that is on no list here")
PATTERNS = (
    (PHONE, "A phone number"),
    (EMAIL, "An e-mail address"),
    (STREET, "A street address"),
    (BOX, "A postal address"),
    (BIRTH, "A birth date"),
    (NUMERIC_DAY, "A date that may be a birth date"),
    (WRITTEN_DAY, "A date that may be a birth date"),
    (AGE, "Someone's age"),
)


@dataclass
class Finding:
    """Some words that may expose someone, and where they stand; `must_go` ones cannot be kept."""

    words: str
    what: str
    entries: list[Entry] = field(default_factory=list)
    must_go: bool = False

    def places(self) -> list[tuple[str, str]]:
        """The first of them: under which heading, and the words around."""
        return [
            (entry.heading, snippet(entry.words(), [self.words.casefold()], around=60))
            for entry in self.entries[:3]
        ]


def redactor_for(minutes: Minutes) -> Redactor:
    """What the public copy of these minutes leaves out."""
    chosen = minutes.redactions.filter(keep=False).values_list("words", flat=True)
    return Redactor([*chosen, *always_left_out()])


def findings(minutes: Minutes) -> list[Finding]:
    """Everything the check finds in what would be published, settled or not."""
    protected = {name.casefold() for name in protected_names()}
    people = _known_names(minutes)
    names = any_of([*people, *protected])
    explained = any_of([*known_phrases(), *people, *protected, *_named_with_consent()])
    found: dict[str, Finding] = {}
    for entry in minutes.entries.filter(coordinator_only=False, withheld=False).select_related("task"):
        entry.minutes = minutes
        for words, what in _in_entry(entry, names, explained):
            key = words.casefold()
            finding = found.setdefault(key, Finding(words, what, must_go=key in protected))
            if finding.must_go:
                finding.what = gettext("A protected person's name")
            if entry not in finding.entries:
                finding.entries.append(entry)
    return list(found.values())


def unsettled(minutes: Minutes) -> list[Finding]:
    """What has to be settled before publication; a protected name that someone kept is not settled."""
    settled = {row.words.casefold(): row for row in minutes.redactions.all()}
    return [
        finding
        for finding in findings(minutes)
        if (row := settled.get(finding.words.casefold())) is None or (finding.must_go and row.keep)
    ]


def settled(minutes: Minutes) -> list[Redaction]:
    return list(minutes.redactions.all())


def _in_entry(entry: Entry, names: re.Pattern | None, explained: re.Pattern | None):
    text = " \n ".join([entry.heading, entry.words(), entry.mover, entry.seconder, entry.named])
    spans: list[tuple[int, int]] = []
    for pattern, what in PATTERNS:
        for match in pattern.finditer(text):
            if not any(start < match.end() and match.start() < end for start, end in spans):
                spans.append(match.span())
                yield match[0].strip(), what
    for match in SURVIVOR.finditer(text):
        if match[1].split()[0].casefold() not in ORDINARY:
            yield match[1], "A survivor's name"
    for match in names.finditer(text) if names else ():
        yield match[0], gettext("A name without consent to be published")
    for match in INITIALS.finditer(text):
        if match[1].casefold() not in ORDINARY:
            yield match[0], gettext("A name without consent to be published")
    for name in unknown_names(_without(text, spans), explained):
        yield name, NOBODY_KNOWN


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]}\n{text[end:]}"
    return text


def _named_with_consent() -> list[str]:
    agreed = Person.objects.filter(pk__in=agreed_to_be_named())
    return [name for pair in agreed.values_list("name", "display_name") for name in pair]


def _known_names(minutes: Minutes) -> list[str]:
    """Everyone on the roster, walk-ins of this meeting, and whoever is written as mover or seconder.

    Not those who agreed to be named in public.
    """
    listed = set(_named_with_consent())
    everyone = Person.objects.exclude(pk__in=agreed_to_be_named())
    people = [name for pair in everyone.values_list("name", "display_name") for name in pair]
    guests = list(minutes.meeting.attendances.exclude(guest_name="").values_list("guest_name", flat=True))
    movers = [
        name.split("(")[0].strip()
        for pair in minutes.entries.values_list("mover", "seconder")
        for name in pair
    ]
    return [name for name in [*people, *guests, *movers] if " " in name.strip() and name not in listed]
