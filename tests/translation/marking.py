"""A language in which every translated text is marked ⟦so⟧, and what a reader sees that is not marked."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from unittest import mock

from django.urls import reverse
from django.utils.translation import trans_real

MARK = re.compile(r"⟦[^⟦⟧]*⟧")
READ = {"title", "alt", "aria-label", "placeholder", "data-label", "data-none"}
SILENT = {"script", "style", "code", "pre", "textarea"}
WORD = re.compile(r"[^\W\d_]{3,}")
# Every text that was looked up, with its context.
asked: set[str] = set()


class Marked(trans_real.DjangoTranslation):
    """Whatever is asked of it is answered in English, in marks."""

    def gettext(self, message: str) -> str:
        asked.add(message)
        said = message.rpartition(trans_real.CONTEXT_SEPARATOR)[2]
        return f"⟦{said}⟧" if said.strip() else said

    def ngettext(self, one: str, many: str, number: int) -> str:
        asked.add(one)
        return f"⟦{one if number == 1 else many}⟧"


@contextmanager
def marked() -> Iterator[None]:
    """All that is translated inside is marked, whatever the language."""
    reverse("home")  # Whatever is said when a module is loaded is said unmarked.
    speaks = Marked("en", domain="django")
    with (
        mock.patch.object(trans_real, "translation", lambda language: speaks),
        mock.patch.object(trans_real, "_default", None),
        mock.patch.object(trans_real, "_active", trans_real.Local()),
    ):
        yield


class _Text(HTMLParser):
    def __init__(self):
        super().__init__()
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag, attrs):
        self._silent += tag in SILENT
        self.parts.append(
            "\n" if tag not in {"strong", "em", "a", "b", "i", "s", "span", "mark", "time"} else " "
        )
        self.parts += [
            f"\n{text}\n" for name, text in attrs if text and (name in READ or name.startswith("data-say"))
        ]

    def handle_endtag(self, tag):
        self._silent -= tag in SILENT
        self.parts.append(" ")

    def handle_data(self, data):
        if not self._silent:
            self.parts.append(data)


def visible(html: str) -> str:
    """What a page shows or says aloud."""
    parser = _Text()
    parser.feed(html)
    return "".join(parser.parts)


def unmarked(text: str) -> str:
    """The same without what is marked; marks stand in marks where a text is put into another."""
    while (shorter := MARK.sub(" ", text)) != text:
        text = shorter
    return text
