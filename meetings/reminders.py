"""Which letters the dates of meetings send now, to whom and why: a pure choice that jobs carry out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.formats import date_format

from charter.models import Charter
from charter.workdays import holidays
from mail.rules.book import active_rules, skipped, subject_of
from mail.rules.clock import days_between, latest, quiet
from mail.rules.kinds import Planned, RuleKind, Span
from mail.rules.models import Rule
from meetings.enums import MeetingState
from meetings.models import Meeting
from meetings.occasions import AUDIENCES, Occasion
from meetings.reminder_kinds import BEFORE, MEETING_KINDS, MeetingKind
from members.models import Person

SEND_AT = time(9)
SPARE = timedelta(days=10)
# A letter may count from the next meeting, which is a quarter later.
A_QUARTER = timedelta(days=130)
MINUTES = {
    "minutes_not_begun",
    "minutes_not_circulated",
    "minutes_corrections_open",
    "minutes_not_approved",
    "minutes_reminder",
}


@dataclass(frozen=True)
class Due:
    """One letter about one meeting that goes out now, to the people of a query, and the date on which it fell."""

    kind: MeetingKind
    rule: Rule
    occasion: Occasion
    day: date
    people: QuerySet[Person]


def due(now: datetime, zone: str, *, only: set[str] | None = None) -> list[Due]:
    """The latest letter of each kind that has come due for each meeting, to whoever it still concerns.

    Without `only` it is all kinds but those of the minutes, which the minutes' own clock asks for.
    """
    kinds = [MEETING_KINDS[code] for code in only or MEETING_KINDS.keys() - MINUTES]
    local, rules, off, skips = now.astimezone(ZoneInfo(zone)), active_rules(), holidays(), skipped()
    found = []
    for occasion in occasions(rules, local.date(), local.date(), ZoneInfo(zone)):
        for kind in kinds:
            chosen = _of_kind(kind, rules[kind.code], occasion, local, off)
            if chosen and (chosen[0].code, subject_of(occasion.meeting), chosen[1]) not in skips:
                people = recipients(kind, chosen[0], occasion, chosen[1])
                if people.exists():
                    found.append(Due(kind, chosen[0], occasion, chosen[1], people))
    return found


def _of_kind(kind: MeetingKind, rules: list[Rule], occasion: Occasion, local: datetime, off):
    if kind.before and occasion.begun(local):
        return None
    anchor = kind.anchored(occasion)
    if anchor is None:
        return None
    known = occasion.known if kind.before and not kind.late else None
    chosen = latest(rules, anchor, local, off, known=known)
    if chosen is None or quiet(chosen[0], local) or not kind.applies(occasion):
        return None
    return chosen


def recipients(kind: MeetingKind, rule: Rule, occasion: Occasion, day: date) -> QuerySet[Person]:
    """Who gets it; nobody is reminded to answer of what she was asked on that day or after it."""
    people = AUDIENCES[rule.audience][1](occasion)
    if kind.code == "rsvp_reminder":
        return people.filter(pk__in=occasion.asked_before(day).values("person"))
    if kind.code == "agenda":
        return people.exclude(pk__in=occasion.agenda_told.values("person"))
    return people


def occasions(rules: dict[str, list[Rule]], first: date, last: date, zone: ZoneInfo) -> Iterator[Occasion]:
    """Meetings of which some rule may fall on these days; a cancelled one has none."""
    mine = [rule for code in MEETING_KINDS for rule in rules.get(code, [])]
    early = first - timedelta(days=max((r.offset + r.catch_up_days for r in mine), default=0)) - A_QUARTER
    late = last - timedelta(days=min((r.offset for r in mine), default=0)) + SPARE
    found = Meeting.objects.filter(
        starts_at__gte=datetime.combine(early, SEND_AT, zone),
        starts_at__lte=datetime.combine(late, SEND_AT, zone),
    ).exclude(state=MeetingState.CANCELLED)
    found = found.select_related("workgroup", "venue", "minutes")
    for meeting in found.prefetch_related("events", "audiences"):
        yield Occasion(meeting, zone)


def rule_kind(kind: MeetingKind) -> RuleKind:
    """The kind as the rules' pages know it."""
    return RuleKind(
        code=kind.code,
        label=kind.label,
        anchor=kind.anchor,
        audiences=tuple((code, AUDIENCES[code][0]) for code in kind.audiences),
        defaults=lambda: tuple(
            {"offset": day, "catch_up_days": kind.catch_up, "active": kind.active} for day in _days(kind)
        ),
        plan=lambda rules, span: _plan(kind, rules, span),
    )


def _days(kind: MeetingKind) -> tuple[int, ...]:
    """The agenda's day is the charter's, until its rule is edited."""
    return kind.days or (-Charter.load().agenda_days_before,)


def _plan(kind: MeetingKind, rules: list[Rule], span: Span) -> Iterable[Planned]:
    zone, skips = ZoneInfo(Charter.load().time_zone), skipped()
    for occasion in occasions({kind.code: rules}, span.first, span.last, zone):
        anchor = kind.anchored(occasion)
        if anchor is None or not kind.applies(occasion):
            continue
        subject, meeting = subject_of(occasion.meeting), occasion.meeting
        for rule in rules:
            for day in days_between(rule, anchor, span.first, span.last, span.off):
                at = datetime.combine(day, rule.at, zone)
                if kind in BEFORE and (at >= meeting.starts_at or (day < occasion.known and not kind.late)):
                    continue
                yield Planned(
                    day=day,
                    at=rule.at,
                    rule=rule,
                    label=kind.label,
                    about=f"{meeting.title}, {date_format(occasion.day, 'F j')}",
                    subject=subject,
                    people=list(recipients(kind, rule, occasion, day)),
                    path=f"/meetings/{meeting.slug}/",
                    skipped=(rule.code, subject, day) in skips,
                )
