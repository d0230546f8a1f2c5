"""The only place that writes rules, what is skipped, and the holidays they are moved off."""

from datetime import date

from django.db import transaction

from audit.record import record
from charter.models import Holiday
from mail.rules.models import Rule, Skipped


@transaction.atomic
def save_rule(rule: Rule, *, by) -> Rule:
    """Keep an edited or new rule; from now on it stands instead of its default."""
    rule.save()
    record(
        "reminder_rule.saved", rule, by=by, rule=rule.code, offset=rule.offset, active=rule.active,
        at=f"{rule.at:%H:%M}", audience=rule.audience,
    )  # fmt: skip
    return rule


@transaction.atomic
def reset_rule(rule: Rule, *, by) -> None:
    """Back to the default; a rule that has none is gone."""
    if rule.pk:
        record("reminder_rule.reset", rule, by=by, rule=rule.code)
        rule.delete()


@transaction.atomic
def skip(*, rule: str, subject: str, day: date, by) -> None:
    """Do not send this one letter."""
    _, created = Skipped.objects.get_or_create(rule=rule, subject=subject, day=day)
    if created:
        record("reminder.skipped", None, by=by, rule=rule, subject=subject, day=day.isoformat())


@transaction.atomic
def send_after_all(*, rule: str, subject: str, day: date, by) -> None:
    """Take back a skip."""
    deleted, _ = Skipped.objects.filter(rule=rule, subject=subject, day=day).delete()
    if deleted:
        record("reminder.not_skipped", None, by=by, rule=rule, subject=subject, day=day.isoformat())


@transaction.atomic
def add_holiday(*, day: date, name: str, by) -> Holiday:
    """Offices are closed on that day, too."""
    holiday, _ = Holiday.objects.update_or_create(day=day, defaults={"name": name})
    record("holiday.added", holiday, by=by, day=day.isoformat())
    return holiday


@transaction.atomic
def remove_holiday(holiday: Holiday, *, by) -> None:
    record("holiday.removed", holiday, by=by, day=holiday.day.isoformat())
    holiday.delete()
