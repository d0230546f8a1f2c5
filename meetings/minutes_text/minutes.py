"""Minutes drafted as text: sections, attendance, motions with their votes, and action items.

A motion begins with MOTION; `Moved:`, `Seconded:`, `Vote: yes-no-abstain[-recused]` and `Result:` follow.
Action items are a table with an Action column. What looks like one and cannot be read is flagged.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from meetings.minutes_text.attendance import SeatThere, seats_there
from meetings.minutes_text.tables import tables
from members.importing import Vocabulary

HEADING = re.compile(r"^#{2,3}\s+(.+)$", re.MULTILINE)
MOTION = re.compile(r"\**MOTION(?:\s+(?P<id>[\w./-]*\d[\w./-]*))?\**[:.]?\s*(?P<text>.*)", re.DOTALL)
PART = (
    r"{name}:\s*(.+?)(?=\.\s+(?:Moved|Seconded|Vote|Result|Abstaining|Opposed|Recused|Adjourned)\b|\.?\s*$)"
)
VOTE = re.compile(r"Vote:\s*(\d+)\s*-\s*(\d+)\s*-\s*(\d+)(?:\s*-\s*(\d+))?")
DAY = re.compile(
    r"(January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}, \d{4}"
)
NOT_A_SECTION = {"attendance", "action items"}


@dataclass
class ParsedMotion:
    """One motion; `flags` say what could not be read."""

    id: str
    text: str
    mover: str
    seconder: str
    yes: int
    no: int
    abstain: int
    recused: int
    result: str
    details: str = ""
    flags: list[str] = field(default_factory=list)

    @property
    def present(self) -> int:
        return self.yes + self.no + self.abstain + self.recused

    def as_json(self) -> dict:
        keys = ("id", "text", "mover", "seconder", "yes", "no", "abstain", "recused", "present", "result")
        return {key: getattr(self, key) for key in keys}


@dataclass
class ActionItem:
    """One row of the table of action items."""

    id: str
    workgroup: str
    action: str
    owner: str
    due: str
    status: str
    flags: list[str] = field(default_factory=list)

    def as_json(self) -> dict:
        return {key: getattr(self, key) for key in ("id", "workgroup", "action", "owner", "due", "status")}


@dataclass
class Section:
    """What was said under one heading: plain paragraphs and motions, in order."""

    title: str
    blocks: list[str | ParsedMotion] = field(default_factory=list)


@dataclass
class ParsedMinutes:
    """Everything recognised, and in `flags` what a person has to look at."""

    day: date | None
    voting_members: int | None
    quorum: int | None
    present: int | None
    attendance: dict[str, dict[str, int]]
    sections: list[Section]
    action_items: list[ActionItem]
    flags: list[str]
    seats: list[SeatThere] = field(default_factory=list)

    @property
    def motions(self) -> list[ParsedMotion]:
        return [
            block for section in self.sections for block in section.blocks if isinstance(block, ParsedMotion)
        ]

    def as_json(self) -> dict:
        return {
            "date": self.day.isoformat() if self.day else None,
            "voting_members": self.voting_members,
            "quorum": self.quorum,
            "present_organizations": self.present,
            "attendance_by_sector": self.attendance,
            "motions": [motion.as_json() for motion in self.motions],
            "action_items": [item.as_json() for item in self.action_items],
        }


def parse_minutes(text: str, vocabulary: Vocabulary | None = None) -> ParsedMinutes:
    """Read the whole text; never raises: what is not understood stays a paragraph."""
    text = text.replace("\r\n", "\n").replace(" ", " ")
    words = vocabulary or Vocabulary.from_files()
    found = re.search(r"Present:\s*(\d+)\s+of\s+(\d+)", text)
    quorum = re.search(r"quorum(?:\s+is|:|\s+of)?\s+(\d+)", text, re.IGNORECASE)
    flags: list[str] = []
    sections = [
        Section(title, _blocks(body, flags))
        for title, body in _sections(text)
        if title.split("(")[0].strip().casefold() not in NOT_A_SECTION
    ]
    parsed = ParsedMinutes(
        day=_day(text),
        voting_members=int(found[2]) if found else None,
        quorum=int(quorum[1]) if quorum else None,
        present=int(found[1]) if found else None,
        attendance=_attendance(text, words, flags),
        sections=[section for section in sections if section.blocks],
        action_items=_action_items(text, flags),
        flags=flags,
        seats=seats_there(text),
    )
    for motion in parsed.motions:
        if parsed.voting_members and motion.present > parsed.voting_members:
            flags.append(f"Motion {motion.id}: more votes than there are voting members.")
    return parsed


def _sections(text: str) -> list[tuple[str, str]]:
    heads = list(HEADING.finditer(text))
    if not heads:
        return []
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return [
        (re.sub(r"^[\d.\s–-]+(?=\D)", "", head[1]).strip() or head[1], text[head.end() : end])
        for head, end in zip(heads, ends, strict=True)
    ]


def _blocks(body: str, flags: list[str]) -> list[str | ParsedMotion]:
    blocks: list[str | ParsedMotion] = []
    lines: list[str] = []

    def close() -> None:
        if lines:
            joined = "\n".join(lines).strip()
            blocks.append(_motion(joined, flags) if MOTION.match(joined) else joined)
            lines.clear()

    for line in body.strip().splitlines():
        if "|" in line and line.strip().startswith("|"):
            continue
        if not line.strip() or MOTION.match(line.strip()):
            close()
        if line.strip():
            lines.append(line.strip())
    close()
    return blocks


def _motion(text: str, flags: list[str]) -> ParsedMotion:
    found = MOTION.match(text)
    words, _, after = found["text"].partition("Moved:")
    after = f"Moved:{after}" if after else ""
    vote = VOTE.search(after)
    result = re.search(r"Result:\s*([A-Za-z]+)", after)
    motion = ParsedMotion(
        id=found["id"] or "",
        text=" ".join(words.split()),
        mover=_part("Moved", after),
        seconder=_part("Seconded", after),
        yes=int(vote[1]) if vote else 0,
        no=int(vote[2]) if vote else 0,
        abstain=int(vote[3]) if vote else 0,
        recused=int(vote[4] or 0) if vote else 0,
        result=result[1].casefold() if result else "",
        details=" ".join(after.split()),
    )
    for missing, there in (("who moved it", motion.mover), ("the vote", vote), ("the result", motion.result)):
        if not there:
            motion.flags.append(f"Motion {motion.id or motion.text[:40]}: {missing} was not recognised.")
    flags += motion.flags
    return motion


def _part(name: str, text: str) -> str:
    found = re.search(PART.format(name=name), text, re.DOTALL)
    return " ".join(found[1].split()).rstrip(".") if found else ""


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


def _action_items(text: str, flags: list[str]) -> list[ActionItem]:
    items = []
    for table in tables(text):
        if not table or "action" not in table[0]:
            continue
        for row in table:
            item = ActionItem(
                id=row.get("id", ""),
                workgroup=row.get("workgroup", ""),
                action=row["action"],
                owner=row.get("owner") or row.get("who") or "",
                due=row.get("due") or row.get("by when") or "",
                status=row.get("status", ""),
            )
            if not _iso(item.due):
                item.flags.append(f"Action {item.id or item.action[:40]}: no date was recognised.")
            if not item.owner:
                item.flags.append(f"Action {item.id or item.action[:40]}: nobody is named.")
            flags += item.flags
            items.append(item)
    return items


def _iso(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _day(text: str) -> date | None:
    found = DAY.search(text)
    return datetime.strptime(found[0], "%B %d, %Y").date() if found else None  # noqa: DTZ007
