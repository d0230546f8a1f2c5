from meetings.models.attendance import Attendance, AttendanceMode, AttendanceSource
from meetings.models.calendars import CalendarReply, Feed, Proposal
from meetings.models.invitations import AlternateWish, Answer, Audience, Invitation, Needs, Withdrawn
from meetings.models.log import MeetingEvent, MeetingEventKind
from meetings.models.meetings import AgendaItem, Meeting, Venue
from meetings.models.minutes import (
    Correction,
    CorrectionState,
    Entry,
    EntryKind,
    Minutes,
    MinutesState,
    MinutesVersion,
)
from meetings.models.polls import Ability, Poll, PollAnswer, PollDate

__all__ = [
    "Ability",
    "AgendaItem",
    "AlternateWish",
    "Answer",
    "Attendance",
    "AttendanceMode",
    "AttendanceSource",
    "Audience",
    "CalendarReply",
    "Correction",
    "CorrectionState",
    "Entry",
    "EntryKind",
    "Feed",
    "Invitation",
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
    "Proposal",
    "Venue",
    "Withdrawn",
]
