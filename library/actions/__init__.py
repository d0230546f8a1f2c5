"""The only place that writes resources and the public site's pages."""

from library.actions.links import keep_address, note_visit, take_new_address
from library.actions.pages import (
    ChangedMeanwhile,
    add_page,
    add_picture,
    ask_to_check_numbers,
    edit_facts,
    publish_page,
    save_draft,
    withdraw_page,
)
from library.actions.resources import (
    ask_for_review,
    assign,
    edit,
    note_reminder,
    report_problem,
    suggest,
    turn_down,
    validate,
)

__all__ = [
    "ChangedMeanwhile",
    "add_page",
    "add_picture",
    "ask_for_review",
    "ask_to_check_numbers",
    "assign",
    "edit",
    "edit_facts",
    "keep_address",
    "note_reminder",
    "note_visit",
    "publish_page",
    "report_problem",
    "save_draft",
    "suggest",
    "take_new_address",
    "turn_down",
    "validate",
    "withdraw_page",
]
