"""What is recognised in a drafted text."""

from dataclasses import dataclass, field
from datetime import date

from meetings.minutes_text.attendance import SeatThere


@dataclass
class ParsedMotion:
    """One motion; `named` says who voted otherwise, `flags` what could not be read."""

    id: str
    text: str
    mover: str
    seconder: str
    yes: int
    no: int
    abstain: int
    recused: int
    result: str
    named: str = ""
    flags: list[str] = field(default_factory=list)

    @property
    def present(self) -> int:
        return self.yes + self.no + self.abstain + self.recused

    def as_json(self) -> dict:
        keys = ("id", "text", "mover", "seconder", "yes", "no", "abstain", "recused", "present", "result")
        return {key: getattr(self, key) for key in keys}


@dataclass
class ParsedDecision:
    """Something that was decided without a motion."""

    text: str


@dataclass
class ActionItem:
    """One thing to do; `due` is an ISO day where one was recognised, else what was written."""

    id: str
    workgroup: str
    action: str
    owner: str
    due: str
    status: str
    heading: str = "Action items"
    flags: list[str] = field(default_factory=list)

    def as_json(self) -> dict:
        return {key: getattr(self, key) for key in ("id", "workgroup", "action", "owner", "due", "status")}


@dataclass
class Section:
    """What was said under one heading, in order."""

    title: str
    blocks: list[str | ParsedMotion | ParsedDecision] = field(default_factory=list)


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
        return self._blocks(ParsedMotion)

    @property
    def decisions(self) -> list[ParsedDecision]:
        return self._blocks(ParsedDecision)

    def _blocks(self, kind) -> list:
        return [block for section in self.sections for block in section.blocks if isinstance(block, kind)]

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
