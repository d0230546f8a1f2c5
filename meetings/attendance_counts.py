"""How many organizations of each sector were there; others than the coordinator get texts that give nobody away."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from meetings.models import Attendance, Meeting
from members.models import Sector
from members.small_counts import number, shown

NO_SECTOR = _("No sector")


@dataclass
class Counted:
    """One meeting in figures; exact, so for the coordinator alone until `cells` has made texts of them."""

    meeting: Meeting
    sectors: dict[str, int]
    people: int = 0
    guests: int = 0
    organizations: dict[int, str] = field(default_factory=dict)

    def cells(self, *, exact: bool) -> list[str]:
        """A text for each sector, then for all of them together, people and guests."""
        texts = shown(self.sectors)
        named = [str(count) for count in self.sectors.values()] if exact else list(texts.cells.values())
        total = str(sum(self.sectors.values())) if exact else texts.total
        return [*named, total, number(self.people, exact=exact), number(self.guests, exact=exact)]


def _once_each(rows: Iterable[Attendance]) -> Iterable[Attendance]:
    """The first stay of each: whoever came back is one person."""
    first: dict[tuple, Attendance] = {}
    for row in rows:
        first.setdefault((row.meeting_id, row.organization_id, row.person_id, row.guest_name), row)
    return first.values()


def counted(meetings: Iterable[Meeting]) -> list[Counted]:
    """In two queries however many meetings; every sector stands in each, also with nobody there."""
    meetings = list(meetings)
    names = [*Sector.objects.values_list("name", flat=True), NO_SECTOR]
    found = {meeting.pk: Counted(meeting, dict.fromkeys(names, 0)) for meeting in meetings}
    rows = Attendance.objects.filter(meeting__in=found).select_related("organization__sector")
    seen: Counter[tuple[int, int]] = Counter()
    for row in _once_each(rows):
        one = found[row.meeting_id]
        if row.guest_name or row.organization is None:
            one.guests += bool(row.guest_name)
            one.people += not row.guest_name
            continue
        one.people += 1
        seen[row.meeting_id, row.organization_id] += 1
        if seen[row.meeting_id, row.organization_id] == 1:
            sector = row.organization.sector
            one.sectors[sector.name if sector else NO_SECTOR] += 1
            one.organizations[row.organization_id] = row.get_mode_display()
    for one in found.values():
        if not one.sectors[NO_SECTOR]:
            del one.sectors[NO_SECTOR]
    return [found[meeting.pk] for meeting in meetings]
