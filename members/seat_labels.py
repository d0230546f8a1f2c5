"""The names of protected seats: a letter, never a person's name."""

from collections.abc import Iterator
from string import ascii_uppercase

from members.models import Organization


def free_labels() -> Iterator[str]:
    """The labels that no protected seat has yet: Advisory Seat A, B, ... AA, AB, ..."""
    taken = set(Organization.objects.filter(sector__protected=True).values_list("name", flat=True))
    letters = [*ascii_uppercase, *(a + b for a in ascii_uppercase for b in ascii_uppercase)]
    return (label for letter in letters if (label := f"Advisory Seat {letter}") not in taken)
