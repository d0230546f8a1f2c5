"""What differs between two versions of a text: line by line, and word by word within a line."""

import difflib
import re
from dataclasses import dataclass, field
from itertools import zip_longest

ALIKE = 0.5
WORDS = re.compile(r"\s+|[^\s]+")


def difference(before: str, after: str) -> list[tuple[str, str]]:
    """Lines with what became of each: `kept`, `out` or `in`."""
    kinds = {"  ": "kept", "- ": "out", "+ ": "in"}
    compared = difflib.ndiff(before.splitlines(), after.splitlines())
    return [(kinds[line[:2]], line[2:]) for line in compared if line[:2] in kinds]


@dataclass
class Stretch:
    """Lines that stayed, or one line that changed as pieces with what became of each: `kept`, `out` or `in`.

    `under` is the heading of a changed line, where the lines between them stayed.
    """

    same: list[str] = field(default_factory=list)
    pieces: list[tuple[str, str]] = field(default_factory=list)
    under: str = ""


def stretches(before: str, after: str) -> list[Stretch]:
    """The whole of both, with what changed marked by the word; headings are lines in capitals."""
    one, two = (
        [line for line in text.replace("**", "").splitlines() if line.strip()] for text in (before, after)
    )
    found: list[Stretch] = []
    for what, start, end, begin, stop in difflib.SequenceMatcher(a=one, b=two, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(Stretch(same=one[start:end]))
            continue
        heading = next((line for line in reversed(one[:start]) if line.isupper()), "")
        for out, into in zip_longest(one[start:end], two[begin:stop]):
            found.append(Stretch(pieces=_by_word(out or "", into or ""), under=heading))
            heading = ""
    return found


def _by_word(out: str, into: str) -> list[tuple[str, str]]:
    """Two lines that have little in common stand beside each other whole."""
    one, two = WORDS.findall(out), WORDS.findall(into)
    compared = difflib.SequenceMatcher(a=one, b=two, autojunk=False)
    if compared.ratio() < ALIKE:
        return [(how, words) for how, words in (("out", out), ("in", into)) if words]
    pieces = []
    for what, start, end, begin, stop in compared.get_opcodes():
        if what == "equal":
            pieces.append(("kept", "".join(one[start:end])))
            continue
        pieces += [("out", "".join(one[start:end]))] if end > start else []
        pieces += [("in", "".join(two[begin:stop]))] if stop > begin else []
    return pieces
