"""Decisions that stay in force, apart from those that only run a meeting."""

import re

from meetings.models import Entry, EntryKind, MinutesState

PROCEDURE = re.compile(
    r"^(?:to )?(?:adjourn|recess|approve the (?:agenda|consent agenda|minutes)|(?:re)?convene|table\b|"
    r"amend the agenda|adopt the agenda|enter closed session|call the question)",
    re.IGNORECASE,
)


def is_procedural(text: str) -> bool:
    """Whether a motion only runs the meeting it was made in."""
    return PROCEDURE.match(text.strip().lstrip("*_ ")) is not None


def decisions(readable):
    """Decisions and carried motions of approved minutes among `readable` (a queryset of Minutes), newest first."""
    final = readable.filter(state__in=[MinutesState.APPROVED, MinutesState.PUBLISHED])
    found = Entry.objects.filter(minutes__in=final, kind=EntryKind.DECISION)
    found |= Entry.objects.filter(minutes__in=final, kind=EntryKind.MOTION, result="carried")
    return found.select_related("minutes__meeting").order_by("-minutes__meeting__starts_at", "position")
