"""The one way to what the database otherwise refuses (PostgreSQL): rows of the history that change or go."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def history_follows() -> Iterator[None]:
    """Inside, rows may be pointed elsewhere, since whom they name is merged or erased, and emptied for a restore.

    The permission is the transaction's, and ends with this block.
    """
    with transaction.atomic():
        _permit("on")
        yield
        _permit("off")


def _permit(word: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('consortium.erasing', %s, true)", [word])
