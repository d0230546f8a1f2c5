"""The names that may be typed into minutes: as members read them, and never one that is hidden from them."""

import re

from members.enums import Audience
from members.models import Person
from members.visibility import SOMEONE, Viewer


def nameable() -> dict[str, Person]:
    """Active people by the name that every member may read."""
    viewer = Viewer(Audience.MEMBER)
    named = {viewer.name(person): person for person in Person.objects.filter(is_active=True)}
    named.pop(SOMEONE, None)
    return named


def mentioned(text: str, names: dict[str, Person]) -> list[Person]:
    """Whom a text names by `@`, in order."""
    pattern = _after_at(names) if "@" in text else None
    return [names[_key(names, found[1])] for found in pattern.finditer(text)] if pattern else []


def emphasised(text: str, names: dict[str, Person]) -> str:
    """The text with each `@Name` in bold and without its sign, as it is read."""
    pattern = _after_at(names) if "@" in text else None
    return pattern.sub(r"**\1**", text) if pattern else text


def _after_at(names: dict[str, Person]) -> re.Pattern | None:
    choices = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if name)
    return re.compile(rf"(?<![\w.@])@({choices})(?!\w)", re.IGNORECASE) if choices else None


def _key(names: dict[str, Person], found: str) -> str:
    return next(name for name in names if name.casefold() == found.casefold())
