"""Minutes drafted as text: sections, attendance, motions with their votes, decisions, and action items.

Nothing is thrown away: what is not understood stays a paragraph, and what looks like a motion, a vote or an
action item and cannot be read is flagged.
"""

import re
from datetime import date

from django.utils.translation import gettext

from meetings.minutes_text import actions, headings, motions, votes
from meetings.minutes_text.attendance import seats_there
from meetings.minutes_text.days import held_on
from meetings.minutes_text.parsed import ActionItem, ParsedDecision, ParsedMinutes, ParsedMotion, Section
from meetings.minutes_text.tables import tables
from members.importing import Vocabulary

HEADING = re.compile(r"^#{2,4}\s+(.+)$", re.MULTILINE)
ATTENDANCE = re.compile(
    r"^(?:attendance|present|members present|in attendance|roll call of organizations)\b", re.I
)
ACTIONS = re.compile(
    r"^(?:action items?|actions|action list|next steps|to[- ]do|follow[- ]?ups?|assignments?|tasks)\b",
    re.IGNORECASE,
)
DECISION = re.compile(
    r"^[*_]*(?:(?P<whole>DECISION|Decision|Decided|RESOLVED|Resolved)|Agreed(?: without (?:a )?vote| by consensus)?|CONSENSUS|Consensus)"
    r"[*_]*\s*(?::|\.(?=\*\*))[*_]*\s*(?P<words>.+)$",
    re.DOTALL,
)
META = re.compile(r"^(?:\#|draft\b|(?:status|date|time|place|location)\b.*:)", re.IGNORECASE)
DECIDED_INSIDE = re.compile(
    r"(?<=[.;)])\s+(?=[*_]*(?:DECISION|Decision|Decided|Agreed|Consensus|CONSENSUS)[\w ]{0,20}[*_]*:)"
)
TITLE = re.compile(r"\bminutes\b", re.IGNORECASE)
PRESENT = re.compile(
    r"Present:\s*(\d+)\s+of\s+(\d+)[^.;]*[.;]?(?:\s*quorum(?:\s+is|:|\s+of)?\s+\d+\.?)?(?:\s*\**Quorum present\.?\**)?",
    re.I,
)
FIRST = "Opening"
LONGEST_READ = 4000
CHOICES = {
    "yes": r"for|yes|ayes?|yea|y|in favou?r",
    "no": r"against|opposed|no|nays?|n",
    "abstain": r"abst\w*",
    "recused": r"recus\w*",
}
MOTION_COLUMNS = {
    "text": ("motion", "what was moved", "resolution"),
    "mover": ("moved by", "moved", "mover", "motion by", "first"),
    "seconder": ("seconded by", "seconded", "second", "seconder", "second by", "supported by"),
    "yes": ("for", "yes", "ayes", "aye", "yeas", "in favor"),
    "no": ("against", "no", "nays", "nay", "opposed"),
    "abstain": ("abstain", "abstained", "abstaining", "abstentions", "abst."),
    "recused": ("recused", "recusals"),
    "result": ("outcome", "result", "decision", "status"),
    "counted": ("vote", "votes", "count", "tally"),
    "id": ("#", "id", "no.", "number", "motion no."),
}


