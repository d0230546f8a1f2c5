from meetings.models.attendance import Attendance, AttendanceMode, AttendanceSource
from meetings.models.calendars import CalendarReply, Feed, Proposal
from meetings.models.meetings import AgendaItem, Answer, Invitation, Meeting, Venue
from meetings.models.minutes import (
    Correction,
    CorrectionState,
    Entry,
    EntryKind,
    Minutes,
    MinutesState,
    MinutesVersion,
)

__all__ = [
    "AgendaItem",
    "Answer",
    "Attendance",
    "AttendanceMode",
    "AttendanceSource",
    "CalendarReply",
    "Correction",
    "CorrectionState",
    "Entry",
    "EntryKind",
    "Feed",
    "Invitation",
    "Meeting",
    "Minutes",
    "MinutesState",
    "MinutesVersion",
    "Proposal",
    "Venue",
]
