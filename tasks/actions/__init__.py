"""The only place that writes tasks: each act is one transaction with its history and its mail."""

from tasks.actions.documents import add_document, remove_document
from tasks.actions.lists import (
    Conflict,
    assign,
    assign_all,
    change_all,
    decline_date,
    edit,
    move,
    open_task,
    propose_date,
    set_status,
    snooze,
)
from tasks.actions.nudging import nudge, nudge_all
from tasks.actions.plan import add_goal, add_objective, carry_over, import_rows
from tasks.actions.reminding import send_digest
from tasks.actions.replies import add_reply
from tasks.actions.reports import file_report, forget_filter, save_filter, save_report
from tasks.actions.talk import add_helper, add_step, ask_help, comment, offer_help, remove_helper, tick
from tasks.actions.telling import one_mail_each

__all__ = [
    "Conflict",
    "add_document",
    "add_goal",
    "add_helper",
    "add_objective",
    "add_reply",
    "add_step",
    "ask_help",
    "assign",
    "assign_all",
    "carry_over",
    "change_all",
    "comment",
    "decline_date",
    "edit",
    "file_report",
    "forget_filter",
    "import_rows",
    "move",
    "nudge",
    "nudge_all",
    "offer_help",
    "one_mail_each",
    "open_task",
    "propose_date",
    "remove_document",
    "remove_helper",
    "save_filter",
    "save_report",
    "send_digest",
    "set_status",
    "snooze",
    "tick",
]
