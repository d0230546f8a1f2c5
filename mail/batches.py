"""A "send to all": what is posted inside it waits a minute, and can be taken back together."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.crypto import get_random_string

UNDO_SECONDS = 60


@dataclass(frozen=True)
class Batch:
    """`code` names it; only the person in it, and the coordinator, may take it back."""

    code: str
    hold_seconds: int


@dataclass
class Rehearsal:
    """What an act would send; `samples` has one mail of each kind as the `reader` herself would get it."""

    reader: object = None
    messages: list = field(default_factory=list)
    samples: dict = field(default_factory=dict)


_batch: ContextVar[Batch | None] = ContextVar("batch", default=None)
_rehearsal: ContextVar[Rehearsal | None] = ContextVar("rehearsal", default=None)


def present_batch() -> Batch | None:
    return _batch.get()


def present_rehearsal() -> Rehearsal | None:
    return _rehearsal.get()


def new_code(person) -> str:
    """The name of one sending by this person."""
    return f"p{person.pk}-{get_random_string(16)}"


def sender_id(code: str) -> int | None:
    """The number of the person who began the batch of that name."""
    number = code.partition("-")[0].removeprefix("p")
    return int(number) if number.isdigit() else None


@contextmanager
def one_batch(person, *, hold_seconds: int = UNDO_SECONDS) -> Iterator[Batch]:
    """Everything posted inside waits `hold_seconds` before it leaves."""
    token = _batch.set(Batch(new_code(person), hold_seconds))
    try:
        yield _batch.get()
    finally:
        _batch.reset(token)


def rehearse(act, *, reader=None) -> Rehearsal:
    """Do `act()` and undo it: what it would post, without a row, a mail or a job left of it."""
    rehearsal = Rehearsal(reader)
    token = _rehearsal.set(rehearsal)
    try:
        with transaction.atomic():
            act()
            transaction.set_rollback(True)
    finally:
        _rehearsal.reset(token)
    return rehearsal
