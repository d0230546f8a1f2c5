from meetings.actions.calendars import (
    choose_feed,
    close_feed,
    keep_calendar_reply,
    open_feed,
    propose,
    reset_feed,
)
from meetings.actions.meetings import TooLate, cancel, invite, move, remind, respond, schedule
from meetings.actions.withdrawing import withdraw

__all__ = [
    "TooLate",
    "cancel",
    "choose_feed",
    "close_feed",
    "invite",
    "keep_calendar_reply",
    "move",
    "open_feed",
    "propose",
    "remind",
    "reset_feed",
    "respond",
    "schedule",
    "withdraw",
]
