"""Who was there is written here, whichever way it became known."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from audit.record import record
from charter.models import Charter
from meetings.models import Attendance, AttendanceMode, AttendanceSource, Meeting, Minutes
from meetings.quorum import day_of
from members.importing.names import organization_key, person_key
from members.models import Organization, Representation


@transaction.atomic
def fill_from_minutes(minutes: Minutes, *, by) -> list[str]:
    """Note as present whom the imported minutes name; returns the organizations that were not found here.

    An organization that is noted already is left as it is, so a second press changes nothing. A person is
    taken only from the organization's own representatives of that day, and never for a protected seat.
    """
    meeting, charter = minutes.meeting, Charter.load()
    named = minutes.attendance.get("seats", [])
    seats = {organization_key(seat.name): seat for seat in Organization.objects.select_related("sector")}
    people = _representatives(meeting, charter)
    noted = meeting.attendances.organizations()
    unknown, rows = [], []
    for line in named:
        seat = seats.get(organization_key(line["organization"]))
        if seat is None:
            unknown.append(line["organization"])
        elif seat.pk not in noted:
            rows += _rows(meeting, seat, line, people.get(seat.pk, {}), charter)
            noted.add(seat.pk)
    Attendance.objects.bulk_create(rows)
    if rows:
        record("attendance.filled_from_minutes", meeting, by=by, count=len(rows), unknown=len(unknown))
    return unknown


def _representatives(meeting: Meeting, charter: Charter) -> dict[int, dict[tuple, int]]:
    """By organization, the people who may stand for it that day, by the letters of their names."""
    found: dict[int, dict[tuple, int]] = {}
    held = Representation.objects.on(day_of(meeting, charter)).exclude(organization__sector__protected=True)
    for seat, person, name in held.values_list("organization", "person", "person__name"):
        found.setdefault(seat, {})[person_key(name)] = person
    return found


def _rows(meeting: Meeting, seat: Organization, line: dict, people: dict, charter: Charter):
    left = _moment(meeting, line["left"], charter) if line["left"] else None
    found = {people.get(person_key(there["name"])): there["remote"] for there in line["people"]}
    found.pop(None, None)
    anyone_remote = line["remote"] or any(there["remote"] for there in line["people"])
    for person, remote in (found or {None: anyone_remote}).items():
        yield Attendance(
            meeting=meeting,
            organization=seat,
            person_id=person,
            mode=AttendanceMode.REMOTE if remote else AttendanceMode.IN_PERSON,
            source=AttendanceSource.MINUTES,
            arrived_at=meeting.starts_at,
            left_at=left if left and left >= meeting.starts_at else None,
        )


def _moment(meeting: Meeting, wall: str, charter: Charter) -> datetime:
    zone = ZoneInfo(charter.time_zone)
    return datetime.combine(day_of(meeting, charter), datetime.strptime(wall, "%H:%M").time(), zone)  # noqa: DTZ007
