"""Motions: `MOTION ... Moved: ... Seconded: ... Vote: ... Result: ...`, and as people tell them in a sentence."""

import re
from itertools import zip_longest

from django.utils.translation import gettext, gettext_lazy

from meetings.minutes_text import votes
from meetings.minutes_text.parsed import ParsedMotion

CAME_OF_IT = r"(?:carried|carries|passed|passes|failed|fails|defeated|lost|adopted|approved|tabled|withdrawn|died|dies)"
DONE = r"(?:which was (?:adopted|approved)|carried|carries|passed|passes|failed|fails|defeated|died)"
MOTION = re.compile(
    rf"\**MOTION(?!\s+(?:to \w+ )?{CAME_OF_IT}\b|\s+{CAME_OF_IT.upper()}\b)(?:\s+(?P<id>[\w./-]*\d[\w./-]*))?\**[:.]?\**\s*(?P<text>.*)",
    re.DOTALL,
)
PART = r"\b{name}:\s*(.+?)(?=\.\s+(?:Moved|Seconded|Vote|Result|Abstaining|Opposed|Against|Recused|Adjourned)\b|\.?\s*$)"
_WORD = r"[A-ZÀ-Ý][\w.'’-]*"
NAME = rf"{_WORD}(?: (?:{_WORD}|&|of|the|de|van))*(?: ?\([^)]*\))?"
SHORT = r"\bM/S(?:/[CPF])?\b:?"
PAIR = rf"\(?({NAME})\s*[/,]\s*({NAME})\)?(?=[\s:,.;)]|$)"
TOLD = re.compile(
    rf"\bmoved\b|^\W*motion\b|\bmotion (?:by|to|made|that|of|was made)\b|\bM/S|\bmotion:? (?-i:{_WORD})",
    re.IGNORECASE,
)
ENDED = re.compile(
    r"\bseconded\b|\b(?:second|support)(?:ed)? by\b|\bsecond:|\bsecond (?-i:[A-ZÀ-Ý])|\ball in favou?r\b|"
    r"\b(?:lack|want) of a second\b|\bM/S/[CPF]|\b(?:carried|carries|passed|passes|failed|fails|defeated|died)\b",
    re.IGNORECASE,
)
ENDS = re.compile(
    rf"^\W*(?:the |this |her |his )?(?:motion|resolution|amendment)(?: to \w+)? (?:was |is |then )?(?:unanimously )?{CAME_OF_IT}\b",
    re.IGNORECASE,
)
MADE = re.compile(
    rf"\bM/S|\bmoved\b|\bmotion (?:by|of|to|that|made|was made)\b|^\W*motion\s*[:–-]|{_WORD}['’]s motion\b|"
    rf"\bmotion (?-i:{_WORD})",
    re.IGNORECASE,
)
BEGINS = re.compile(
    rf"^\W*(?:M/S|[Mm]otion\s*[:–-]|[Mm]otion (?:by|to|that|made|of)\b|[Mm]oved\b|It was moved|On (?:a )?motion|"
    rf"A motion|{NAME} moved\b|{NAME} (?:made|offered) (?:a|the) motion)"
)
GOES_ON = re.compile(
    r"^\W*(?:moved(?: by)?\s*[:–-]|motion (?:made )?by\s*:|mover\s*:|second(?:ed|er)?(?: by)?\s*[:–-]|supported by|"
    r"vote\b|roll[- ]?call\b|result\s*:|outcome\s*:|(?:ayes?|yeas?|yes|nays?|noes|no|for|in favou?r|against|opposed|"
    r"abst\w*|recus\w*)\s*[:=–—-]|all in favou?r|unanimous|carried\b|passed\b|failed\b)",
    re.IGNORECASE,
)
MAYBE = re.compile(
    r"\bmotions?\b|\bseconded\b|\bcarried\b|\bby (?:general |unanimous )?consensus\b|\bby (?:general|unanimous) consent\b|"
    r"\bwithout objection\b|\b(?:we|members|everyone|the group|all) agreed\b|\bvoted (?:to|unanimously|that)\b|\bresolved\b",
    re.IGNORECASE,
)
UNTIL = r"(?=[,;.)]|\s+(?:and|to|that|second|support|carried|passed|failed|vote|motion)|$)"
MOVERS = (
    rf"{SHORT}\s*{PAIR}",
    rf"\(({NAME})\s*/\s*{NAME}\)",
    rf"\b(?:[Mm]oved|[Mm]over|[Mm]otion(?: was)?(?: made)?)(?: by| of)?(?:(?<=[yrd]):)?\s+({NAME}){UNTIL}",
    rf"({NAME}) (?:moved|made (?:a|the) motion|offered (?:a|the) motion)\b",
    rf"({_WORD}?)['’]s motion\b",
)
SECONDERS = (
    rf"{SHORT}\s*\(?{NAME}\s*[/,]\s*({NAME})",
    rf"\({NAME}\s*/\s*({NAME})\)",
    rf"\b(?:[Ss]econd(?:ed|er)?|[Ss]upported)(?: by)?:?\s+({NAME}){UNTIL}",
    rf"({NAME}) seconded\b",
)
_END = rf",?\s+(?:which was |was )?(?:moved|seconded|second by|supported by|{DONE}|vote\b)|,\s*(?:second|all in favou?r)"
WHATS = (
    re.compile(
        rf"{SHORT}\s*{PAIR}[:,]?\s*(?:to |that )?(?P<what>.+?)(?=[.;](?:\s|$)|,?\s+{DONE}\b|,?\s+\(?\d+-\d+|$)"
    ),
    re.compile(
        r"^\W*[Mm]otion(?: \d+)?\**\s*[:–-]\**\s*(?!by\b)(?:to |that |To |That )?(?P<what>.+?)(?=[.;](?:\s|$)|\s+(?:Moved|Mover)\b|$)"
    ),
    re.compile(
        rf"\b(?:moved|motion)\b[^.;]*?\b(?:to|that)\s+(?P<what>.+?)(?=(?:[.;](?:\s|$))|{_END}|:\s|$)",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(rf"(?:\)|,|\.)\s+(?:to|that)\s+(?P<what>.+?)(?=(?:[.;](?:\s|$))|,?\s+{DONE}\b|$)", re.DOTALL),
    re.compile(
        r"\b(?:moved|seconded)\s+(?P<what>(?:the )?(?:adjournment|adoption|approval|acceptance)\b.*?)(?=[;,]|\.(?:\s|$)|$)"
    ),
)
BARE_END = re.compile(r"\b\d{1,3}-\d{1,3}-\d{1,3}\)?$")
SENTENCE = re.compile(r"(?<=[^A-Z]{2}[.!?])(?<!Mrs\.)\s+(?=[A-ZÀ-Ý])")
SAYS_VOTE = re.compile(
    r"^(?:the )?vote\b|^(?:ayes?|yeas?|yes|nays?|noes|no|for|in favou?r|against|opposed|abst\w*|recus\w*)\b\s*[:=–—-]?\s*(?:\d|none)|"
    r"\bunanimous|^\d+ (?:yes|ayes?|for|in favou?r)\b|^all in favou?r|^\w+ (?:adopted|approved)\.?$|^roll[- ]?call|"
    r"^\(?\d{1,3}-\d{1,3}(?:-\d{1,3})*\)?\.?$",
    re.IGNORECASE,
)
RESULTS = {
    "carried": r"M/S/[CP]|carried|carries|passed|passes|adopted|approved|agreed|unanimous(?:ly)?|all in favou?r",
    "failed": r"M/S/F|failed|fails|defeated|lost|rejected|died|dies|(?:lack|want) of a second|not carried|did not (?:carry|pass)",
    "tabled": r"tabled|postponed",
    "withdrawn": r"withdrawn|withdrew",
}
UNSECONDED = re.compile(r"\b(?:lack|want) of a second\b|\bwithdr[ae]wn?\b", re.IGNORECASE)
OTHERWISE = re.compile(
    r"\b(?:For|In favou?r|Ayes?|Opposed|Against|Nays?|Noes|Abstaining|Abstained|Recused):(?!\s*(?:\d|none))\s*.+?(?=\.\s+[A-Z][a-z]+:|\.?\s*$)",
    re.DOTALL,
)
WORD = re.compile(r"[^\W\d_]{4,}|\d{1,2}:\d\d")
AS_DRAFTED = "As drafted: "
STOCK = frozenset(
    [
        "moved",
        "mover",
        "motion",
        "motions",
        "made",
        "seconded",
        "seconder",
        "second",
        "supported",
        "carried",
        "carries",
        "passed",
        "passes",
        "failed",
        "fails",
        "vote",
        "votes",
        "voted",
        "voting",
        "yeas",
        "ayes",
        "nays",
        "noes",
        "favor",
        "favour",
        "opposed",
        "against",
        "abstain",
        "abstained",
        "abstaining",
        "abstention",
        "abstentions",
        "recused",
        "unanimous",
        "unanimously",
        "result",
        "outcome",
        "roll",
        "call",
        "that",
        "this",
        "with",
        "were",
        "been",
        "none",
        "members",
        "member",
    ]
)
THE_VOTE = gettext_lazy("the vote")


def is_motion(text: str) -> bool:
    """Whether a paragraph tells of a motion: by its mark, or that one was made and what came of it."""
    return bool(MOTION.match(text)) or bool(
        TOLD.search(text) and (ENDED.search(text) or votes.BARE.search(text) or "\nVote" in text)
    )


def read_motion(text: str) -> ParsedMotion:
    """One motion; what is missing is in its flags."""
    marked = MOTION.match(text)
    motion = _marked(marked) if marked and "Moved:" in text else _told(text, marked)
    motion.flags = missing(motion, unseconded=UNSECONDED.search(text) is not None)
    if not motion.text:
        motion.text = " ".join(text.split())
    return motion


def missing(motion: ParsedMotion, *, unseconded: bool = False) -> list[str]:
    """What was not recognised of a motion; one that nobody seconded is not put to the vote."""
    there = {
        gettext_lazy("what was moved"): motion.text,
        gettext_lazy("who moved it"): motion.mover,
        THE_VOTE: motion.present or (motion.result and unseconded),
        gettext_lazy("the result"): motion.result,
    }
    return [unrecognised(motion, what) for what, read in there.items() if not read]


def unrecognised(motion: ParsedMotion, what) -> str:
    """Says of a motion that a part of it was not recognised."""
    name = motion.id or f"“{motion.text[:60]}”"
    return gettext("Motion %(name)s: %(what)s was not recognised.") % {"name": name, "what": what}


def left_over(text: str, motion: ParsedMotion) -> bool:
    """Whether a motion was told with more words than were read of it."""
    read = " ".join((motion.id, motion.text, motion.mover, motion.seconder, motion.result, motion.named))
    known = {word.casefold() for word in WORD.findall(read)} | STOCK
    return any(word.casefold() not in known for word in WORD.findall(text))


def _marked(marked: re.Match) -> ParsedMotion:
    words, _, after = marked["text"].partition("Moved:")
    after = f"Moved:{after}"
    counts = votes.votes_in(after)
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
    flat = one_line(text.replace("**", ""))
    body = one_line(marked["text"].replace("**", "")) if marked else flat
    what, rest = _what(body, is_marked=marked is not None)
    mover, seconder = _first(MOVERS, flat), _first(SECONDERS, flat)
    if seconder and what.endswith(f", {seconder}."):
        what = what.removesuffix(f", {seconder}.") + "."
    what = re.sub(rf"\s*\({NAME}\s*/\s*{NAME}\)", "", what)
    voted = votes.answers_in(flat)
    counts = votes.votes_in(rest)
    if voted and not any(counts.values()):
        counts = {kind: len(names) for kind, names in voted.items()}
    return ParsedMotion(
        id=(marked["id"] or "") if marked else "",
        text=what,
        mover=mover,
        seconder=seconder,
        result=_result(rest),
        named=votes.in_words(voted) or _named(rest) or _by_all(rest),
        **counts,
    )


def one_line(text: str) -> str:
    """The lines of a motion as one; a line that is a whole, like an answer to a roll call, ends there."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    said = []
    for line, after in zip_longest(lines, lines[1:], fillvalue=""):
        if votes.is_answer(line):
            said.append(line.strip("*-•. ") + (";" if votes.is_answer(after) else "."))
        elif BARE_END.search(line) or (
            after and line[-1] not in ".,;:!?–-" and (GOES_ON.match(after) or BEGINS.match(after))
        ):
            said.append(f"{line}.")
        else:
            said.append(line)
    return " ".join(" ".join(said).split())


def _what(text: str, *, is_marked: bool) -> tuple[str, str]:
    """What was moved, and the words around it, in which the vote and the result stand."""
    if is_marked:
        words = re.split(r"\s*\(?\b(?:Moved|Motion by|M/S)\b", text)[0]
        return words.strip(" ("), text[len(words) :]
    for pattern in WHATS:
        if found := pattern.search(text):
            start, end = found.span("what")
            return _sentence(found["what"]), f"{text[:start]} {text[end:]}"
    before = re.split(r"\b(?:Moved|Motion (?:made )?by|M/S\S*)\b", text)[0].strip()
    if before and not before.endswith(":"):
        return before, text[len(before) :] or text
    return before.rstrip(":").removeprefix("Motion").strip(), text


def _sentence(words: str) -> str:
    words = words.strip(" ,;.")
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def _result(text: str) -> str:
    said = re.search(r"\b(?:Result|Outcome):\s*([A-Za-z ]+)", text)
    words = said[1] if said else re.sub(r"\b(?:approve|adopt)\b", "", text)
    negative = re.search(rf"\b(?:{RESULTS['failed']})\b", words, re.IGNORECASE)
    if negative:
        return "failed"
    for result, pattern in RESULTS.items():
        if re.search(rf"\b(?:{pattern})\b", words, re.IGNORECASE):
            return result
    return said[1].strip().casefold() if said else ""


def result_in(words: str) -> str:
    """What came of a motion, by the words of a table's cell."""
    return _result(f"Result: {words}") if words.strip() else ""


def _named(text: str) -> str:
    return " ".join(" ".join(match[0].split()).rstrip(".") + "." for match in OTHERWISE.finditer(text))


def _by_all(text: str) -> str:
    """That nobody was against it, where a draft says that alone."""
    return "Unanimous." if re.search(r"\bunanim|\ball in favou?r\b", text, re.IGNORECASE) else ""


def _rest(after: str) -> str:
    """What stands behind the result of a marked motion."""
    found = re.search(r"Result:\s*[A-Za-z]+[.\s]*(.*)", after, re.DOTALL)
    return " ".join(found[1].split()) if found else ""


def apart(text: str) -> list[str]:
    """A paragraph told in prose, as pieces: each motion with all that belongs to it, and what stands around them."""
    if MOTION.match(text):
        return [text]
    pieces: list[tuple[bool, str]] = []
    for sentence in SENTENCE.split(one_line(text)):
        place = next((at for at in range(len(pieces) - 1, -1, -1) if pieces[at][0]), None)
        makes = MADE.search(sentence) is not None and not ENDS.match(sentence)
        ends = bool(ENDED.search(sentence) or SAYS_VOTE.search(sentence) or ENDS.match(sentence))
        if (place is not None and ends and not makes) or (
            place is not None and makes and place == len(pieces) - 1 and not MADE.search(pieces[place][1])
        ):
            pieces[place] = (True, f"{pieces[place][1]} {sentence}")
        elif makes or TOLD.search(sentence) or ENDED.search(sentence):
            pieces.append((True, sentence))
        elif pieces and not pieces[-1][0]:
            pieces[-1] = (False, f"{pieces[-1][1]} {sentence}")
        else:
            pieces.append((False, sentence))
    return _with_what_was_moved(pieces)


def _says_what(text: str) -> bool:
    return any(pattern.search(text) for pattern in WHATS)


def _with_what_was_moved(pieces: list[tuple[bool, str]]) -> list[str]:
    """A motion that says not what was moved takes the sentence before it."""
    out: list[str] = []
    for belongs, piece in pieces:
        if belongs and out and is_motion(piece) and not _says_what(piece) and not is_motion(out[-1]):
            *kept, last = SENTENCE.split(out.pop())
            out += [" ".join(kept)] if kept else []
            out.append(f"{last} {piece}")
        else:
            out.append(piece)
    return out


def joined(blocks: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Blocks in which what belongs to one motion stands together, where each part was a paragraph of its own."""
    out: list[tuple[str, str]] = []
    for kind, block in blocks:
        if kind == "text" and out and out[-1][0] == "text" and _belongs(out[-1][1], block):
            out[-1] = ("text", f"{out[-1][1]}\n{block}")
        else:
            out.append((kind, block))
    return out


def _belongs(before: str, block: str) -> bool:
    plain = block.replace("**", "")
    is_open = bool(TOLD.search(before) or MOTION.match(before))
    if not (GOES_ON.match(plain) or ENDS.match(plain) or votes.is_answer(plain.splitlines()[0])):
        return False
    return is_open or (
        plain.casefold().lstrip().startswith("moved") and len(before) < 300 and not _says_what(plain)
    )


def _part(name: str, text: str) -> str:
    found = re.search(PART.format(name=name), text, re.DOTALL)
    return " ".join(found[1].split()).rstrip(".") if found else ""


def _first(patterns: tuple[str, ...], text: str) -> str:
    for pattern in patterns:
        if (found := re.search(pattern, text)) and found[1]:
            return found[1].strip().rstrip(".,:")
    return ""
