"""What beat does for meetings; safe to run twice."""

from celery import shared_task
from django.utils import timezone

from charter.models import Charter
from meetings import reminders
from meetings.actions import remind


@shared_task
def send_due_reminders() -> None:
    """Remind those who have not answered; the outbox key makes a second run write nothing."""
    for reminder in reminders.due(timezone.now(), Charter.load().time_zone):
        remind(reminder.invitation, day=reminder.day)
