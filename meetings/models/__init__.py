from meetings.models.calendars import CalendarReply, Feed, Proposal
from meetings.models.meetings import AgendaItem, Answer, Invitation, Meeting, Venue

__all__ = ["AgendaItem", "Answer", "CalendarReply", "Feed", "Invitation", "Meeting", "Proposal", "Venue"]
