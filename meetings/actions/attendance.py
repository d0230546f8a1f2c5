"""Who was there is written here, whichever way it became known."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.record import record
from charter.models import Charter
from meetings.actions.door import Press, Told, note
from meetings.actions.state import NotPossible
from meetings.here import when
from meetings.models import Attendance, AttendanceMode, AttendanceSource, Meeting, Minutes
from meetings.quorum import day_of
from members.importing.names import organization_key, person_key
from members.models import Organization, Representation

TOO_EARLY = gettext_lazy("Check-in opens two hours before the meeting.")
TOO_LATE = gettext_lazy("This meeting is too long ago. Write to the coordinator if you were there.")
OVER = gettext_lazy("This meeting is over. Sign in to say that you were there.")


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


@transaction.atomic
def report_self(meeting: Meeting, person, *, organization=None, mode: str, left: bool = False) -> Told:
    """Someone says herself that she is here, was here, or leaves; afterwards it is marked as said late.

    Raises NotPossible before the meeting and a month after it.
    """
    now = timezone.now()
    phase = when(meeting, now)
    if phase in ("early", "closed"):
        raise NotPossible(TOO_EARLY if phase == "early" else TOO_LATE)
    press = Press(
        act="out" if left else "in",
        at=now if phase == "open" else meeting.starts_at,
        organization=organization,
        person=person,
        mode=mode,
    )
    source = AttendanceSource.SELF if phase == "open" else AttendanceSource.LATE
    return note(meeting, press, by=person, source=source)


@transaction.atomic
def report_guest(meeting: Meeting, *, name: str, mode: str) -> Told:
    """Someone without an account says at the poster that she is here; she counts for no organization."""
    if when(meeting, timezone.now()) != "open":
        raise NotPossible(TOO_EARLY if when(meeting, timezone.now()) == "early" else OVER)
    press = Press(act="in", at=timezone.now(), guest=" ".join(name.split()), mode=mode)
    return note(meeting, press, source=AttendanceSource.SELF)


@transaction.atomic
def add_attendance(meeting: Meeting, *, by, **fields) -> Attendance:
    """The coordinator adds who was missed. Raises NotPossible for someone who stands there already."""
    row = Attendance(meeting=meeting, source=AttendanceSource.COORDINATOR, **_decent(fields))
    _save(row)
    record("attendance.added", meeting, by=by, attendance=row.pk)
    return row


@transaction.atomic
def correct_attendance(row: Attendance, *, by, **fields) -> None:
    """The coordinator says how it was; how it became known stays."""
    for name, value in _decent(fields).items():
        setattr(row, name, value)
    _save(row)
    record("attendance.corrected", row.meeting, by=by, attendance=row.pk, fields=sorted(fields))


@transaction.atomic
def remove_attendance(row: Attendance, *, by) -> None:
    record("attendance.removed", row.meeting, by=by, attendance=row.pk, organization=row.organization_id)
    row.delete()


def _decent(fields: dict) -> dict:
    """A protected seat stands there without its holder."""
    organization = fields.get("organization")
    if organization and organization.sector and organization.sector.protected:
        return fields | {"person": None, "guest_name": ""}
    return fields


def _save(row: Attendance) -> None:
    same = Attendance.objects.filter(
        meeting=row.meeting, organization=row.organization, person=row.person, guest_name=row.guest_name
    )
    if same.exclude(pk=row.pk).overlapping(row.arrived_at, row.left_at).exists():
        raise NotPossible(_("This stands in the list already for that time: correct that line instead."))
    row.save()
