"""What became of a resource, in words: every act, and what each save changed."""

from dataclasses import dataclass, field
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from audit.record import history
from library.models import Resource
from library.record import labels

ACTS = {
    "resource.suggested": _("Suggested"),
    "resource.assigned": _("Given to someone to validate"),
    "resource.validated": _("Validated and published"),
    "resource.declined": _("Declined"),
    "resource.withdrawn": _("Withdrawn"),
    "resource.review_asked": _("A review was asked for"),
    "resource.edited": _("Edited"),
    "resource.link_kept": _("The link was looked at, and kept"),
}


@dataclass
class Act:
    """One line of the history; `changes` are (what, before, after)."""

    at: object
    by: object
    words: str
    changes: list[tuple] = field(default_factory=list)


def acts(resource: Resource) -> list[Act]:
    """Newest first; two queries however long it is."""
    saved = list(resource.versions.order_by("number"))
    changed = {after.number: _between(before, after) for before, after in pairwise(saved)}
    return [
        Act(
            entry.at,
            entry.by,
            ACTS.get(entry.verb, entry.verb),
            changed.get(entry.data.get("version"), []),
        )
        for entry in history(resource)
    ]


def _between(before, after) -> list[tuple]:
    return [
        (label, before.values.get(name, ""), after.values.get(name, ""))
        for name, label in labels().items()
        if before.values.get(name, "") != after.values.get(name, "")
    ]
