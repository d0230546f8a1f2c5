"""What the next agenda might take up: open action items of the last meeting, and overdue tasks, by workgroup."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.models import EntryKind, Meeting
from tasks.models import Task
from workgroups.models import Workgroup

MINUTES_EACH = 3
LEAST = 10


@dataclass
class Offer:
    """One item that a press would add: a workgroup's tasks, or those that belong to none (`workgroup` None)."""

    workgroup: Workgroup | None
    promised: list[Task] = field(default_factory=list)
    overdue: list[Task] = field(default_factory=list)

    @property
    def key(self) -> str:
        return self.workgroup.slug if self.workgroup else "-"

    @property
    def tasks(self) -> list[Task]:
        return [*self.promised, *self.overdue]

    @property
    def title(self) -> str:
        name = self.workgroup.name if self.workgroup else _("Consortium")
        promised, overdue = len(self.promised), len(self.overdue)
        said = []
        if promised:
            said += [
                ngettext("%(n)s open action item", "%(n)s open action items", promised) % {"n": promised}
            ]
        if overdue:
            said += [ngettext("%(n)s overdue task", "%(n)s overdue tasks", overdue) % {"n": overdue}]
        return f"{name}: " + _(" and ").join(said)

    @property
    def minutes(self) -> int:
        return max(LEAST, MINUTES_EACH * len(self.tasks))


def offers(meeting: Meeting, today: date) -> list[Offer]:
    """What is open and not on this agenda yet; a workgroup's meeting is offered its own alone."""
    tasks = Task.objects.open().select_related("workgroup", "assignee").exclude(agenda_items__meeting=meeting)
    if meeting.workgroup_id:
        tasks = tasks.filter(workgroup=meeting.workgroup_id)
    last = _last_before(meeting)
    promised = tasks.filter(minutes_entry__minutes__meeting=last, minutes_entry__kind=EntryKind.ACTION)
    found: dict[int | None, Offer] = {}
    for task in promised.order_by("due", "pk"):
        found.setdefault(task.workgroup_id, Offer(task.workgroup)).promised.append(task)
    seen = {task.pk for offer in found.values() for task in offer.promised}
    for task in tasks.overdue(today).filter(workgroup__isnull=False).order_by("due", "pk"):
        if task.pk not in seen:
            found.setdefault(task.workgroup_id, Offer(task.workgroup)).overdue.append(task)
    return sorted(found.values(), key=_place)


def _last_before(meeting: Meeting) -> Meeting | None:
    earlier = Meeting.objects.filter(
        workgroup=meeting.workgroup_id, starts_at__lt=meeting.starts_at, minutes__isnull=False
    )
    return earlier.order_by("-starts_at").first()


def _place(offer: Offer) -> tuple[bool, int, str]:
    group = offer.workgroup
    return (group is None, group.order if group else 0, offer.key)
