"""Words of a text that look like the name of someone who is on no list here.

Two or three words with capitals, after everything that is known (organizations, places, groups) is taken out and
the words of `ordinary_words.txt`, which institutions, months and beginnings of sentences are made of. A soft sign: a person decides.
"""

import re
from pathlib import Path

from charter.models import Charter
from meetings.models import Venue
from members.models import County, Organization, Sector, Tribe
from workgroups.models import Workgroup

_WORD = r"[A-ZÀ-Þ](?:[a-zà-ÿ]+['’]?[a-zà-ÿ]*|['’][A-Z][a-z]+)(?:-[A-ZÀ-Þ][a-zà-ÿ]+)?(?![\wÀ-ÿ])"
_RUN = re.compile(rf"(?<![\w@/-]){_WORD}(?: (?:[A-Z]\. )?{_WORD})+")
# What two capitals in a row mostly are in minutes, and seldom someone's name.
ORDINARY = frozenset(Path(__file__).with_name("ordinary_words.txt").read_text(encoding="utf-8").split())


def known_phrases() -> list[str]:
    """What may stand in capitals and is nobody's name: organizations, places, groups, the consortium's own names."""
    charter = Charter.load()
    found = [charter.name, charter.short_name, charter.state_name]
    for model in (Organization, Workgroup, Sector, County, Tribe, Venue):
        found += model.objects.values_list("name", flat=True)
    return [phrase for phrase in found if phrase]


def unknown_names(text: str, known: re.Pattern | None) -> list[str]:
    """Each run of two or three capitals that nothing explains; `known` finds what is explained."""
    found = []
    for run in _RUN.finditer(known.sub("\n", text) if known else text):
        words: list[str] = []
        for word in [*run[0].split(" "), "the"]:
            if word.casefold().removesuffix("'s").removesuffix("’s") not in ORDINARY:
                words.append(word)
                continue
            if 2 <= len(words) <= 4:
                found.append(" ".join(words))
            words = []
    return found
