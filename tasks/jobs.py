"""What beat does for tasks; safe to run twice."""

from zoneinfo import ZoneInfo

from celery import shared_task
from django.utils import timezone

from charter.models import Charter
from tasks import reminders
from tasks.actions import send_digest


@shared_task
def send_due_reminders() -> None:
    """One mail a day to each person who has something to be reminded of."""
    now, zone = timezone.now(), Charter.load().time_zone
    today = now.astimezone(ZoneInfo(zone)).date()
    for person, chosen in reminders.due(now, zone):
        send_digest(person, reminders=chosen, day=today)
