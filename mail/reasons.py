"""Why a message stands as it does: stored as a text of the catalogue, so that each reads it in her language."""

from django.utils.translation import gettext


def in_words(reason: str) -> str:
    """A stored reason in the language that is spoken; what follows a colon may be a value, and stays."""
    whole = gettext(reason) if reason else ""
    said, colon, value = reason.partition(": ")
    return whole if whole != reason or not colon else f"{gettext(said)}{colon}{value}"
