"""What beat does for the whole; safe to run twice."""

from celery import shared_task
from django.utils import timezone

from consortium import retention


@shared_task
def keep_schedule() -> None:
    """Erase what is kept no longer, once a day."""
    retention.run(timezone.now())
