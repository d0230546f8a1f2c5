from meetings.actions.meetings import TooLate, cancel, invite, move, remind, respond, schedule

__all__ = ["TooLate", "cancel", "invite", "move", "remind", "respond", "schedule"]
