"""The first page for a visitor: who we are, where help is, and what is new."""

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from library.models import Resource
from meetings.models import Meeting, Minutes
from members.models import County, Organization, Sector
from members.small_counts import shown
from tasks.enums import CLOSED
from tasks.models import Task
from workgroups.models import Workgroup

NEWEST = 4


def front_page(today) -> dict:
    """What the public reads first; a dozen queries however much there is."""
    active = Organization.objects.active()
    seats = dict(active.order_by().values_list("sector").annotate(Count("pk")))
    located = active.exclude(sector__protected=True)
    return {
        "figures": [
            (shown(seats).total, _("member organizations")),
            (Sector.objects.count(), _("sectors")),
            (County.objects.filter(organizations__in=located).distinct().count(), _("counties served")),
            (Resource.objects.published().count(), _("checked resources")),
        ],
        "workgroups": _with_their_work(),
        "meetings": Meeting.objects.announced().upcoming().filter(workgroup=None)[:2],
        "minutes": Minutes.objects.visible_to(None)
        .select_related("meeting")
        .order_by("-meeting__starts_at")[:NEWEST],
        "resources": Resource.objects.published().fresh_first(today)[:NEWEST],
    }


def _with_their_work() -> list[Workgroup]:
    """Every workgroup, and how many of the tasks that it shows to the public are open and done."""
    shared = Task.objects.filter(public=True).order_by().values_list("workgroup")
    still_open, done = ~Q(status__in=CLOSED), Q(status="done")
    counts = shared.annotate(open=Count("pk", filter=still_open), done=Count("pk", filter=done))
    figures = {workgroup: found for workgroup, *found in counts}
    groups = list(Workgroup.objects.all())
    for group in groups:
        group.open, group.done = figures.get(group.pk, (0, 0))
    return groups
