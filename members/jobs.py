"""What beat does for members; safe to run twice."""

from celery import shared_task
from django.utils import timezone

from charter.models import Charter
from members.actions import forget_old_applications, forget_old_previews, settle_deputies
from members.actions.listing_ends import ending, tell_that_it_ends
from members.actions.papers import tell_that_mou_ends
from members.models import Person
from members.papers_ending import due


@shared_task
def tidy() -> None:
    """Erase files that were only looked at, and applications that came to nothing."""
    forget_old_previews()
    forget_old_applications()


@shared_task
def follow_deputies() -> None:
    """The coordinator's deputy has the rights from her first day to her last."""
    settle_deputies()


@shared_task
def tell_of_ending_listings() -> None:
    """Tell everyone whose year of being listed ends within 30 days; each end is told once."""
    days = ending(timezone.localdate())
    for person in Person.objects.filter(pk__in=days):
        tell_that_it_ends(person, day=days[person.pk])


@shared_task
def tell_of_ending_papers() -> None:
    """Tell the coordinator of memoranda that end, on the days that her rules say; each once."""
    for ending_paper in due(timezone.now(), Charter.load().time_zone):
        tell_that_mou_ends(ending_paper.paper, day=ending_paper.day)
