"""Attendance by meeting and sector as a table that may be handed on, or exact for the coordinator."""

from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from charter.models import Charter
from charter.spreadsheet import as_csv, as_xlsx
from meetings.attendance_counts import Counted, counted
from meetings.models import Meeting
from meetings.quorum import day_of, eligible_by_day, needed
from members.models import Organization

AFTER = (_("All organizations"), _("People"), _("Guests"), _("Needed for a quorum"))


def meetings_between(first: date, last: date):
    """Those with attendance, oldest first."""
    found = Meeting.objects.filter(attendances__isnull=False, starts_at__date__range=(first, last))
    return found.distinct().select_related("workgroup").order_by("starts_at")


def csv_of(meetings, *, exact: bool) -> bytes:
    columns, rows = _table(counted(meetings), exact=exact)
    return as_csv(columns, rows)


def xlsx_of(meetings, *, exact: bool) -> bytes:
    """A sheet of figures and one of organizations; protected seats stand in the second only when exact."""
    found = counted(meetings)
    return as_xlsx(
        [
            (gettext("By sector"), *_table(found, exact=exact)),
            (gettext("By organization"), *_organizations(found, exact=exact)),
        ]
    )


def _table(found: list[Counted], *, exact: bool) -> tuple[list[str], list[list]]:
    charter = Charter.load()
    sectors = list(dict.fromkeys(name for one in found for name in one.sectors))
    days = {one.meeting.pk: day_of(one.meeting, charter) for one in found}
    voting = eligible_by_day(days.values())
    rows = []
    for one in found:
        texts = dict(zip(one.sectors, one.cells(exact=exact), strict=False))
        rest = one.cells(exact=exact)[len(one.sectors) :]
        rows.append([*_head(one, charter), *(texts.get(name, "") for name in sectors), *rest])
        serving = len(voting[days[one.meeting.pk]])
        rows[-1].append(needed(serving, charter) if one.meeting.workgroup is None else "")
    return [gettext("Date"), gettext("Meeting"), gettext("Workgroup"), *sectors, *AFTER], rows


def _organizations(found: list[Counted], *, exact: bool) -> tuple[list[str], list[list]]:
    charter = Charter.load()
    seats = Organization.objects.filter(attendances__meeting__in=[one.meeting for one in found]).distinct()
    if not exact:
        seats = seats.exclude(sector__protected=True)
    days = [str(day_of(one.meeting, charter)) for one in found]
    rows = [[seat.name, *(one.organizations.get(seat.pk, "") for one in found)] for seat in seats]
    return [gettext("Organization"), *days], rows


def _head(one: Counted, charter: Charter) -> list[str]:
    group = one.meeting.workgroup.name if one.meeting.workgroup else ""
    return [str(day_of(one.meeting, charter)), one.meeting.title, group]
