"""How long minutes may wait (Ruling 8; the days are the rules' and may be edited), and who is reminded of corrections."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Q

from mail.models import Message
from meetings.enums import MeetingState
from meetings.models import CorrectionState, Meeting, Minutes, MinutesState
from meetings.reminders import due as letters_due
from members.models import Person

WORDS = {"minutes_not_begun": "not begun", "minutes_not_circulated": "not circulated"}
AT = time(9)
CORRECTIONS_OPEN, NOT_APPROVED = 1, 2
BEFORE_THE_LAST_DAY = timedelta(days=2)
LONGEST = 400


@dataclass(frozen=True)
class Late:
    """One meeting whose minutes wait, and the local date since when."""

    meeting: Meeting
    what: str
    day: date


def due(now: datetime, zone: str) -> list[Late]:
    """Of each meeting that is over, what waits; those older than the catch-up days are left alone."""
    unwritten = [
        Late(letter.occasion.meeting, WORDS[letter.kind.code], letter.day)
        for letter in letters_due(now, zone, only=set(WORDS))
    ]
    return unwritten + [late for late in _unsettled(now, zone) if _is_time(late.day, now, zone)]


def _unsettled(now: datetime, zone: str):
    """Corrections still open the day after the last one for them; minutes that the next meeting did not approve."""
    waiting = Minutes.objects.filter(
        state=MinutesState.CIRCULATED, meeting__ends_at__gte=now - timedelta(days=LONGEST)
    )
    still = Count("entries__corrections", filter=Q(entries__corrections__state=CorrectionState.OPEN))
    waiting = list(waiting.select_related("meeting").annotate(open_corrections=still))
    later = list(
        Meeting.objects.filter(ends_at__lt=now, ends_at__gte=now - timedelta(days=LONGEST))
        .exclude(state=MeetingState.CANCELLED)
        .order_by("starts_at")
    )
    for minutes in waiting:
        meeting = minutes.meeting
        if minutes.open_corrections and minutes.corrections_until:
            yield Late(
                meeting, "with corrections open", minutes.corrections_until + timedelta(days=CORRECTIONS_OPEN)
            )
        after = (
            one
            for one in later
            if one.workgroup_id == meeting.workgroup_id and one.starts_at > meeting.starts_at
        )
        if following := next(after, None):
            held = following.starts_at.astimezone(ZoneInfo(zone)).date()
            yield Late(meeting, "not approved", held + timedelta(days=NOT_APPROVED))


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
