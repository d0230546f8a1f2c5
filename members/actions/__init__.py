from members.actions.roster_import import (
    CannotUndo,
    apply_roster,
    choose,
    forget_old_previews,
    preview_roster,
    undo_import,
)
from members.actions.seats import end_membership, leave_seat, take_seat

__all__ = [
    "CannotUndo",
    "apply_roster",
    "choose",
    "end_membership",
    "forget_old_previews",
    "leave_seat",
    "preview_roster",
    "take_seat",
    "undo_import",
]