def parse_minutes(
    text: str, vocabulary: Vocabulary | None = None, agenda: list[str] | None = None
) -> ParsedMinutes:
    """Read the whole text, with the headings of the meeting's agenda where they are known; never raises."""
    text = headings.marked_up(text.replace("\r\n", "\n").replace("\xa0", " "), agenda or [])
    words = vocabulary or Vocabulary.from_files()
    found = re.search(
        r"Present:\s*(\d+)\s+of\s+(\d+)|(\d+)\s+of\s+(\d+)[\w ]{0,30} present\b", text, re.IGNORECASE
    )
    present, eligible = [int(number) for number in found.groups() if number] if found else (None, None)
    quorum = re.search(
        r"quorum(?:\s+is|:|\s+of)?\s+\(?(\d+)|quorum[^.\n]{0,60};\s*(\d+) (?:needed|required)",
        text,
        re.IGNORECASE,
    )
    reading = _Reading(held_on(text))
    sections = [reading.section(title, body) for title, body in _sections(text)]
    parsed = ParsedMinutes(
        day=reading.held,
        voting_members=eligible,
        quorum=int(quorum[1] or quorum[2]) if quorum else None,
        present=present,
        attendance=_attendance(text, words, reading.flags),
        sections=[section for section in sections if section.blocks],
        action_items=reading.items,
        flags=reading.flags,
        seats=seats_there(text),
    )
    for motion in parsed.motions:
        if parsed.voting_members and motion.present > parsed.voting_members:
            parsed.flags.append(
                gettext("Motion %(id)s: more votes than there are voting members.") % {"id": motion.id}
            )
    return parsed


