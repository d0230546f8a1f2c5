"""Which mail about tasks one may do without, and the rules of their reminders."""

from django.utils.translation import gettext_lazy as _

from mail.kinds import register_topic
from mail.rules.kinds import register_kind
from tasks.reminders import rule_kinds


def register() -> None:
    for kind in rule_kinds():
        register_kind(kind)
    register_topic(
        "task_reminders", _("Reminders about my tasks"), "task_digest", "task_nudge", "action_items"
    )
    register_topic(
        "task_talk",
        _("What others write about my tasks"),
        "task_comment",
        "task_offer",
        "task_helper",
        "task_moved",
    )
