from members.actions.addresses import (
    NotPossible,
    add_address,
    give_address,
    held_by_others,
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
from members.actions.coverage import (
    add_prospect,
    draw_region,
    edit_prospect,
    prospect_joined,
    remove_region,
    set_targets,
    take_step,
)
from members.actions.deputies import (
    end_coordinator_deputy,
    name_coordinator_deputy,
    settle_deputies,
)
from members.actions.exporting import note_export
from members.actions.joining import (
    answer_question,
    apply_to_join,
    approve,
    ask_applicant,
    confirm,
    decline,
    forget_old_applications,
)
from members.actions.merging import keep_apart, merge_organizations, merge_people
from members.actions.organizations import (
    change_status,
    create_organization,
    edit_organization,
    file_document,
    note_changes_seen,
    remove_document,
)
from members.actions.people import add_person, choose_channel, edit_person, person_for
from members.actions.roster_import import apply_roster, choose, forget_old_previews, preview_roster
from members.actions.roster_undo import CannotUndo, undo_import
from members.actions.seats import end_membership, hand_over, leave_seat, take_seat

__all__ = [
    "CannotUndo",
    "NotPossible",
    "add_address",
    "add_person",
    "add_prospect",
    "agree",
    "answer_question",
    "apply_roster",
    "apply_to_join",
    "approve",
    "ask_applicant",
    "change_status",
    "choose",
    "choose_channel",
    "confirm",
    "create_organization",
    "decline",
    "draw_region",
    "edit_organization",
    "edit_person",
    "edit_prospect",
    "end_coordinator_deputy",
    "end_membership",
    "file_document",
    "forget_old_applications",
    "forget_old_previews",
    "give_address",
    "hand_over",
    "held_by_others",
    "keep_apart",
    "leave_seat",
    "list_publicly",
    "merge_organizations",
    "merge_people",
    "name_coordinator_deputy",
    "note_changes_seen",
    "note_export",
    "person_for",
    "prefer_address",
    "preview_roster",
    "prospect_joined",
    "remove_address",
    "remove_document",
    "remove_region",
    "renew",
    "set_targets",
    "settle_deputies",
    "take_off_the_public_list",
    "take_seat",
    "take_step",
    "undo_import",
    "withdraw_all",
]
