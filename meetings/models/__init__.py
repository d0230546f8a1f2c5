from meetings.models.meetings import AgendaItem, Answer, Invitation, Meeting, Venue

__all__ = ["AgendaItem", "Answer", "Invitation", "Meeting", "Venue"]
