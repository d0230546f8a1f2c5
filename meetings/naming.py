"""The names that may be typed into minutes: as members read them, and never one that is hidden from them."""

import re

from members.enums import Audience
from members.models import Person
from members.visibility import SOMEONE, Viewer


def nameable() -> set[str]:
    """The names of active people that every member may read."""
    viewer = Viewer(Audience.MEMBER)
    return {viewer.name(person) for person in Person.objects.filter(is_active=True)} - {SOMEONE}


def mentioned(text: str, names: set[str]) -> list[str]:
    """The names that follow an `@` in a text, in order, as they are written there."""
    pattern = _after_at(names) if "@" in text else None
    return [found[1] for found in pattern.finditer(text)] if pattern else []


def emphasised(text: str, names: set[str]) -> str:
    """The text with each `@Name` in bold and without its sign, as it is read."""
    pattern = _after_at(names) if "@" in text else None
    return pattern.sub(r"**\1**", text) if pattern else text


def _after_at(names: set[str]) -> re.Pattern | None:
    choices = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if name)
    return re.compile(rf"(?<![\w.@])@({choices})(?!\w)", re.IGNORECASE) if choices else None
