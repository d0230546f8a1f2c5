"""The days on which nobody meets."""

from django.db import transaction

from audit.record import record
from charter.models import Holiday


@transaction.atomic
def add_holiday(form, *, by) -> Holiday:
    """A day more; meetings on it are shown as clashes and reminders leave it out."""
    holiday = form.save()
    record("holiday.added", holiday, by=by, day=holiday.day.isoformat())
    return holiday


@transaction.atomic
def remove_holiday(holiday: Holiday, *, by) -> None:
    """A day less."""
    record("holiday.removed", holiday, by=by, day=holiday.day.isoformat())
    holiday.delete()
