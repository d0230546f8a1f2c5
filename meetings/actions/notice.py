"""Where and when a notice was posted is written down here, and why it came late."""

from datetime import datetime

from django.db import transaction

from audit.record import record
from meetings.models import Meeting, Posting, ShortNotice


@transaction.atomic
def add_posting(meeting: Meeting, *, how: str, where: str, at: datetime, by) -> Posting:
    posting = Posting.objects.create(meeting=meeting, how=how, where=where, at=at)
    record("notice.posted", meeting, by=by, posting=posting.pk, how=how)
    return posting


@transaction.atomic
def remove_posting(posting: Posting, *, by) -> None:
    record("notice.posting_removed", posting.meeting, by=by, posting=posting.pk)
    posting.delete()


@transaction.atomic
def give_cause(meeting: Meeting, *, reason: str, by) -> None:
    """The good cause for a notice shorter than usual; an empty one takes it back."""
    if reason:
        ShortNotice.objects.update_or_create(meeting=meeting, defaults={"reason": reason})
    else:
        ShortNotice.objects.filter(meeting=meeting).delete()
    record("notice.cause_given", meeting, by=by, given=bool(reason))
