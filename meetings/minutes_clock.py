"""How long minutes may wait (Ruling 8; the days are the rules' and may be edited), and who is reminded of corrections."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mail.models import Message
from meetings.models import Meeting, Minutes, MinutesState
from meetings.reminders import Due
from meetings.reminders import due as letters_due
from members.models import Person

NOT_APPROVED = "minutes_not_approved"
WORDS = {
    "minutes_not_begun": "not begun",
    "minutes_not_circulated": "not circulated",
    "minutes_corrections_open": "with corrections open",
    NOT_APPROVED: "not approved",
}
AT = time(9)
BEFORE_THE_LAST_DAY = timedelta(days=2)


@dataclass(frozen=True)
class Late:
    """One meeting whose minutes wait, and the local date since when."""

    meeting: Meeting
    what: str
    day: date


def due(now: datetime, zone: str) -> list[Late]:
    """Of each meeting that is over, what waits; those older than the catch-up days are left alone."""
    return [
        Late(_whose(letter), WORDS[letter.kind.code], letter.day)
        for letter in letters_due(now, zone, only=set(WORDS))
    ]


def _whose(letter: Due) -> Meeting:
    """What the next meeting did not approve are the minutes of the one before."""
    occasion = letter.occasion
    return occasion.to_approve.meeting if letter.kind.code == NOT_APPROVED else occasion.meeting


def readers_due(now: datetime, zone: str) -> list[tuple[Minutes, Person]]:
    """Whom the draft was sent and who did not say that she read it, from two days before the last day."""
    today = now.astimezone(ZoneInfo(zone)).date()
    soon = Minutes.objects.filter(
        state=MinutesState.CIRCULATED,
        corrections_until__gte=today,
        corrections_until__lte=today + BEFORE_THE_LAST_DAY,
    )
    found = []
    for minutes in soon.select_related("meeting"):
        if not _is_time(minutes.corrections_until - BEFORE_THE_LAST_DAY, now, zone):
            continue
        sent = Message.objects.filter(
            kind="minutes", key__contains=f":{minutes.pk}:circulated:v{minutes.version}:"
        )
        people = Person.objects.filter(is_active=True, pk__in=sent.values("person"))
        read = minutes.readings.filter(version=minutes.version).values("person")
        found += [(minutes, person) for person in people.exclude(pk__in=read).order_by("pk")]
    return found


def _is_time(day: date, now: datetime, zone: str) -> bool:
    return datetime.combine(day, AT, ZoneInfo(zone)) <= now