class _Reading:
    """One text being read: what was found so far, and what is to be looked at."""

    def __init__(self, held: date | None):
        self.held = held
        self.flags: list[str] = []
        self.items: list[ActionItem] = []

    def section(self, title: str, body: str) -> Section:
        section = Section(title)
        if title != FIRST and not body.strip():
            self.flags.append(
                gettext("The heading “%(title)s” has nothing under it and is left out.") % {"title": title}
            )
        listed = ACTIONS.match(title) is not None
        for kind, block in _blocks(body):
            if kind == "table":
                self._table(section, block)
            elif ATTENDANCE.match(title):
                if left := PRESENT.sub("", block).strip():
                    section.blocks.append(left)
            elif listed:
                self._listed(section, block)
            else:
                self._paragraph(section, block)
        return section

    def _table(self, section: Section, block: str) -> None:
        rows = (tables(block) or [[]])[0]
        columns = set(rows[0]) if rows else set()
        if actions.is_table_of(columns):
            for row in rows:
                self._keep(actions.from_table(row, self.held))
        elif "motion" in columns and columns & {*MOTION_COLUMNS["mover"], *MOTION_COLUMNS["yes"], "vote"}:
            for row in rows:
                self._keep_motion(section, _motion_of(row))
        elif {"sector", "present"} <= columns or (
            ATTENDANCE.match(section.title) and "organization" in columns
        ):
            return
        elif "vote" in columns and section.blocks and isinstance(section.blocks[-1], ParsedMotion):
            self._roll_call(section.blocks[-1], rows)
        else:
            section.blocks.append(block)

    def _keep_motion(self, section: Section, motion: ParsedMotion) -> None:
        self.flags += motion.flags
        section.blocks.append(motion)

    def _roll_call(self, motion: ParsedMotion, rows: list[dict[str, str]]) -> None:
        """A table of who voted how, after its motion."""
        voted: dict[str, list[str]] = {kind: [] for kind in CHOICES}
        other: list[str] = []
        for row in rows:
            said = row["vote"].strip()
            name = next((row[key] for key in row if key != "vote"), "")
            kind = next(
                (kind for kind, words in CHOICES.items() if re.fullmatch(words, said, re.IGNORECASE)), None
            )
            if kind:
                voted[kind].append(name)
            else:
                other.append(f"{name}: {said}.")
                self.flags.append(
                    gettext("Motion %(motion)s: the vote “%(said)s” of %(name)s was not recognised.")
                    % {"motion": motion.id or motion.text[:40], "said": said, "name": name}
                )
        counted = {kind: len(names) for kind, names in voted.items()}
        if motion.present and counted != {kind: getattr(motion, kind) for kind in CHOICES}:
            self.flags.append(
                gettext("Motion %(motion)s: its table and its numbers differ.")
                % {"motion": motion.id or motion.text[:40]}
            )
        for kind, number in counted.items():
            setattr(motion, kind, number)
        motion.named = " ".join([votes.in_words(voted), *other])
        gone = [flag for flag in motion.flags if flag == motions.unrecognised(motion, motions.THE_VOTE)]
        motion.flags = [flag for flag in motion.flags if flag not in gone]
        self.flags[:] = [flag for flag in self.flags if flag not in gone]

    def _listed(self, section: Section, block: str) -> None:
        for line in _items(block):
            item = actions.from_line(line, "Action items", self.held, marked=False)
            if item and (item.owner or item.workgroup or not item.flags):
                self._keep(item)
            else:
                section.blocks.append(line)
                self.flags.append(
                    gettext("Under “%(title)s”: “%(words)s” was not recognised as an action item.")
                    % {"title": section.title, "words": line[:60]}
                )

    def _paragraph(self, section: Section, block: str) -> None:
        if len(block) > LONGEST_READ:
            section.blocks.append(block)
            self.flags.append(
                gettext(
                    "Under “%(title)s”: “%(words)s” is too long to look for motions in, and stays a note."
                )
                % {"title": section.title, "words": block[:60]}
            )
            return
        lines: list[str] = []
        for line in block.splitlines():
            before, *marked = actions.apart(line)
            lines += [before] if before.strip() else []
            for each in marked:
                if item := actions.from_line(headings.BULLET.sub("", each), section.title, self.held):
                    self._keep(item)
                else:
                    lines.append(each)
        block = "\n".join(lines).strip()
        if not block:
            return
        if block.startswith(motions.AS_DRAFTED):
            section.blocks.append(block)
        elif motions.is_motion(block):
            for piece in motions.apart(block):
                self._motion_or_words(section, piece)
        else:
            self._words(section, block)

    def _motion_or_words(self, section: Section, piece: str) -> None:
        if not motions.is_motion(piece):
            self._words(section, piece)
            return
        motion = motions.read_motion(piece)
        self._keep_motion(section, motion)
        if motions.left_over(piece, motion):
            section.blocks.append(f"{motions.AS_DRAFTED}{motions.one_line(piece.replace('**', ''))}")

    def _words(self, section: Section, block: str) -> None:
        for part in DECIDED_INSIDE.split(block):
            if decision := DECISION.match(part):
                words, *more = (
                    [decision["words"]]
                    if decision["whole"]
                    else motions.SENTENCE.split(decision["words"], maxsplit=1)
                )
                section.blocks.append(ParsedDecision(_capital(" ".join(words.split()))))
                section.blocks += more
            else:
                section.blocks.append(part)
                self._look_at(section, part)

    def _look_at(self, section: Section, block: str) -> None:
        """What may be more than words is said, not guessed."""
        for line in block.splitlines():
            said = {"title": section.title, "words": line[:60]}
            if motions.MAYBE.search(line):
                self.flags.append(
                    gettext("Under “%(title)s”: “%(words)s” may be a motion or a decision, and stays a note.")
                    % said
                )
            if actions.may_be_one(line, self.held):
                self.flags.append(
                    gettext("Under “%(title)s”: “%(words)s” may be an action item, and stays a note.") % said
                )

    def _keep(self, item: ActionItem) -> None:
        self.flags += item.flags
        self.items.append(item)


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _motion_of(row: dict[str, str]) -> ParsedMotion:
    """One row of a table of motions; columns that say something else are told in words."""
    known = {
        name: next((row[each] for each in names if row.get(each)), "")
        for name, names in MOTION_COLUMNS.items()
    }
    counts = {kind: int(known[kind]) if known[kind].isdigit() else 0 for kind in votes.KINDS}
    if not any(counts.values()):
        counts = votes.votes_in(f"Vote: {known['counted']}")
    used = {each for names in MOTION_COLUMNS.values() for each in names}
    more = [f"{name.capitalize()}: {value}." for name, value in row.items() if name not in used and value]
    motion = ParsedMotion(
        id=known["id"] if re.search(r"\d.*\D", known["id"]) else "",
        text=known["text"],
        mover=known["mover"],
        seconder=known["seconder"],
        result=motions.result_in(known["result"] or known["counted"]),
        named=" ".join(more),
        **counts,
    )
    motion.flags = motions.missing(motion)
    return motion


