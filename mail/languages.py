"""The language a mail is written in: its reader's own, else the site's.

`speaking_to` writes for one reader. Where a letter goes to many, `in_each_language` lets its words wait until
`mail.actions.post` knows to whom each goes; they are written once for each language.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass, replace
from functools import partial, wraps

from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import get_language, override

_later = lazy(lambda text: text(), str)


def language_of(person) -> str:
    """The code of the language that she chose, else the site's; a language that was taken away is none."""
    chosen = getattr(person, "language", "")
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


@contextmanager
def speaking_to(person) -> Iterator[None]:
    """What is translated inside is in her language."""
    with override(language_of(person)):
        yield


def in_own_language() -> override:
    """What is written inside is kept and may be edited by anyone: it is in the site's own language."""
    return override(settings.LANGUAGE_CODE)


def in_each_language(write: Callable) -> Callable:
    """A letter whose words (a dict of texts, or a dataclass) are those of whatever language is spoken when they are read."""

    @wraps(write)
    def letter(*args, **kwargs):
        first = write(*args, **kwargs)
        known = {get_language(): _texts(first)}

        def text(name: str) -> str:
            spoken = get_language()
            if spoken not in known:
                known[spoken] = _texts(write(*args, **kwargs))
            return known[spoken][name]

        words = {name: _later(partial(text, name)) for name in _texts(first)}
        return replace(first, **words) if is_dataclass(first) else words

    return letter


def _texts(letter) -> dict[str, str]:
    fields = asdict(letter) if is_dataclass(letter) else letter
    return {name: str(text) for name, text in fields.items()}
