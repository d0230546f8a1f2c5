"""Several dates are offered, each person says which she can, and one is fixed."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.record import record
from charter.models import Charter
from mail.actions import Draft, post_many
from mail.links import sign
from meetings.actions.meetings import schedule
from meetings.actions.state import NotPossible, TooLate
from meetings.models import Ability, Meeting, Poll, PollAnswer, PollDate
from meetings.poll_letters import poll_letter


@transaction.atomic
def open_poll(poll: Poll, *, dates: list[tuple[datetime, datetime]], people, by) -> Poll:
    """Ask these people which of these dates they can; each gets one mail with her own link."""
    poll.save()
    PollDate.objects.bulk_create([PollDate(poll=poll, starts_at=s, ends_at=e) for s, e in dates])
    people = list(people)
    poll.people.set(people)
    record("poll.opened", poll, by=by, dates=len(dates), people=len(people))
    words = poll_letter(poll, Charter.load()).words
    post_many(
        Draft(
            kind="date_poll",
            person=person,
            about=poll,
            reference="asked",
            path=poll_path(poll, person),
            **words,
        )
        for person in people
    )
    return poll


def poll_path(poll: Poll, person) -> str:
    """Where this person says which dates she can."""
    return f"/poll/{sign('poll', poll.pk, person.pk)}/"


@transaction.atomic
def answer_poll(poll: Poll, *, abilities: dict[int, str], by) -> None:
    """What one person says of each date, by the date's id; the last word stands. Raises TooLate once it is fixed."""
    poll = Poll.objects.select_for_update().get(pk=poll.pk)
    if poll.meeting_id:
        raise TooLate(_("The date is fixed."))
    for date in poll.dates.filter(pk__in=abilities):
        PollAnswer.objects.update_or_create(
            date=date, person=by, defaults={"ability": Ability(abilities[date.pk]), "at": timezone.now()}
        )
    record("poll.answered", poll, by=by)


@transaction.atomic
def fix_date(date: PollDate, *, by) -> Meeting:
    """Schedule the meeting on this date. Nobody is told by it: the invitation is an act of its own."""
    poll = Poll.objects.select_for_update().get(pk=date.poll_id)
    if poll.meeting_id:
        raise NotPossible(_("The date is fixed already."))
    meeting = schedule(
        Meeting(
            title=poll.title,
            workgroup_id=poll.workgroup_id,
            venue_id=poll.venue_id,
            starts_at=date.starts_at,
            ends_at=date.ends_at,
        ),
        by=by,
    )
    poll.meeting = meeting
    poll.save(update_fields=["meeting"])
    record("poll.fixed", poll, by=by, meeting=meeting.pk)
    return meeting
