"""The public notice of a meeting, and what a state's rules, kept as data, ask of one.

Nothing here says that a law applies to the consortium: the charter's notice mode does, by whoever sets it.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charter.models import Charter, NoticeMode
from meetings.agenda_words import Line, local_clock, public_lines
from meetings.letters import clock
from meetings.models import ItemAudience, ItemKind, Meeting, Posting
from meetings.quorum import day_of

DATA = Path(__file__).parent / "data" / "notice_rules.json"


@dataclass(frozen=True)
class Rules:
    """One state's rules: hours before the meeting, ways of posting that are enough, and the words themselves."""

    state: str
    name: str
    source: str
    checked_on: str
    hours: int
    least_hours: int
    enough: list[dict[str, int]]
    also: list[str]
    texts: dict[str, dict[str, str]]

    @property
    def checked(self) -> date:
        return date.fromisoformat(self.checked_on)


@dataclass(frozen=True)
class Check:
    """One line of the checklist: whether it is so, what to do where it is not, and the rule's own words."""

    words: str
    done: bool
    hint: str = ""
    citation: str = ""
    rule: str = ""


def rules_for(charter: Charter) -> Rules | None:
    """The rules of the charter's state, or None where no data file has any."""
    found = json.loads(DATA.read_text(encoding="utf-8"))
    return next((Rules(**row) for row in found if row["state"] == charter.state_name), None)


def is_public(meeting: Meeting, charter: Charter) -> bool:
    """Whether anyone may read this meeting's notice: notices are given, and someone was told of the meeting."""
    return charter.notice_mode != NoticeMode.OFF and meeting.invitations.exists()


def ask_by(meeting: Meeting, charter: Charter) -> date:
    """Until when accommodations should be asked for; a later request is still taken."""
    return day_of(meeting, charter) - timedelta(days=charter.accommodation_days_before)


def given_at(postings: list[Posting], rules: Rules) -> datetime | None:
    """When the notice had been posted in enough ways, or None while it has not."""
    counts: dict[str, int] = {}
    for posting in sorted(postings, key=lambda posting: posting.at):
        counts[posting.how] = counts.get(posting.how, 0) + 1
        if any(all(counts.get(how, 0) >= n for how, n in way.items()) for way in rules.enough):
            return posting.at
    return None


def checklist(meeting: Meeting, charter: Charter, rules: Rules, *, reason: str = "") -> list[Check]:
    """Every line, in the order in which one does them; `reason` is the good cause for a short notice."""
    postings = list(meeting.postings.all())
    items = list(meeting.agenda_items.for_members())
    since = given_at(postings, rules)
    told = {posting.how for posting in postings}
    return [
        _ruled(
            rules, "content", _("Time, date and place are set"), bool(meeting.place), _("Give the place.")
        ),
        _subject(rules, items),
        *_closed(rules, items),
        _ruled(
            rules,
            "ways",
            _("It is posted in enough places"),
            since is not None,
            _("Write down below where and when it is posted."),
        ),
        _in_time(meeting, charter, rules, since, reason),
        _ruled(
            rules,
            "also",
            _("News media that asked, or the official newspaper, have it"),
            bool(told & set(rules.also)),
            _("Send it to them, and write that down below."),
        ),
        _ruled(
            rules,
            "access",
            _("It says whom to ask for an accommodation, and until when"),
            bool(charter.contact_name and (charter.contact_phone or charter.contact_email)),
            _("The consortium's contact has no name, phone or address yet."),
        ),
        _nothing_since(charter, rules, items, since),
    ]


def _ruled(rules: Rules, key: str, words: str, done: bool, hint: str) -> Check:
    text = rules.texts[key]
    return Check(words, done, "" if done else hint, text["citation"], text["words"])


def _subject(rules: Rules, items) -> Check:
    public = [item for item in items if item.audience == ItemAudience.PUBLIC]
    hidden = [i for i in items if i.kind == ItemKind.DECISION and i.audience != ItemAudience.PUBLIC]
    hint = _("Mark the items of the agenda that everyone may read.")
    if public and hidden:
        hint = _("Decisions that the notice leaves out: %(titles)s.") % {
            "titles": "; ".join(item.title for item in hidden)
        }
    return _ruled(rules, "content", _("The subjects are named"), bool(public) and not hidden, hint)


def _closed(rules: Rules, items) -> list[Check]:
    """A closed session is announced with its subject and the provision that allows it; without one, no line."""
    closed = [item for item in items if item.kind == ItemKind.CLOSED]
    bare = [i.title for i in closed if i.audience != ItemAudience.PUBLIC or not i.details.strip()]
    hint = _("Let everyone read it, and say by which provision it is closed: %(titles)s.") % {
        "titles": "; ".join(bare)
    }
    words = _("The closed session is announced, with the provision")
    return [_ruled(rules, "content", words, not bare, hint)] if closed else []


