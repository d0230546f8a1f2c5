"""Who voted how, where a text says so: `Opposed: Harbor House, Lake School. Abstaining: Watch.`"""

import re

CHOICES = ("for", "against", "abstain", "recused")
_SAID = {
    "for": r"For|In favou?r|Ayes?|Yes|Yeas?",
    "against": r"Opposed|Against|Nays?|Noes|No",
    "abstain": r"Abstain(?:ing|ed)|Abstentions?|Abstain",
    "recused": r"Recus(?:ed|ing|als?)",
}
_LABEL = re.compile(rf"\b(?:{'|'.join(f'(?P<{choice}>{said})' for choice, said in _SAID.items())}):\s*")
_ASIDE = re.compile(r"\s*\([^)]*\)")
_COUNT = re.compile(r"^\(?\d+\)?[.:,]?\s*|[.\s]+$")


def roll_call(text: str) -> list[tuple[str, str]]:
    """Each choice with the names behind it, as one string; what stands in brackets explains and names nobody."""
    text = _ASIDE.sub("", text)
    found, labels = [], list(_LABEL.finditer(text))
    for number, label in enumerate(labels):
        end = labels[number + 1].start() if number + 1 < len(labels) else len(text)
        names = _COUNT.sub("", text[label.end() : end].strip())
        if names and label.lastgroup:
            found.append((label.lastgroup, names))
    return found
