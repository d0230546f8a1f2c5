"""The mails about serving in a workgroup; the words stand in the folders of `templates/workgroups/mail/`."""

from django.utils.translation import gettext_lazy as _

from mail.languages import in_each_language
from mail.letters import render

WAITING = _("Something is waiting for you.")


def join_asked_letter(request) -> dict[str, str]:
    return _letter("join_asked", {"workgroup": request.workgroup, "note": request.note})


def join_answered_letter(request) -> dict[str, str]:
    return _letter("join_answered", {"workgroup": request.workgroup, "accepted": request.accepted})


def deputy_letter(role) -> dict[str, str]:
    return _letter("deputy_named", {"workgroup": role.workgroup, "role": role})


@in_each_language
def _letter(folder: str, context: dict) -> dict[str, str]:
    return {**render(f"workgroups/mail/{folder}", context).words, "discreet_body": str(WAITING)}
