"""What beat does for the calendar of holidays; safe to run twice."""

from celery import shared_task
from django.utils import timezone

from charter.holidays import load_holidays


@shared_task
def add_next_holidays() -> None:
    """Keep the holidays of the next two years at hand."""
    load_holidays(timezone.localdate())
