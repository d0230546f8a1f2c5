"""Counts that others may read: under five they say "<5", and a total never gives them away by subtraction."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

LEAST = 5
HIDDEN = f"<{LEAST}"
NOT_SHOWN = _("not shown")
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Shown(Generic[Key]):
    """What may be printed of some counts: a text for each, and one for their total."""

    cells: dict[Key, str]
    total: str


def is_hidden(count: int, *, exact: bool = False) -> bool:
    """Whether a count is too small to be read by anyone but the coordinator."""
    return not exact and count < LEAST


def number(count: int, *, exact: bool = False) -> str:
    """One count on its own; `exact` is for the coordinator's eyes."""
    return HIDDEN if is_hidden(count, exact=exact) else str(count)


def shown(counts: Mapping[Key, int]) -> Shown[Key]:
    """The texts that anyone but the coordinator reads (survivor safety R23).

    Where a cell is hidden the total is only what the open cells add up to, "or more", so that neither
    subtraction nor a second look at another page finds the hidden one.
    """
    cells = {key: number(count) for key, count in counts.items()}
    return Shown(cells, _total(list(counts.values())))


def _total(counts: list[int]) -> str:
    """The same words whatever the hidden counts are; several of them may well come to five or more."""
    open_cells = sum(count for count in counts if count >= LEAST)
    hidden = sum(count < LEAST for count in counts)
    if not hidden:
        return str(open_cells)
    if open_cells:
        return gettext("%(open_cells)s or more") % {"open_cells": open_cells}
    return HIDDEN if hidden == 1 else str(NOT_SHOWN)
