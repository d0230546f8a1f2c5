"""From the commit to the queue."""

import logging

from django.db import connection, transaction
from kombu.exceptions import OperationalError

from mail.delivery import deliver

log = logging.getLogger(__name__)
AT_ONCE = 100


def deliver_after_commit(ids: list[int]) -> None:
    """Hand the rows of one transaction to the queue together, so that one connection serves them.

    Where the queue is down they stay rows, and the next sweep finds them.
    """
    before = connection.run_on_commit[-1][1] if connection.run_on_commit else None
    shared = HandOver(before.waiting if isinstance(before, HandOver) else [])
    shared.waiting.extend(ids)
    transaction.on_commit(shared)


class HandOver:
    """After the commit, the first of a row of these hands over what they all share."""

    def __init__(self, waiting: list[int]):
        self.waiting = waiting

    def __call__(self):
        ids, self.waiting[:] = list(self.waiting), []
        hand_over(ids)


def hand_over(ids: list[int]) -> None:
    try:
        for start in range(0, len(ids), AT_ONCE):
            deliver.delay(ids[start : start + AT_ONCE])
    except OperationalError as error:
        log.warning("queue: %s", type(error).__name__)
