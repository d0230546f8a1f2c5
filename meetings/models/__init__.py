from meetings.models.agenda import (
    AgendaItem,
    AgendaPaper,
    AgendaVersion,
    ItemAudience,
    ItemKind,
    ItemProposal,
    ProposalState,
)
from meetings.models.attendance import Attendance, AttendanceMode, AttendanceSource
from meetings.models.calendars import CalendarReply, Feed, Proposal, ReplyAddress
from meetings.models.corrections import Correction, CorrectionState, Reading, Redaction
from meetings.models.door import DoorNote, DoorPass
from meetings.models.invitations import (
    AlternateWish,
    Answer,
    AnswerTotals,
    Audience,
    Invitation,
    Needs,
    Withdrawn,
)
from meetings.models.log import Before, MeetingEvent, MeetingEventKind
from meetings.models.meetings import Meeting, Venue
from meetings.models.minutes import (
    Entry,
    EntryKind,
    Minutes,
    MinutesState,
    MinutesStep,
    MinutesVersion,
    StepKind,
)
from meetings.models.motions import Basis, Choice, Motion, Share, Vote
from meetings.models.notice import PostedBy, Posting, ShortNotice
from meetings.models.polls import Ability, Poll, PollAnswer, PollDate

__all__ = [
    "Ability",
    "AgendaItem",
    "AgendaPaper",
    "AgendaVersion",
    "AlternateWish",
    "Answer",
    "AnswerTotals",
    "Attendance",
    "AttendanceMode",
    "AttendanceSource",
    "Audience",
    "Basis",
    "Before",
    "CalendarReply",
    "Choice",
    "Correction",
    "CorrectionState",
    "DoorNote",
    "DoorPass",
    "Entry",
    "EntryKind",
    "Feed",
    "Invitation",
    "ItemAudience",
    "ItemKind",
    "ItemProposal",
    "Meeting",
    "MeetingEvent",
    "MeetingEventKind",
    "Minutes",
    "MinutesState",
    "MinutesStep",
    "MinutesVersion",
    "Motion",
    "Needs",
    "Poll",
    "PollAnswer",
    "PollDate",
    "PostedBy",
    "Posting",
    "Proposal",
    "ProposalState",
    "Reading",
    "Redaction",
    "ReplyAddress",
    "Share",
    "ShortNotice",
    "StepKind",
    "Venue",
    "Vote",
    "Withdrawn",
]
