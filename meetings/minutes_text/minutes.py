"""Minutes drafted as text: sections, attendance, motions with their votes, decisions, and action items.

Nothing is thrown away: what is not understood stays a paragraph, and what looks like a motion, a vote or an
action item and cannot be read is flagged.
"""

import re
from datetime import date

from meetings.minutes_text import actions, headings, motions
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
    r"^(?:action items?|actions|action list|next steps|to do|follow[- ]?up)\b", re.IGNORECASE
)
DECISION = re.compile(r"^\**(?:DECISION|Decision|Decided|Agreed)\**\s*:\**\s*(.+)$", re.DOTALL)
META = re.compile(
    r"^(?:\#|present\s*:\s*\d+|(?:status|chair|recorder|minutes|date|time|place|location|called by|facilitator)\b.*:)",
    re.IGNORECASE,
)
PRESENT = re.compile(
    r"Present:\s*(\d+)\s+of\s+(\d+)[^.;]*[.;]?(?:\s*quorum(?:\s+is|:|\s+of)?\s+\d+\.?)?(?:\s*\**Quorum present\.?\**)?",
    re.I,
)
FIRST = "Opening"
CHOICES = {"yes": r"for|yes|aye|y", "no": r"against|no|nay|n", "abstain": r"abst\w*", "recused": r"recus\w*"}


def parse_minutes(
    text: str, vocabulary: Vocabulary | None = None, agenda: list[str] | None = None
) -> ParsedMinutes:
    """Read the whole text, with the headings of the meeting's agenda where they are known; never raises."""
    text = headings.marked_up(text.replace("\r\n", "\n").replace("\xa0", " "), agenda or [])
    words = vocabulary or Vocabulary.from_files()
    found = re.search(r"Present:\s*(\d+)\s+of\s+(\d+)", text, re.IGNORECASE)
    quorum = re.search(r"quorum(?:\s+is|:|\s+of)?\s+(\d+)", text, re.IGNORECASE)
    reading = _Reading(held_on(text))
    sections = [reading.section(title, body) for title, body in _sections(text)]
    parsed = ParsedMinutes(
        day=reading.held,
        voting_members=int(found[2]) if found else None,
        quorum=int(quorum[1]) if quorum else None,
        present=int(found[1]) if found else None,
        attendance=_attendance(text, words, reading.flags),
        sections=[section for section in sections if section.blocks],
        action_items=reading.items,
        flags=reading.flags,
        seats=seats_there(text),
    )
    for motion in parsed.motions:
        if parsed.voting_members and motion.present > parsed.voting_members:
            parsed.flags.append(f"Motion {motion.id}: more votes than there are voting members.")
    return parsed


class _Reading:
    """One text being read: what was found so far, and what is to be looked at."""

    def __init__(self, held: date | None):
        self.held = held
        self.flags: list[str] = []
        self.items: list[ActionItem] = []

    def section(self, title: str, body: str) -> Section:
        section = Section(title)
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
        if columns & {"action", "action item", "task"} and columns & {
            "owner",
            "who",
            "due",
            "by when",
            "responsible",
        }:
            for row in rows:
                self._keep(actions.from_table(row, self.held))
        elif {"sector", "present"} <= columns or (
            ATTENDANCE.match(section.title) and "organization" in columns
        ):
            return
        elif "vote" in columns and section.blocks and isinstance(section.blocks[-1], ParsedMotion):
            self._roll_call(section.blocks[-1], rows)
        else:
            section.blocks.append(block)

    def _roll_call(self, motion: ParsedMotion, rows: list[dict[str, str]]) -> None:
        """A table of who voted how, after its motion."""
        voted: dict[str, list[str]] = {kind: [] for kind in CHOICES}
        for row in rows:
            said = row["vote"].strip()
            name = next((row[key] for key in row if key != "vote"), "")
            kind = next(
                (kind for kind, words in CHOICES.items() if re.fullmatch(words, said, re.IGNORECASE)), None
            )
            if kind:
                voted[kind].append(name)
            else:
                self.flags.append(
                    f"Motion {motion.id or motion.text[:40]}: the vote “{said}” of {name} was not recognised."
                )
        counted = {kind: len(names) for kind, names in voted.items()}
        if motion.present and counted != {kind: getattr(motion, kind) for kind in CHOICES}:
            self.flags.append(f"Motion {motion.id or motion.text[:40]}: its table and its numbers differ.")
        for kind, number in counted.items():
            setattr(motion, kind, number)
        said = zip(("For", "Opposed", "Abstaining", "Recused"), voted.values(), strict=True)
        motion.named = " ".join(f"{label}: {', '.join(names)}." for label, names in said if names)
        gone = [flag for flag in motion.flags if "the vote was not" in flag]
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
                    f"Under “{section.title}”: “{line[:60]}” was not recognised as an action item."
                )

    def _paragraph(self, section: Section, block: str) -> None:
        lines: list[str] = []
        for line in block.splitlines():
            if item := actions.from_line(headings.BULLET.sub("", line), section.title, self.held):
                self._keep(item)
            else:
                lines.append(line)
        block = "\n".join(lines).strip()
        if not block:
            return
        if motions.is_motion(block):
            for piece in motions.apart(block):
                self._motion_or_words(section, piece)
        elif decision := DECISION.match(block):
            section.blocks.append(ParsedDecision(" ".join(decision[1].split())))
        else:
            section.blocks.append(block)
            if motions.MAYBE.search(block):
                self.flags.append(
                    f"Under “{section.title}”: “{block[:60]}” may be a motion, and stays a note."
                )

    def _motion_or_words(self, section: Section, piece: str) -> None:
        if not motions.is_motion(piece):
            section.blocks.append(piece)
            return
        motion = motions.read_motion(piece)
        self.flags += motion.flags
        section.blocks.append(motion)

    def _keep(self, item: ActionItem) -> None:
        self.flags += item.flags
        self.items.append(item)


def _sections(text: str) -> list[tuple[str, str]]:
    heads = list(HEADING.finditer(text))
    before = text[: heads[0].start()] if heads else text
    top, _, under = before.strip().partition("\n\n")
    if held_on(top) or "minutes" in top.casefold():
        before = under
    kept = [line for line in before.splitlines() if not _is_meta(line)]
    first = [(FIRST, "\n".join(kept))] if any(line.strip() for line in kept) else []
    ends = [*(head.start() for head in heads[1:]), len(text)][: len(heads)]
    return first + [
        (headings.bare(head[1]), text[head.end() : end]) for head, end in zip(heads, ends, strict=True)
    ]


def _is_meta(line: str) -> bool:
    """Title, day, place and the like, which the meeting itself holds."""
    plain = line.strip().strip("*_- ")
    if META.match(plain) or not plain:
        return bool(plain)
    return held_on(plain) is not None and len(plain) < 120


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
        starts = motions.MOTION.match(line.strip()) or DECISION.match(line.strip())
        if now != kind or not line.strip() or starts:
            close()
            kind = now
        lines.append(line.strip() if now == "table" else line.rstrip())
    close()
    return blocks


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
                flags.append(f"Attendance of {label.strip()}: {present} and {absent} do not make {members}.")
    return counts


def _count(cell: str) -> int:
    return len([part for part in cell.split(";") if part.strip() not in ("", "-", "–")])
