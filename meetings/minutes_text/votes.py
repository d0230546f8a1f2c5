"""Votes as people write them: `18-0-2`, numbers beside for and against, or each organization's answer."""

import re

KINDS = {
    "yes": r"(?:for|in favou?r|yes|ayes?|yeas?)",
    "no": r"(?:against|opposed|nays?|noes|no(?![-\w]))",
    "abstain": r"abst\w*",
    "recused": r"recus\w*",
}
LABELS = {"yes": "For", "no": "Opposed", "abstain": "Abstaining", "recused": "Recused"}
WORDS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
NUMBER = rf"(\d{{1,3}}|none|no|{'|'.join(WORDS)})"
BETWEEN = r"\s*[-–/:]\s*"
ORDER = re.compile(
    rf"(?<![\d/-])(\d{{1,3}}){BETWEEN}(\d{{1,3}})(?:{BETWEEN}(\d{{1,3}}))?(?:{BETWEEN}(\d{{1,3}}))?(?![\d/-])"
)
IN_WORDS = re.compile(r"\b(\d{1,3}) to (\d{1,3})()()(?!\w)")
BARE = re.compile(r"(?<![\w/$-])(\d{1,3})[-–](\d{1,3})[-–](\d{1,3})(?:[-–](\d{1,3}))?(?![\w/-])")
SAYS = re.compile(
    r"\b(?:vote[sd]?|carried|passed|failed|defeated|approved|adopted|tally|count)\b[^.\d]{0,30}$",
    re.IGNORECASE,
)
SAID = {
    "yes": r"ayes?|yes|yeas?|for|in favou?r",
    "no": r"nays?|no|against|opposed",
    "abstain": r"abstain(?:s|ed|ing)?|abstention",
    "recused": r"recuse[sd]?|recusing",
}
ANSWER = re.compile(
    r"(?P<name>[A-ZÀ-Ý][^,;:\n]*?)\s*(?:\s[-–—]\s*|:\s*|\.{2,}\s*|\s)(?i:"
    + "|".join(f"(?P<{kind}>{words})" for kind, words in SAID.items())
    + r")(?=\s*(?:[,;]|\.(?:\s|$)|$))"
)
LABEL = re.compile(r"(?:the )?(?:motion|votes?|ayes?|nays?|yeas?|noes|all|result|roll call)\b", re.IGNORECASE)
ROLL = re.compile(r"\broll[- ]?call\b[^:.;]*[:.–—-]\s*", re.IGNORECASE)


def votes_in(text: str) -> dict[str, int]:
    """`18-0-2` after a word that says so or by itself, or numbers beside for, against, abstaining and recused."""
    for pattern in (ORDER, IN_WORDS):
        for match in pattern.finditer(text):
            if SAYS.search(text[: match.start()]):
                return _in_order(match)
    found = {kind: _beside(kind, text) for kind in KINDS}
    if found["yes"] is not None:
        return {kind: number or 0 for kind, number in found.items()}
    if bare := BARE.search(text):
        return _in_order(bare)
    return dict.fromkeys(KINDS, 0)


def _in_order(match: re.Match) -> dict[str, int]:
    return dict(zip(KINDS, (int(number or 0) for number in match.groups()), strict=True))


def _beside(kind: str, text: str) -> int | None:
    words = KINDS[kind]
    shapes = [
        rf"\b{NUMBER}\s+(?:votes?\s+|voted\s+)?{words}\b(?=\s*(?:[,;.)/]|and\b|\d|\(|$))",
        rf"\b{words}\s*[:=–—-]\s*{NUMBER}\b",
        rf"\b{words}\s+(\d{{1,3}})\b(?=\s*(?:[,;.)/(]|and\b|$))",
    ]
    for shape in shapes:
        if found := re.search(shape, text, re.IGNORECASE):
            word = found[1].casefold()
            return int(word) if word.isdigit() else WORDS.index(word) if word in WORDS else 0
    return None


def is_answer(line: str) -> bool:
    """Whether a line is one organization and how it voted."""
    found = ANSWER.fullmatch(line.strip().strip("*-•. "))
    return found is not None and not LABEL.match(found["name"])


def answers_in(text: str) -> dict[str, list[str]]:
    """The organizations behind each choice, from a roll call told in one line; empty where there is none."""
    if not (begins := ROLL.search(text)):
        return {}
    voted: dict[str, list[str]] = {kind: [] for kind in SAID}
    for match in ANSWER.finditer(text, begins.end()):
        name = match["name"].strip(" -–—*")
        if not LABEL.match(name):
            voted[match.lastgroup].append(name)
    return voted if any(voted.values()) else {}


def in_words(voted: dict[str, list[str]]) -> str:
    """`For: A, B. Opposed: C.`"""
    return " ".join(f"{LABELS[kind]}: {', '.join(names)}." for kind, names in voted.items() if names)
