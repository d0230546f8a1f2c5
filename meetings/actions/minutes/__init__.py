"""Minutes are written, circulated, corrected, approved and published here and nowhere else."""

from meetings.actions.minutes.approving import approve
from meetings.actions.minutes.circulating import (
    circulate,
    nag,
    note_reading,
    remind_of_corrections,
    take_back_circulation,
)
from meetings.actions.minutes.correcting import accept, decline, propose_correction
from meetings.actions.minutes.publishing import publish, settle, settle_kind, unsettle, withdraw, withhold
from meetings.actions.minutes.state import ChangedMeanwhile, NotNow
from meetings.actions.minutes.taking_in import take_in
from meetings.actions.minutes.voting import cast, close_ballot, count_motion, open_ballot
from meetings.actions.minutes.writing import (
    add_entry,
    begin,
    edit_entry,
    move_entry,
    remove_entry,
    set_standing,
)

__all__ = [
    "ChangedMeanwhile",
    "NotNow",
    "accept",
    "add_entry",
    "approve",
    "begin",
    "cast",
    "circulate",
    "close_ballot",
    "count_motion",
    "decline",
    "edit_entry",
    "move_entry",
    "nag",
    "note_reading",
    "open_ballot",
    "propose_correction",
    "publish",
    "remind_of_corrections",
    "remove_entry",
    "set_standing",
    "settle",
    "settle_kind",
    "take_back_circulation",
    "take_in",
    "unsettle",
    "withdraw",
    "withhold",
]
