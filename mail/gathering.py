"""Whose daily or weekly mail is due, and what it tells: a pure choice."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from mail.kinds import topic_of
from mail.models import Frequency, Message, Pause, Preference
from mail.wishes import SEND_AT

LATE = timedelta(hours=12)


def due(now: datetime, zone: str) -> dict[tuple[int, date], list[int]]:
    """For each person's number and the day of the mail, the messages that were written before it.

    Daily mail is due at 9:00 local time, weekly mail on Mondays at 9:00, and both are one mail. What was missed
    is due by day, not twelve hours before the next, and nothing while a person pauses her mail.
    """
    local = now.astimezone(ZoneInfo(zone))
    daily = latest(local)
    if local - daily > LATE:
        return {}
    weekly = daily - timedelta(days=daily.weekday())
    pausing = Pause.objects.filter(until__gt=local.date()).values("person")
    waiting = Message.objects.gathered().filter(due_at__lte=now).exclude(person=None)
    rows = list(waiting.exclude(person__in=pausing).only("person", "kind", "created_at"))
    wishes = {
        (wish.person_id, wish.topic): wish.frequency
        for wish in Preference.objects.filter(person__in={row.person_id for row in rows})
    }
    found = defaultdict(list)
    for row in rows:
        topic = topic_of(row.kind)
        frequency = wishes.get((row.person_id, topic.code if topic else ""), Frequency.DAILY)
        slot = weekly if frequency == Frequency.WEEKLY else daily
        if row.created_at < slot:
            found[row.person_id, daily.date()].append(row.pk)
    return dict(found)


def latest(local: datetime) -> datetime:
    """The last 9:00 that is not ahead."""
    today = datetime.combine(local.date(), SEND_AT, local.tzinfo)
    return (
        today if today <= local else datetime.combine(local.date() - timedelta(days=1), SEND_AT, local.tzinfo)
    )
