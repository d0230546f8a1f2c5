"""The sorts of letters that rules send. Apps to the right register theirs when they are ready."""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from datetime import date, time

from mail.rules.models import Rule


@dataclass(frozen=True)
class Planned:
    """One letter that will go out: when, about what, and to whom as of now."""

    day: date
    at: time
    rule: Rule
    label: str
    about: str
    subject: str
    people: list
    path: str = ""
    skipped: bool = False

    @property
    def skip_code(self) -> str:
        """What a skip of this letter is kept under: the rule, or the kind where one mail tells of several rules."""
        return self.rule.code if self.about else self.rule.kind


@dataclass(frozen=True)
class Span:
    """The days that are asked for, and the holidays; both ends included."""

    first: date
    last: date
    off: Container[date]


@dataclass(frozen=True)
class RuleKind:
    """`anchor` is the date that offsets count from, in words; `audiences` are (code, label), the default first.

    `defaults` may be asked for when they are needed, where another setting gives them. `plan(rules, span)` says what these rules would send on those days.
    """

    code: str
    label: str
    anchor: str
    audiences: tuple[tuple[str, str], ...]
    defaults: tuple[dict, ...] | Callable[[], tuple[dict, ...]]
    plan: Callable[[list[Rule], Span], Iterable[Planned]]

    def default_rules(self) -> list[Rule]:
        """Unsaved rules, as they stand until someone edits them."""
        defaults = self.defaults() if callable(self.defaults) else self.defaults
        return [self._rule(number, words) for number, words in enumerate(defaults)]

    def _rule(self, number: int, words: dict) -> Rule:
        code = f"{self.code}-{number + 1}" if number else self.code
        return Rule(**{"code": code, "kind": self.code, "audience": self.audiences[0][0], **words})


_kinds: dict[str, RuleKind] = {}


def register_kind(kind: RuleKind) -> None:
    _kinds[kind.code] = kind


def kinds() -> list[RuleKind]:
    return list(_kinds.values())


def kind_of(code: str) -> RuleKind | None:
    return _kinds.get(code)
