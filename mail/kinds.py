"""The kinds of mail: which of them a person may do without, and when one has become pointless.

Apps to the right register theirs when they are ready (`AppConfig.ready`).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

Recheck = Callable[[list], dict[int, str]]


@dataclass(frozen=True)
class Topic:
    """A row of the preferences page: some kinds of mail under one name."""

    code: str
    label: str
    kinds: tuple[str, ...]
    default: str = "now"
    coordinators_only: bool = False


_topics: dict[str, Topic] = {}
_rechecks: dict[str, Recheck] = {}


def register_topic(code: str, label: str, *kinds: str, coordinators_only: bool = False) -> None:
    """Say that a person may stop, or have gathered, mail of these kinds; all other mail is needed."""
    _topics[code] = Topic(code, label, kinds, coordinators_only=coordinators_only)


def topics() -> list[Topic]:
    return list(_topics.values())


def topic_of(kind: str) -> Topic | None:
    """The topic of a kind, or None where the mail is needed."""
    return next((topic for topic in _topics.values() if kind in topic.kinds), None)


def register_recheck(fn: Recheck, *kinds: str) -> None:
    """Ask `fn(messages)` just before some messages of these kinds leave.

    It answers with a sentence for each that must not leave any more, by the message's number.
    """
    _rechecks.update(dict.fromkeys(kinds, fn))


def pointless_among(messages: Iterable) -> dict[int, str]:
    """Why some of these should not leave any more, by number; those that still say something true are not named."""
    asked = defaultdict(list)
    for message in messages:
        if fn := _rechecks.get(message.kind):
            asked[fn].append(message)
    found: dict[int, str] = {}
    for fn, some in asked.items():
        found |= fn(some)
    return found