def _in_time(meeting: Meeting, charter: Charter, rules: Rules, since, reason: str) -> Check:
    last, very_last = (
        meeting.starts_at - timedelta(hours=hours) for hours in (rules.hours, rules.least_hours)
    )
    words = ngettext("At least %(n)d hour before", "At least %(n)d hours before", rules.hours)
    words = words % {"n": rules.hours}
    if since is None:
        return _ruled(rules, "time", words, False, _("Post it by %(at)s.") % {"at": clock(last, charter)})
    if since <= last:
        return _ruled(rules, "time", words, True, "")
    if since > very_last:
        hint = _("It came less than %(n)d hours before, which no cause allows.") % {"n": rules.least_hours}
        return _ruled(rules, "time", words, False, hint)
    hint = _("It came later: write down the good cause below.")
    return _ruled(rules, "time", f"{words}; " + _("shorter for good cause"), bool(reason), hint)


def _nothing_since(charter: Charter, rules: Rules, items, since) -> Check:
    new = [
        item.title
        for item in items
        if since and item.audience == ItemAudience.PUBLIC and max(item.added_at, item.changed_at) > since
    ]
    hint = _("New or changed since: %(titles)s.") % {"titles": "; ".join(new)}
    if charter.notice_mode == NoticeMode.REQUIRED:
        hint += " " + _("Post the notice again, or act on them at another meeting.")
    return _ruled(rules, "content", _("Nothing was added since it was posted"), not new, hint)


@dataclass(frozen=True)
class Announced:
    """What the notice announced: the titles that were public and stood so on the agenda when it had been given."""

    given: datetime | None
    titles: frozenset[str]

    def why_not(self, heading: str) -> str:
        """Why nothing may be decided under this heading, or "" where it may."""
        if self.given is None:
            return _("No public notice of this meeting is written down, so nothing was announced.")
        if heading.strip().casefold() in self.titles:
            return ""
        return _("“%(item)s” did not stand on the public notice as it was posted.") % {"item": heading}


def announced(meeting: Meeting, charter: Charter) -> Announced | None:
    """What was announced of this meeting, in two queries; None where no notices are given."""
    if charter.notice_mode == NoticeMode.OFF:
        return None
    rules, postings = rules_for(charter), list(meeting.postings.all())
    given = given_at(postings, rules) if rules else min((posting.at for posting in postings), default=None)
    items = meeting.agenda_items.public() if given else ()
    titles = (i.title.strip().casefold() for i in items if max(i.added_at, i.changed_at) <= given)
    return Announced(given, frozenset(titles))


@dataclass(frozen=True)
class Notice:
    """What the notice says. Never the link to join (survivor safety R28).

    `open_to_all` is said only where the consortium has set that a law asks for its notices.
    """

    body: str
    title: str
    when: str
    place: str
    lines: list[Line]
    open_to_all: str
    access: str


def notice_of(meeting: Meeting, charter: Charter) -> Notice:
    """As it stands now, made of the public items of the agenda."""
    lines = public_lines(meeting, charter)
    return Notice(
        body=charter.name,
        title=meeting.title,
        when=_("%(start)s, until %(end)s")
        % {"start": clock(meeting.starts_at, charter), "end": local_clock(meeting.ends_at, charter)},
        place=meeting.place,
        lines=lines,
        open_to_all=_open_to_all(charter, lines),
        access=accommodation(meeting, charter),
    )


def _open_to_all(charter: Charter, lines: list[Line]) -> str:
    if charter.notice_mode != NoticeMode.REQUIRED:
        return ""
    if any(line.closed for line in lines):
        return _("This meeting is open to the public, but for the closed session named above.")
    return _("This meeting is open to the public.")


def accommodation(meeting: Meeting, charter: Charter) -> str:
    """Whom to ask for what one needs to take part, and until when; "" while the consortium names nobody."""
    if not charter.contact_name:
        return ""
    ways = ", ".join(part for part in (charter.contact_phone, charter.contact_email) if part)
    day = ask_by(meeting, charter)
    return _(
        "If you need an interpreter, translator, materials in another format, or another accommodation to "
        "take part, contact %(name)s, %(ways)s by %(day)s. Later requests are taken too."
    ) % {"name": charter.contact_name, "ways": ways, "day": date_format(day, "l, F j, Y")}
