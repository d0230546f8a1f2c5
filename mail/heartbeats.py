"""Signs of life: the scheduler and the worker each leave one, and each watches the other.

`scheduler` is left by beat's own loop, `worker` by the worker itself, `queue` by a job that beat starts and a
worker does: it shows that the way between them is open.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mail.models import Heartbeat

SILENT_AFTER = 5 * timedelta(seconds=settings.WATCH_SECONDS)
PARTS = {
    "scheduler": (
        _("The scheduler starts what is due."),
        _("The scheduler is silent: no reminder is written and no waiting mail is looked for."),
    ),
    "worker": (
        _("The worker is there to send mail."),
        _("The worker is silent: mail waits in the outbox. Nothing is lost."),
    ),
    "queue": (
        _("What the scheduler starts is done by the worker."),
        _("Jobs are started but not done: the queue between scheduler and worker is stuck."),
    ),
}


@dataclass(frozen=True)
class Sign:
    """One part, when it was last heard of (None: never), and a sentence about it."""

    part: str
    at: datetime | None
    alive: bool

    @property
    def words(self) -> str:
        if self.at is None:
            return _("No sign of life yet; the first comes within two minutes of the start.")
        return PARTS[self.part][0 if self.alive else 1]

    @property
    def state(self) -> str:
        """For machines: alive, silent, or never seen."""
        return "alive" if self.alive else "silent" if self.at else "never seen"


def note(part: str) -> None:
    """Leave a sign of life now; safe from as many processes as there are."""
    now = timezone.now()
    Heartbeat.objects.update_or_create(part=part, defaults={"at": now})


def signs(now: datetime | None = None) -> list[Sign]:
    """Every part; one query."""
    now, seen = now or timezone.now(), dict(Heartbeat.objects.values_list("part", "at"))
    return [Sign(part, seen.get(part), part in seen and now - seen[part] < SILENT_AFTER) for part in PARTS]


def silent(now: datetime | None = None) -> list[Sign]:
    """Those that were heard of and are not any more."""
    return [sign for sign in signs(now) if not sign.alive and sign.at]
