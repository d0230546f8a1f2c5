from members.actions.addresses import (
    NotPossible,
    add_address,
    give_address,
    prefer_address,
    remove_address,
)
from members.actions.consents import (
    agree,
    list_publicly,
    renew,
    take_off_the_public_list,
    withdraw_all,
)
from members.actions.organizations import (
    change_status,
    create_organization,
    edit_organization,
    file_document,
    note_changes_seen,
    remove_document,
)
from members.actions.people import add_person, choose_channel, edit_person
from members.actions.roster_import import (
    CannotUndo,
    apply_roster,
    choose,
    forget_old_previews,
    preview_roster,
    undo_import,
)
from members.actions.seats import end_membership, hand_over, leave_seat, take_seat

__all__ = [
    "CannotUndo",
    "NotPossible",
    "add_address",
    "add_person",
    "agree",
    "apply_roster",
    "change_status",
    "choose",
    "choose_channel",
    "create_organization",
    "edit_organization",
    "edit_person",
    "end_membership",
    "file_document",
    "forget_old_previews",
    "give_address",
    "hand_over",
    "leave_seat",
    "list_publicly",
    "note_changes_seen",
    "prefer_address",
    "preview_roster",
    "remove_address",
    "remove_document",
    "renew",
    "take_off_the_public_list",
    "take_seat",
    "undo_import",
    "withdraw_all",
]
