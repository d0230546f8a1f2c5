"""Reading an agenda and minutes that were drafted as text; pure, knows no database."""

from meetings.minutes_text.agenda import parse_agenda
from meetings.minutes_text.minutes import parse_minutes
from meetings.minutes_text.parsed import ActionItem, ParsedDecision, ParsedMinutes, ParsedMotion, Section

__all__ = [
    "ActionItem",
    "ParsedDecision",
    "ParsedMinutes",
    "ParsedMotion",
    "Section",
    "parse_agenda",
    "parse_minutes",
]
