"""The days of a rule: pure reckoning in the consortium's calendar dates, never in multiples of 24 hours."""

from collections.abc import Container, Iterable, Iterator
from datetime import date, datetime, timedelta

from charter.workdays import workday_after, workday_before
from mail.rules.models import Rule


def day_of(rule: Rule, anchor: date, off: Container[date], *, step: int = 0) -> date:
    """The date on which the rule falls for that anchor; `step` counts its repetitions."""
    day = anchor + timedelta(days=rule.offset + step * rule.repeat_days)
    if not rule.workdays_only:
        return day
    shift = workday_before if rule.offset < 0 else workday_after
    return shift(day, off if rule.avoid_holidays else ())


def days_between(rule: Rule, anchor: date, first: date, last: date, off: Container[date]) -> Iterator[date]:
    """Each date from `first` to `last` on which the rule falls for that anchor."""
    step = 0
    if rule.repeat_days:
        step = max(0, ((first - anchor).days - rule.offset) // rule.repeat_days - 1)
    while True:
        day = day_of(rule, anchor, off, step=step)
        if first <= day <= last:
            yield day
        step += 1
        if not rule.repeat_days or day > last:
            return


def latest(
    rules: Iterable[Rule], anchor: date, now: datetime, off: Container[date], *, known: date | None = None
) -> tuple[Rule, date] | None:
    """The last letter that has come due and can still be sent, of rules that say the same thing.

    `now` is local. What fell before `known`, the date since which the anchor stands, was never due. What an
    outage missed is due until its catch-up days are over, and never beside a later one.
    """
    best = None
    for rule in rules:
        first = now.date() - timedelta(days=rule.catch_up_days)
        for day in days_between(rule, anchor, max(first, known or first), now.date(), off):
            come = datetime.combine(day, rule.at, now.tzinfo) <= now
            if come and (best is None or day > best[1]):
                best = (rule, day)
    return best


def quiet(rule: Rule, now: datetime) -> bool:
    """Whether nothing leaves at this local time; the hours may run over midnight."""
    moment, start, end = now.time(), rule.quiet_from, rule.quiet_until
    return start <= moment < end if start <= end else moment >= start or moment < end
