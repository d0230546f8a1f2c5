"""Which of many names are a slip of the keyboard apart, found without holding each against every other.

Two names that differ by one letter (left out, put in, changed, or two swapped) have a form in common once one
letter is taken out of each. A word that is further off is found by the words beside it, which are the same.
Names that differ in a figure ("District 4", "District 5") are two.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

SHORTEST, LONG_WORD, WINDOW, FEW, ALIKE = 8, 6, 30, 12, 0.5
MOST_LETTERS = 5  # what one has and the other has not, before the two are looked at closely
Pairs = Iterator[tuple[int, int]]


def near(names: Mapping[int, str]) -> Pairs:
    """Pairs of ids, the smaller first, some of them twice; `names` are lower case, words apart by one space."""
    known = {pk: name for pk, name in names.items() if len(name) >= SHORTEST}
    forms = ((form, pk) for pk, name in known.items() for form in _forms(name))
    rests = ((rest, pk) for pk, name in known.items() for rest in _rests(name))
    for first, second in chain(_together(forms), _together(rests, most=FEW)):
        if _alike(known[first], known[second]):
            yield first, second


def within(group: Iterable[int]) -> Pairs:
    """Every two of a group; in a very large one each with those that stand next to it."""
    members = sorted(group)
    for at, first in enumerate(members):
        for second in members[at + 1 : at + 1 + WINDOW]:
            yield first, second


def _together(keyed: Iterable[tuple[str, int]], *, most: int | None = None) -> Pairs:
    """Those under one key; a group of more than `most` says nothing of any two in it, and is left out."""
    lone: dict[int, int] = {}
    groups: dict[int, set[int]] = defaultdict(set)
    for key, pk in keyed:
        mark = hash(key)  # a number takes less room than the words; `_alike` looks at the names themselves
        if lone.setdefault(mark, pk) != pk:
            groups[mark] |= {lone[mark], pk}
    telling = (group for group in groups.values() if most is None or len(group) <= most)
    return chain.from_iterable(within(group) for group in telling)


def _forms(name: str) -> Iterator[str]:
    yield name
    for at in range(len(name)):
        yield name[:at] + name[at + 1 :]


def _rests(name: str) -> Iterator[str]:
    """The words without one long one, in the order of the alphabet; two at least remain."""
    words = name.split()
    for at, word in enumerate(words):
        rest = words[:at] + words[at + 1 :]
        if len(word) >= LONG_WORD and not _figures(word) and len("".join(rest)) >= LONG_WORD:
            yield " ".join(sorted(rest)) + " ?"


def _alike(one: str, other: str) -> bool:
    if len(set(one) ^ set(other)) > MOST_LETTERS or _figures(one) != _figures(other):
        return False
    if one == other or distance(one, other) <= 1:
        return True
    first, second = set(one.split()), set(other.split())
    odd, even = sorted(first - second), sorted(second - first)
    return len(odd) == len(even) == 1 and _similar(odd[0], even[0])


def _similar(one: str, other: str) -> bool:
    return distance(one, other) <= 2 or len(_threes(one) & _threes(other)) >= ALIKE * len(
        _threes(one) | _threes(other)
    )


def _threes(word: str) -> set[str]:
    """Its trigrams, with the beginning and the end marked."""
    padded = f"  {word} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


def _figures(name: str) -> str:
    return "".join(letter for letter in name if letter.isdigit())


def distance(one: str, other: str, most: int = 2) -> int:
    """Letters left out, put in, changed or swapped with the next (Damerau), or `most` + 1 where it is more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before = before, row
        row = [i]
        for j, against in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
