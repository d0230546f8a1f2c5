"""The rules in force: the defaults of every kind, and over them what was edited."""

from datetime import date

from charter.workdays import holidays
from mail.rules.kinds import Planned, Span, kinds
from mail.rules.models import Rule, Skipped


def all_rules() -> dict[str, list[Rule]]:
    """Every rule, by its kind, in the order of its days; one query."""
    edited = {rule.code: rule for rule in Rule.objects.all()}
    found = {}
    for kind in kinds():
        rules = {rule.code: rule for rule in kind.default_rules()}
        rules |= {code: rule for code, rule in edited.items() if rule.kind == kind.code}
        found[kind.code] = sorted(rules.values(), key=lambda rule: (rule.offset, rule.code))
    return found


def active_rules() -> dict[str, list[Rule]]:
    """Those that are switched on."""
    return {code: [rule for rule in rules if rule.active] for code, rules in all_rules().items()}


def find_rule(code: str) -> Rule | None:
    """The rule of that code, edited or not."""
    return next((rule for rules in all_rules().values() for rule in rules if rule.code == code), None)


def skipped() -> set[tuple[str, str, date]]:
    """What the coordinator does not want sent: (rule, subject, day)."""
    return set(Skipped.objects.values_list("rule", "subject", "day"))


def subject_of(about) -> str:
    """How a thing is named among the skipped."""
    return f"{about._meta.label_lower}:{about.pk}"


def planned(first: date, last: date) -> list[Planned]:
    """What will go out on those days and to whom, as things stand now."""
    rules, span = active_rules(), Span(first, last, holidays())
    found = [letter for kind in kinds() for letter in kind.plan(rules[kind.code], span)]
    return sorted(found, key=lambda letter: (letter.day, letter.at, letter.label, letter.about))
