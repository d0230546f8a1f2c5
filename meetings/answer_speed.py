"""How soon after the first invitation was written those who answered did; from the rows, or from the totals."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Min

from mail.models import Message
from meetings.enums import Response
from meetings.models import Answer, AnswerTotals, Invitation, Meeting

STEPS = (
    (timedelta(days=1), "within_a_day"),
    (timedelta(days=3), "within_three_days"),
    (timedelta(days=7), "within_a_week"),
)
FIELDS = ("within_a_day", "within_three_days", "within_a_week", "later")


@dataclass(frozen=True)
class Speed:
    """How many were asked, and how many of them answered within which time."""

    asked: int = 0
    soon: Counter = field(default_factory=Counter)

    def __add__(self, other: "Speed") -> "Speed":
        return Speed(self.asked + other.asked, self.soon + other.soon)


def speed(meetings) -> Speed:
    """Of a queryset of meetings; those whose answers are folded count by their totals."""
    totals = AnswerTotals.objects.filter(meeting__in=meetings)
    folded = Speed()
    for row in totals:
        folded += Speed(row.asked, Counter({name: getattr(row, name) for name in FIELDS}))
    asked = Invitation.objects.filter(meeting__in=meetings)
    return folded + Speed(asked.count(), Counter(map(_how_soon, _waits(asked).values())))


def by_speed(meetings, soon: str) -> list[Invitation]:
    """The invitations that were answered within that time (`soon` of `FIELDS`), or never where it is ""."""
    asked = Invitation.objects.filter(meeting__in=meetings)
    waits = _waits(asked)
    asked = asked.select_related("meeting", "person").order_by("meeting__starts_at", "person__name", "pk")
    return [one for one in asked if (_how_soon(waits[one.pk]) if one.pk in waits else "") == soon]


def _waits(asked) -> dict[int, timedelta]:
    """From the first invitation to the first answer, by the id of each that was answered."""
    meetings = {str(pk) for pk in asked.values_list("meeting", flat=True)}
    sent = Message.objects.filter(
        kind="invitation", content_type=ContentType.objects.get_for_model(Meeting), object_id__in=meetings
    )
    written = {
        (int(meeting), person): at
        for meeting, person, at in sent.values_list("object_id", "person").annotate(Min("created_at"))
    }
    first = Answer.objects.filter(invitation__in=asked).values_list(
        "invitation", "invitation__meeting", "invitation__person", "invitation__response"
    )
    return {
        invitation: at - written.get((meeting, person), at)
        for invitation, meeting, person, response, at in first.annotate(Min("at"))
        if response != Response.NONE
    }


def _how_soon(wait: timedelta) -> str:
    return next((name for most, name in STEPS if wait <= most), "later")
