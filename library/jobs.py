"""What time does to the clearing house and the public site; each is safe to run twice."""

from datetime import timedelta
from time import monotonic

from celery import shared_task
from django.db.models import F, Q
from django.utils import timezone

from library.actions import ask_for_review, ask_to_check_numbers, note_visit
from library.link_check import visit
from library.models import Resource

BETWEEN_VISITS = timedelta(days=7)
AFTER_A_FAILURE = timedelta(days=1)
LONGEST_RUN = 60  # seconds


@shared_task
def ask_for_due_reviews() -> None:
    """A resource past its shelf life becomes a task on its workgroup's list."""
    for resource in Resource.objects.due_for_review(timezone.localdate()).select_related("task"):
        ask_for_review(resource)


@shared_task
def tell_of_stale_numbers() -> None:
    """Help numbers that nobody has checked for 180 days are the coordinator's to check."""
    ask_to_check_numbers(timezone.localdate())


@shared_task
def check_links(limit: int = 50) -> None:
    """Visit the links that were not visited for a week, those that failed after a day; the longest first.

    Ends after a minute, so that slow sites keep no worker from the mail; the rest is for the next run.
    """
    now, end = timezone.now(), monotonic() + LONGEST_RUN
    due = Q(link_checked_at=None) | Q(link_checked_at__lt=now - BETWEEN_VISITS)
    due |= Q(link_failures__gt=0, link_checked_at__lt=now - AFTER_A_FAILURE)
    linked = Resource.objects.published().exclude(link="")
    for resource in linked.filter(due).order_by(F("link_checked_at").asc(nulls_first=True))[:limit]:
        seen = visit(resource.link, title_before=resource.link_title, may_lead_to=resource.link_may_lead_to)
        note_visit(resource, seen)
        if monotonic() > end:
            return
