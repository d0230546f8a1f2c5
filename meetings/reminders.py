"""Who is reminded of what, and why: a pure choice that jobs carry out."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from meetings.enums import Response
from meetings.models import Invitation, Meeting

SEND_AT = time(9)
DAYS_BEFORE = (14, 3)


@dataclass(frozen=True)
class Reminder:
    """One invitation without an answer, and the calendar date on which it is due to be reminded."""

    invitation: Invitation
    day: date


def workday_before(day: date) -> date:
    """`day` itself, or the Friday before when it falls on a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def due(now: datetime, zone: str) -> list[Reminder]:
    """The latest reminder that has come due for each unanswered invitation to a meeting still ahead.

    Offsets are calendar days in `zone`, at 9:00 there. After an outage only the latest one is due: an
    earlier one would say the same thing again. Nobody is reminded of what she was asked after that day.
    """
    local = now.astimezone(ZoneInfo(zone))
    return [
        Reminder(invitation, day)
        for meeting in Meeting.objects.upcoming(now).filter(starts_at__gt=now)
        if (day := _latest(meeting.starts_at.astimezone(ZoneInfo(zone)).date(), local))
        for invitation in meeting.invitations.filter(response=Response.NONE).select_related(
            "person", "meeting"
        )
        if invitation.stamp_sent and invitation.stamp_sent.astimezone(ZoneInfo(zone)).date() < day
    ]


def _latest(meeting_day: date, local: datetime) -> date | None:
    days = [workday_before(meeting_day - timedelta(days=offset)) for offset in DAYS_BEFORE]
    past = [day for day in days if datetime.combine(day, SEND_AT, local.tzinfo) <= local]
    return max(past, default=None)


def agendas_due(now: datetime, zone: str, days_before: int) -> list[Meeting]:
    """Meetings whose agenda goes out now: from 9:00 on the workday `days_before` them, while they are ahead."""
    local = now.astimezone(ZoneInfo(zone))
    ahead = Meeting.objects.upcoming(now).filter(starts_at__gt=now, agenda_items__isnull=False).distinct()
    days = {
        meeting: workday_before(meeting.starts_at.astimezone(ZoneInfo(zone)).date() - timedelta(days_before))
        for meeting in ahead
    }
    return [m for m, day in days.items() if datetime.combine(day, SEND_AT, local.tzinfo) <= local]
