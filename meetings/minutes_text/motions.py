"""Motions: `MOTION ... Moved: ... Seconded: ... Vote: ... Result: ...`, and as people tell them in a sentence."""

import re

from meetings.minutes_text.parsed import ParsedMotion

MOTION = re.compile(r"\**MOTION(?:\s+(?P<id>[\w./-]*\d[\w./-]*))?\**[:.]?\**\s*(?P<text>.*)", re.DOTALL)
PART = r"\b{name}:\s*(.+?)(?=\.\s+(?:Moved|Seconded|Vote|Result|Abstaining|Opposed|Against|Recused|Adjourned)\b|\.?\s*$)"
NAME = r"(?:[A-ZÀ-Ý][\w.'’-]*|&|of|the|de|van)(?: (?:[A-ZÀ-Ý][\w.'’-]*|&|of|the|de|van))*(?: ?\([^)]*\))?"
TOLD = re.compile(r"\bmoved\b|^\W*motion\b|\bmotion (?:by|to|made|that)\b|\bM/S", re.IGNORECASE)
ENDED = re.compile(
    r"\bseconded\b|\bsecond(?:ed)? by\b|\bsecond:|\bcarried\b|\bpassed\b|\bfailed\b|\bdefeated\b|\bM/S/C",
    re.IGNORECASE,
)
MAYBE = re.compile(r"\bmotions?\b|\bseconded\b|\bcarried\b", re.IGNORECASE)
MOVERS = (
    rf"\b[Mm](?:oved|otion)(?: made)?(?: by)?:?\s+({NAME})(?=[,;.]|\s+(?:and|to|that|second)|$)",
    rf"({NAME})(?: \([^)]*\))? moved\b",
    rf"\bM/S(?:/[CP])?:?\s*\(?({NAME})\s*/",
)
SECONDERS = (
    rf"\b[Ss]econd(?:ed)?(?: by)?:?\s+({NAME})(?=[,;.)]|\s+(?:and|to|that|carried|passed|failed|vote)|$)",
    rf"({NAME})(?: \([^)]*\))? seconded\b",
    rf"\bM/S(?:/[CP])?:?\s*\(?{NAME}\s*/\s*({NAME})\)?",
)
WHAT = re.compile(
    r"\b(?:moved|motion)\b[^.;]*?\b(?:to|that)\s+(.+?)(?=(?:[.;](?:\s|$))|,?\s+(?:which was |was )?"
    r"(?:moved|seconded|second by|carried|passed|failed|vote\b)|,\s*second|:\s|$)",
    re.IGNORECASE | re.DOTALL,
)
THAT = re.compile(
    r"(?:\)|,|\.)\s+(?:to|that)\s+(.+?)(?=(?:[.;](?:\s|$))|,?\s+(?:carried|passed|failed)|$)", re.DOTALL
)
ORDER = re.compile(
    r"(?<![\d/-])(\d{1,3})\s*[-–/:]\s*(\d{1,3})(?:\s*[-–/:]\s*(\d{1,3}))?(?:\s*[-–/:]\s*(\d{1,3}))?(?![\d/-])"
)
SAYS = re.compile(
    r"\b(?:vote[sd]?|carried|passed|failed|defeated|approved|tally|count)\b[^.\d]{0,30}$", re.IGNORECASE
)
NUMBER = r"(\d{1,3}|none|no|zero|one|two|three|four|five|six|seven|eight|nine|ten)"
WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
KINDS = {
    "yes": r"(?:for|in favou?r|yes|ayes?|yeas?)",
    "no": r"(?:against|opposed|nays?|noes|no)",
    "abstain": r"abst\w*",
    "recused": r"recus\w*",
}
SENTENCE = re.compile(r"(?<=[^A-Z]{2}[.!?])\s+(?=[A-ZÀ-Ý])")
SAYS_VOTE = re.compile(r"^(?:the )?vote\b|^(?:for|ayes|yes|in favou?r)\b:? *\d|\bunanimous", re.IGNORECASE)
RESULTS = {
    "carried": r"M/S/[CP]|carried|carries|passed|passes|adopted|approved|agreed|unanimous(?:ly)?",
    "failed": r"failed|fails|defeated|lost|rejected|not carried|did not (?:carry|pass)",
    "tabled": r"tabled|postponed",
    "withdrawn": r"withdrawn",
}
OTHERWISE = re.compile(
    r"\b(?:For|In favou?r|Ayes?|Opposed|Against|Nays?|Noes|Abstaining|Abstained|Recused):\s*(?!\d).+?(?=\.\s+[A-Z][a-z]+:|\.?\s*$)",
    re.DOTALL,
)


def is_motion(text: str) -> bool:
    """Whether a paragraph tells of a motion: by its mark, or that one was made and what came of it."""
    return bool(MOTION.match(text)) or bool(TOLD.search(text) and ENDED.search(text))


def read_motion(text: str) -> ParsedMotion:
    """One motion; what is missing is in its flags."""
    marked = MOTION.match(text)
    motion = _marked(marked) if marked and "Moved:" in text else _told(text, marked)
    name = motion.id or f"“{motion.text[:60]}”"
    missing = {
        "what was moved": motion.text,
        "who moved it": motion.mover,
        "the vote": motion.present,
        "the result": motion.result,
    }
    motion.flags = [
        f"Motion {name}: {what} was not recognised." for what, there in missing.items() if not there
    ]
    if not motion.text:
        motion.text = " ".join(text.split())
    return motion


