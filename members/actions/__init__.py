from members.actions.roster_import import (
    CannotUndo,
    apply_roster,
    choose,
    forget_old_previews,
    preview_roster,
    undo_import,
)

__all__ = [
    "CannotUndo",
    "apply_roster",
    "choose",
    "forget_old_previews",
    "preview_roster",
    "undo_import",
]
