"""How long minutes may wait: not begun two days, not circulated eleven days after the meeting (Ruling 8).

The days are the rules' and may be edited.
"""

from dataclasses import dataclass
from datetime import date, datetime

from meetings.models import Meeting
from meetings.reminders import due as letters_due

WORDS = {"minutes_not_begun": "not begun", "minutes_not_circulated": "not circulated"}


@dataclass(frozen=True)
class Late:
    """One meeting whose minutes wait, and the local date since when."""

    meeting: Meeting
    what: str
    day: date


def due(now: datetime, zone: str) -> list[Late]:
    """Of each meeting that is over, what waits; those older than the catch-up days are left alone."""
    return [
        Late(letter.occasion.meeting, WORDS[letter.kind.code], letter.day)
        for letter in letters_due(now, zone, only=set(WORDS))
    ]