def _marked(marked: re.Match) -> ParsedMotion:
    words, _, after = marked["text"].partition("Moved:")
    after = f"Moved:{after}"
    counts = votes_in(after)
    return ParsedMotion(
        id=marked["id"] or "",
        text=" ".join(words.split()),
        mover=_part("Moved", after),
        seconder=_part("Seconded", after),
        result=_result(after),
        named=" ".join(part for part in (_named(after), _rest(after)) if part),
        **counts,
    )


def _told(text: str, marked: re.Match | None) -> ParsedMotion:
    flat = " ".join(text.replace("**", "").split())
    body = " ".join(marked["text"].split()) if marked else flat
    return ParsedMotion(
        id=(marked["id"] or "") if marked else "",
        text=_what(body, is_marked=marked is not None),
        mover=_first(MOVERS, flat),
        seconder=_first(SECONDERS, flat),
        result=_result(flat),
        named=_named(flat),
        **votes_in(flat),
    )


def _what(text: str, *, is_marked: bool) -> str:
    if is_marked:
        return re.split(r"\s*\(?\b(?:Moved|Motion by|M/S)\b", text)[0].strip(" (")
    before = re.split(r"\b(?:Moved|Motion (?:made )?by|M/S\S*)\b", text)[0].strip()
    if found := WHAT.search(text) or THAT.search(text):
        return _sentence(found[1])
    return (
        before if before and not before.endswith(":") else before.rstrip(":").removeprefix("Motion").strip()
    )


def _sentence(words: str) -> str:
    words = words.strip(" ,;.")
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def votes_in(text: str) -> dict[str, int]:
    """`18-0-2` after a word that says so, or numbers beside for, against, abstaining and recused."""
    for match in ORDER.finditer(text):
        if SAYS.search(text[: match.start()]):
            numbers = [int(number or 0) for number in match.groups()]
            return dict(zip(KINDS, numbers, strict=True))
    found = {kind: _beside(words, text) for kind, words in KINDS.items()}
    if found["yes"] is None:
        return dict.fromkeys(KINDS, 0)
    return {kind: number or 0 for kind, number in found.items()}


def _beside(kind: str, text: str) -> int | None:
    found = re.search(rf"\b{NUMBER}\s+(?:votes?\s+|voted\s+)?{kind}\b", text, re.IGNORECASE) or re.search(
        rf"\b{kind}\s*[:=]?\s*{NUMBER}\b(?!\s+(?:against|opposed|abst))", text, re.IGNORECASE
    )
    if not found:
        return None
    word = found[1].casefold()
    return int(word) if word.isdigit() else WORDS.index(word) if word in WORDS else 0


def _result(text: str) -> str:
    said = re.search(r"Result:\s*([A-Za-z ]+)", text)
    words = said[1] if said else re.sub(r"\b(?:approve|adopt)\b", "", text)
    negative = re.search(rf"\b(?:{RESULTS['failed']})\b", words, re.IGNORECASE)
    if negative:
        return "failed"
    for result, pattern in RESULTS.items():
        if re.search(rf"\b(?:{pattern})\b", words, re.IGNORECASE):
            return result
    return said[1].strip().casefold() if said else ""


def _named(text: str) -> str:
    return " ".join(" ".join(match[0].split()).rstrip(".") + "." for match in OTHERWISE.finditer(text))


def _rest(after: str) -> str:
    """What stands behind the result of a marked motion."""
    found = re.search(r"Result:\s*[A-Za-z]+[.\s]*(.*)", after, re.DOTALL)
    return " ".join(found[1].split()) if found else ""


def apart(text: str) -> list[str]:
    """A paragraph told in prose, as pieces: the sentences that make up the motion, and what stands around them."""
    if MOTION.match(text):
        return [text]
    pieces: list[tuple[bool, str]] = []
    for sentence in SENTENCE.split(" ".join(text.split())):
        belongs = bool(TOLD.search(sentence) or ENDED.search(sentence) or SAYS_VOTE.search(sentence))
        if pieces and pieces[-1][0] == belongs:
            pieces[-1] = (belongs, f"{pieces[-1][1]} {sentence}")
        else:
            pieces.append((belongs, sentence))
    return _with_what_was_moved(pieces)


def _with_what_was_moved(pieces: list[tuple[bool, str]]) -> list[str]:
    """A motion that says not what was moved takes the sentence before it."""
    out: list[str] = []
    for belongs, piece in pieces:
        if belongs and out and is_motion(piece) and not (WHAT.search(piece) or THAT.search(piece)):
            *kept, last = SENTENCE.split(out.pop())
            out += [" ".join(kept)] if kept else []
            out.append(f"{last} {piece}")
        else:
            out.append(piece)
    return out


def _part(name: str, text: str) -> str:
    found = re.search(PART.format(name=name), text, re.DOTALL)
    return " ".join(found[1].split()).rstrip(".") if found else ""


def _first(patterns: tuple[str, ...], text: str) -> str:
    for pattern in patterns:
        if found := re.search(pattern, text):
            return found[1].strip().rstrip(".,")
    return ""
