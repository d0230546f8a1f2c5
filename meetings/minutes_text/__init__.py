"""Reading an agenda and minutes that were drafted as text; pure, knows no database."""

from meetings.minutes_text.agenda import parse_agenda
from meetings.minutes_text.minutes import ActionItem, ParsedMinutes, ParsedMotion, Section, parse_minutes

__all__ = ["ActionItem", "ParsedMinutes", "ParsedMotion", "Section", "parse_agenda", "parse_minutes"]
