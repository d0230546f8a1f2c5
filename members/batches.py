"""Reading many people without holding all of them."""

from collections.abc import Iterator

from django.db.models import QuerySet

from members.models import Person

AT_ONCE = 500


def in_batches(people: QuerySet[Person]) -> Iterator[list[Person]]:
    """Each of them once, some hundred at a time by number; a batch is asked for when the one before is done with.

    So whoever stops belonging to the query meanwhile is in no later batch.
    """
    last = 0
    while batch := list(people.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        yield batch
        last = batch[-1].pk
