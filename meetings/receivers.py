"""What meetings do when members tell them that someone came to the table, or left it."""

from zoneinfo import ZoneInfo

from charter.models import Charter
from meetings.actions import invite
from meetings.actions.withdrawing import withdraw
from meetings.audience import whole_consortium
from meetings.models import Meeting
from members.signals import seat_left, seat_taken


def _announced():
    """The coming meetings of the whole consortium to which people have been asked already."""
    return Meeting.objects.upcoming().announced().filter(workgroup=None)


def ask_newcomer(sender, *, person, by, **kwargs) -> None:
    """Whoever takes a seat is asked to what the others were asked to, in its present version."""
    for meeting in _announced():
        if _belongs(person, meeting):
            invite(meeting, [person], by=by)


def let_go(sender, *, person, by, **kwargs) -> None:
    """Whoever holds no seat on a meeting's day has it taken out of her calendar, and nobody else's."""
    if person.is_coordinator:
        return
    for invitation in person.invitations.filter(meeting__in=_announced()).select_related("meeting"):
        if not _belongs(person, invitation.meeting):
            withdraw(invitation, by=by)


def _belongs(person, meeting: Meeting) -> bool:
    day = meeting.starts_at.astimezone(ZoneInfo(Charter.load().time_zone)).date()
    return whole_consortium(day).filter(pk=person.pk).exists()


def connect() -> None:
    seat_taken.connect(ask_newcomer, dispatch_uid="meetings.ask_newcomer")
    seat_left.connect(let_go, dispatch_uid="meetings.let_go")
