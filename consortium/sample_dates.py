"""What is being planned in the sample: a poll of three dates, and the meeting after the next, as a date to save."""

from datetime import datetime, timedelta
from itertools import cycle

from django.utils import timezone

from meetings import actions
from meetings.models import Ability, Meeting, Poll
from members.models import Person
from workgroups.models import Workgroup

THREE_DATES = (1, 2, 8)  # days after the Monday four weeks ahead
SAID = (
    (Ability.YES, Ability.NO, Ability.MAYBE),
    (Ability.YES, Ability.YES, Ability.NO),
    (Ability.MAYBE, Ability.YES, Ability.YES),
)


def open_sample_poll(*, zone) -> None:
    """A workgroup looks for a date: its chair asked, half of the group has answered."""
    group = Workgroup.objects.get(slug="legislative")
    chair = group.roles.chairs().select_related("person").first().person
    ahead = timezone.localdate() + timedelta(weeks=4)
    monday = ahead - timedelta(days=ahead.weekday())
    days = [monday + timedelta(days=number) for number in THREE_DATES]
    starts = [datetime(day.year, day.month, day.day, 13, tzinfo=zone) for day in days]
    people = list(Person.objects.filter(is_active=True, roles__in=group.roles.current()).order_by("pk"))
    poll = Poll(title="Reading the spring bills together", workgroup=group)
    actions.open_poll(poll, dates=[(at, at + timedelta(hours=2)) for at in starts], people=people, by=chair)
    dates = list(poll.dates.values_list("pk", flat=True))
    for person, said in zip(people[::2], cycle(SAID), strict=False):
        actions.answer_poll(poll, abilities=dict(zip(dates, said, strict=True)), by=person)


def save_a_date(meeting: Meeting, *, starts_at: datetime, by: Person) -> None:
    """The same meeting a quarter later: everyone has the date, the invitation follows."""
    later = actions.clone(meeting, starts_at=starts_at, by=by)
    actions.ask(later, everyone=True, provisional=True, by=by)
