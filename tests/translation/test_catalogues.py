"""Every language's catalogue is whole, keeps what is filled in, and was compiled."""

import gettext
import re

import pytest
from django.conf import settings

from tests.translation.catalogue import LOCALE, Entry, entries

LANGUAGES = sorted(path.name for path in LOCALE.iterdir())
FILLED_IN = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}|</?[a-z]+[^>]*>")


def test_every_language_on_offer_has_a_catalogue():
    assert sorted(set(dict(settings.LANGUAGES)) - {"en"}) == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language):
    found = entries(language)
    assert len(found) > 3000
    assert [entry.msgid for entry in found if entry.fuzzy or not all(entry.said)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_filled_in_stays(language):
    assert [entry.msgid for entry in entries(language) if not _keeps(entry)] == []


def _keeps(entry: Entry) -> bool:
    *few, last = entry.said
    wanted = sorted(FILLED_IN.findall(entry.msgid_plural or entry.msgid))
    # One thing may be said without its number; nothing may be filled in that is not there.
    return sorted(FILLED_IN.findall(last)) == wanted and all(
        set(FILLED_IN.findall(s)) <= set(wanted) for s in few
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled_catalogue_says_the_same(language):
    """After a change: `manage.py compilemessages -l <language>`."""
    with (LOCALE / language / "LC_MESSAGES" / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)._catalog
    written = {}
    for entry in entries(language):
        key = f"{entry.msgctxt}\x04{entry.msgid}" if entry.msgctxt else entry.msgid
        written |= (
            {(key, n): said for n, said in enumerate(entry.said)}
            if entry.msgid_plural
            else {key: entry.said[0]}
        )
    assert {key: said for key, said in compiled.items() if key} == written
