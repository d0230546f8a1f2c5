"""What the rules say of minutes that wait (Ruling 8), and who is reminded of corrections; jobs carry it out."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from meetings.models import Meeting, Minutes
from meetings.reminders import Due
from meetings.reminders import due as letters_due
from members.models import Person

NOT_APPROVED = "minutes_not_approved"
WORDS = {
    "minutes_not_begun": _("not begun"),
    "minutes_not_circulated": _("not circulated"),
    "minutes_corrections_open": _("with corrections open"),
    NOT_APPROVED: _("not approved"),
}


@dataclass(frozen=True)
class Late:
    """One meeting whose minutes wait, and the local date since when."""

    meeting: Meeting
    what: str
    day: date


def due(now: datetime, zone: str) -> list[Late]:
    """Of each meeting that is over, what waits; those older than the catch-up days are left alone."""
    return [
        Late(_whose(letter), WORDS[letter.kind.code], letter.day)
        for letter in letters_due(now, zone, only=set(WORDS))
    ]


def _whose(letter: Due) -> Meeting:
    """What the next meeting did not approve are the minutes of the one before."""
    occasion = letter.occasion
    return occasion.to_approve.meeting if letter.kind.code == NOT_APPROVED else occasion.meeting


def readers_due(now: datetime, zone: str) -> list[tuple[Minutes, Person]]:
    """Whom the draft was sent and who did not say that she read it, shortly before the last day for corrections."""
    letters = letters_due(now, zone, only={"minutes_reminder"})
    return [(letter.occasion.minutes, person) for letter in letters for person in letter.people]
