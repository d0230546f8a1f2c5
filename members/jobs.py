"""What beat does for members; safe to run twice."""

from celery import shared_task

from members.actions import forget_old_applications, forget_old_previews, settle_deputies


@shared_task
def tidy() -> None:
    """Erase files that were only looked at, and applications that came to nothing."""
    forget_old_previews()
    forget_old_applications()


@shared_task
def follow_deputies() -> None:
    """The coordinator's deputy has the rights from her first day to her last."""
    settle_deputies()
