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
from meetings.models.calendars import CalendarReply, Feed, Proposal
from meetings.models.door import DoorNote, DoorPass
from meetings.models.invitations import AlternateWish, Answer, Audience, Invitation, Needs, Withdrawn
from meetings.models.log import MeetingEvent, MeetingEventKind
from meetings.models.meetings import Meeting, Venue
from meetings.models.minutes import (
    Correction,
    CorrectionState,
    Entry,
    EntryKind,
    Minutes,
    MinutesState,
    MinutesVersion,
)
from meetings.models.notice import PostedBy, Posting, ShortNotice
from meetings.models.polls import Ability, Poll, PollAnswer, PollDate

__all__ = [
    "Ability",
    "AgendaItem",
    "AgendaPaper",
    "AgendaVersion",
    "AlternateWish",
    "Answer",
    "Attendance",
    "AttendanceMode",
    "AttendanceSource",
    "Audience",
    "CalendarReply",
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
    "MinutesVersion",
    "Needs",
    "Poll",
    "PollAnswer",
    "PollDate",
    "PostedBy",
    "Posting",
    "Proposal",
    "ProposalState",
    "ShortNotice",
    "Venue",
    "Withdrawn",
]
