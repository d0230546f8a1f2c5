"""The mails about tasks; the words stand in the folders of `templates/tasks/mail/`.

Discreet people get `WAITING` and a link alone.
"""

from mail.letters import render
from tasks.enums import Reason

WAITING = "Something is waiting for you."


def assigned_letter(task) -> dict[str, str]:
    return _letter("assigned", {"task": task})


def moved_letter(task) -> dict[str, str]:
    return _letter("moved", {"task": task})


def date_kept_letter(task) -> dict[str, str]:
    return _letter("date_kept", {"task": task})


def nudge_letter(task) -> dict[str, str]:
    return _letter("nudge", {"task": task})


def nudge_many_letter(tasks) -> dict[str, str]:
    return _letter("nudge_many", {"tasks": tasks, "count": len(tasks)})


def help_letter(task) -> dict[str, str]:
    return _letter("help", {"task": task})


def proposed_letter(task) -> dict[str, str]:
    return _letter("proposed", {"task": task})


def offered_letter(task) -> dict[str, str]:
    return _letter("offered", {"task": task})


def helping_letter(task) -> dict[str, str]:
    return _letter("helping", {"task": task})


def comment_letter(task, text: str) -> dict[str, str]:
    return _letter("comment", {"task": task, "said": text})


def digest_letter(reminders) -> dict[str, str]:
    """One mail for everything someone is reminded of today, the most pressing reason first."""
    by_reason = [(reason, [r.task for r in reminders if r.reason == reason]) for reason in Reason]
    parts = [(reason.label, tasks) for reason, tasks in by_reason if tasks]
    return _letter("digest", {"parts": parts, "count": len(reminders), "first": reminders[0].task})


def _letter(folder: str, context: dict) -> dict[str, str]:
    words = render(f"tasks/mail/{folder}", context).words
    return {**words, "subject": words["subject"][:250], "discreet_body": WAITING}