def _sections(text: str) -> list[tuple[str, str]]:
    heads = list(HEADING.finditer(text))
    ends = [*(head.start() for head in heads[1:]), len(text)][: len(heads)]
    found = [(headings.bare(head[1]), text[head.end() : end]) for head, end in zip(heads, ends, strict=True)]
    before = text[: heads[0].start()] if heads else text
    while found and not _told(before) and _is_title(*found[0]):
        before += found.pop(0)[1]
    kept = _told(before)
    return [*([(FIRST, "\n".join(kept))] if any(line.strip() for line in kept) else []), *found]


def _told(before: str) -> list[str]:
    """What stands above the first heading, without title, day and place, which the meeting itself holds."""
    lines = before.strip().splitlines()
    for number, line in enumerate(lines[:4]):
        if TITLE.search(line) and len(line) < 120 and not line.rstrip().endswith("."):
            lines = lines[number + 1 :]
            break
    kept = [left for line in lines if not _is_meta(left := _without_count(line))]
    return kept if any(line.strip() for line in kept) else []


def _without_count(line: str) -> str:
    """A line without how many were present, which is read by itself."""
    left = PRESENT.sub("", line)
    return line if left == line else left.strip(" *")


def _is_title(title: str, body: str) -> bool:
    """A first heading that only says what the text is."""
    if ATTENDANCE.match(title):
        return False
    if TITLE.search(title):
        return not re.match(r"\W*(?:approv|read|accept|adopt)", title, re.IGNORECASE)
    return bool(body.strip()) and not _told(body)


def _is_meta(line: str) -> bool:
    """Title, day, place and the like, which the meeting itself holds."""
    plain = line.strip().strip("*_- ")
    if META.match(plain) or not plain:
        return bool(plain)
    is_prose = re.search(r"[^\W\d]{3}\.$", plain) is not None
    return held_on(plain[:45]) is not None and len(plain) < 120 and not is_prose


def _blocks(body: str) -> list[tuple[str, str]]:
    """Paragraphs and tables in order; a motion and an action begin paragraphs of their own."""
    blocks: list[tuple[str, str]] = []
    lines: list[str] = []
    kind = "text"

    def close() -> None:
        if joined := "\n".join(lines).strip():
            blocks.append((kind, joined))
        lines.clear()

    for line in body.strip().splitlines():
        now = "table" if line.strip().startswith("|") else "text"
        starts = any(each.match(line.strip()) for each in (motions.MOTION, motions.BEGINS, DECISION))
        if now != kind or not line.strip() or starts:
            close()
            kind = now
        lines.append(line.strip() if now == "table" else line.rstrip())
    close()
    return motions.joined(blocks)


def _items(block: str) -> list[str]:
    """Lines of a list, with what was wrapped put back."""
    found: list[str] = []
    for line in block.splitlines():
        if found and not actions.BULLET.match(line) and line.startswith(" "):
            found[-1] += f" {line.strip()}"
        elif line.strip():
            found.append(line.strip())
    return found


def _attendance(text: str, words: Vocabulary, flags: list[str]) -> dict[str, dict[str, int]]:
    counts = {}
    for table in tables(text):
        if not table or not {"sector", "present"} <= set(table[0]):
            continue
        for row in table:
            label, _, size = row["sector"].partition("(")
            present, absent = _count(row["present"]), _count(row.get("absent", ""))
            members = int(size.rstrip(") ")) if size.rstrip(") ").isdigit() else present + absent
            code = words.sector(label) or label.strip()
            counts[code] = {"members": members, "present": present, "absent": absent}
            if members != present + absent:
                flags.append(
                    gettext("Attendance of %(sector)s: %(present)s and %(absent)s do not make %(members)s.")
                    % {"sector": label.strip(), "present": present, "absent": absent, "members": members}
                )
    return counts


def _count(cell: str) -> int:
    return len([part for part in cell.split(";") if part.strip() not in ("", "-", "–")])
