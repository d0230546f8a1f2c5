"""What beat does for members; safe to run twice."""

from celery import shared_task

from members.actions import forget_old_applications, forget_old_previews


@shared_task
def tidy() -> None:
    """Erase files that were only looked at, and applications that came to nothing."""
    forget_old_previews()
    forget_old_applications()
