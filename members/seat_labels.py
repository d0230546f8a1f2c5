"""The names of protected seats: a letter, never a person's name."""

from collections.abc import Iterator
from itertools import count, product
from string import ascii_uppercase

from members.models import Organization


def free_labels() -> Iterator[str]:
    """The labels that no protected seat has yet: Advisory Seat A, B, ... AA, AB, ..."""
    taken = set(Organization.objects.filter(sector__protected=True).values_list("name", flat=True))
    letters = ("".join(found) for length in count(1) for found in product(ascii_uppercase, repeat=length))
    return (label for letter in letters if (label := f"Advisory Seat {letter}") not in taken)
