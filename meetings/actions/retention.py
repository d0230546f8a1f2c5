"""What is kept of the answers to a meeting that is long over: how many, and no longer whose (R30)."""

from datetime import datetime

from django.db import transaction

from audit.record import record
from meetings.answer_speed import FIELDS, speed
from meetings.enums import Response
from meetings.models import AnswerTotals, Invitation, Meeting


def to_fold(*, before: datetime):
    """Meetings that ended before that moment and still know who was asked and what each answered."""
    return Meeting.objects.filter(ends_at__lt=before, pk__in=Invitation.ever.values("meeting"))


@transaction.atomic
def fold_answers(meeting: Meeting) -> int:
    """Keep the totals and erase every invitation with its answers, notes and proposals; says how many."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if not AnswerTotals.objects.filter(meeting=meeting).exists():
        AnswerTotals.objects.create(meeting=meeting, **_totals(meeting))
    gone = Invitation.ever.filter(meeting=meeting)
    count = gone.count()
    gone.delete()
    record("meeting.answers_folded", meeting, by=None, invitations=count)
    return count


def _totals(meeting: Meeting) -> dict[str, int]:
    given = list(meeting.invitations.values_list("response", flat=True))
    found = speed(Meeting.objects.filter(pk=meeting.pk))
    said = (Response.ACCEPTED, Response.TENTATIVE, Response.DECLINED)
    return (
        {"asked": len(given)}
        | {response.value: given.count(response) for response in said}
        | {name: found.soon[name] for name in FIELDS}
    )
