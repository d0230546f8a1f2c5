"""The mails about tasks; the words stand in the folders of `templates/tasks/mail/`.

Discreet people get `WAITING` and a link alone.
"""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from mail.languages import in_each_language
from mail.letters import render
from tasks.enums import Reason
from tasks.links import address_for

WAITING = _("Something is waiting for you.")


def assigned_letter(task) -> dict[str, str]:
    return _letter("assigned", {"task": task})


def assigned_many_letter(person, tasks) -> dict[str, str]:
    return _letter("assigned_many", _many(person, tasks))


def moved_many_letter(person, tasks) -> dict[str, str]:
    return _letter("moved_many", _many(person, tasks))


def moved_letter(task) -> dict[str, str]:
    return _letter("moved", {"task": task})


def date_kept_letter(task) -> dict[str, str]:
    return _letter("date_kept", {"task": task})


def nudge_letter(task) -> dict[str, str]:
    return _letter("nudge", {"task": task})


def nudge_many_letter(person, tasks) -> dict[str, str]:
    return _letter("nudge_many", _many(person, tasks))


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


def digest_letter(person, reminders, also=()) -> dict[str, str]:
    """One mail for everything someone is reminded of today, the most pressing reason first, each with its link."""
    by_reason = [(reason, [r.task for r in reminders if r.reason == reason]) for reason in Reason]
    parts = [(reason.label, _linked(person, tasks)) for reason, tasks in by_reason if tasks]
    for heading in dict.fromkeys(one.heading for one in also):
        lines = [(one, f"{settings.SITE_URL}{one.path}") for one in also if one.heading == heading]
        parts.append((heading, lines))
    first = reminders[0].task if reminders else also[0]
    return _letter("digest", {"parts": parts, "count": len(reminders) + len(also), "first": first})


def _many(person, tasks) -> dict:
    return {"lines": _linked(person, tasks), "count": len(tasks)}


def _linked(person, tasks) -> list[tuple]:
    """Each task with the address that opens it for this person."""
    return [(task, address_for(person, task)) for task in tasks]


@in_each_language
def _letter(folder: str, context: dict) -> dict[str, str]:
    words = render(f"tasks/mail/{folder}", context).words
    return {**words, "subject": words["subject"][:250], "discreet_body": str(WAITING)}
