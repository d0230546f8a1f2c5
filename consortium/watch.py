"""Scheduler and worker each leave signs of life from a thread of their own, and watch the other.

Whoever finds the other silent writes to the coordinator and sends that mail itself, since the silent one cannot.
The web process leaves none, but watches both: when they die together, the warning is its to send.
"""

import logging
import threading
import time
from datetime import datetime

from celery.beat import PersistentScheduler
from celery.signals import beat_init, worker_ready
from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

log = logging.getLogger(__name__)
STUCK = 300


class WatchedScheduler(PersistentScheduler):
    """Says when it last turned, so that a stuck loop leaves no sign of life."""

    turned = 0.0

    def tick(self, *args, **kwargs):
        WatchedScheduler.turned = time.monotonic()
        return super().tick(*args, **kwargs)


def watch(part: str, is_well) -> None:
    """Until the process ends: leave a sign, look at the others, warn."""
    begun = timezone.now()
    while True:
        try:
            look(part if is_well() else "", begun)
        except DatabaseError as error:
            log.warning("no sign of life could be left: %s", type(error).__name__)
        finally:
            close_old_connections()
        time.sleep(settings.WATCH_SECONDS)


def look(part: str, begun: datetime) -> None:
    """Once: leave a sign of life of this part, if any, and warn of the silent ones by mail sent from here.

    One silence is told once, however many look. Who has begun too lately to have heard a silence tells of none: when
    the whole server was away, the others are only just starting too.
    """
    from mail import heartbeats  # the apps are ready by now
    from mail.actions.watching import warn_of_silence
    from mail.delivery import deliver

    if part:
        heartbeats.note(part)
    if timezone.now() - begun < heartbeats.SILENT_AFTER:
        return
    if written := warn_of_silence():
        deliver([message.pk for message in written])


def watch_from_web() -> None:
    """Begun where a web server takes the site (server.py): a thread that warns and leaves no sign."""
    _start("web", lambda: False)


def _start(part: str, is_well) -> None:
    threading.Thread(target=watch, args=(part, is_well), name=f"watch-{part}", daemon=True).start()


@beat_init.connect
def watch_from_scheduler(**kwargs) -> None:
    WatchedScheduler.turned = time.monotonic()
    _start("scheduler", lambda: time.monotonic() - WatchedScheduler.turned < STUCK)


@worker_ready.connect
def watch_from_worker(**kwargs) -> None:
    _start("worker", lambda: True)
