"""What the door sees: every organization under its label, who of it is here, and the figures of the room.

A protected seat never has a person here, for no one: the screen stands in the open (survivor safety R3).
Whether such a seat is here is for the coordinator alone: she checks in herself, or with the coordinator. On
everyone else's door it does not stand, and the figures count only who does, so that nothing can be subtracted.
Beside an organization people are named only as the directory names them (`Viewer.with_seat`).
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from charter.models import Charter
from meetings.agenda_words import local_clock
from meetings.models import Attendance, AttendanceMode, Meeting
from meetings.quorum import Quorum, day_of, quorum_at
from members.models import Organization, Person, Representation
from members.visibility import Viewer

UNPROTECTED = Q(sector=None) | Q(sector__protected=False)


@dataclass
class Seat:
    """One organization at the door. `people` may be picked by name; `rows` are those noted so far."""

    organization: Organization
    people: list[Person] = field(default_factory=list)
    rows: list[Attendance] = field(default_factory=list)

    @property
    def here(self) -> list[Attendance]:
        return [row for row in self.rows if row.left_at is None]

    @property
    def protected(self) -> bool:
        return bool(self.organization.sector and self.organization.sector.protected)

    @property
    def state(self) -> str:
        if self.here:
            return "here"
        return "left" if self.rows else "away"


@dataclass(frozen=True)
class Room:
    """The figures of the door at one moment; those of `whole` count protected seats too."""

    quorum: Quorum
    here: int
    remote: int
    guests: int
    whole: bool = True


def room(meeting: Meeting, moment: datetime, *, whole: bool) -> Room:
    """Counted in the database, in a fixed number of queries.

    Without `whole` (all but the coordinator) protected seats are left out.
    """
    quorum = quorum_at(meeting, moment)
    here = rows_seen(meeting, whole=whole).filter(left_at=None)
    by_video = Count("pk", filter=Q(mode=AttendanceMode.REMOTE))
    return Room(
        quorum=quorum if whole else _listed(quorum),
        **here.aggregate(here=Count("pk"), remote=by_video),
        guests=guests_at(meeting, whole=whole).count(),
        whole=whole,
    )


def guests_at(meeting: Meeting, *, whole: bool):
    """The attendance of whoever stands for none of the organizations at this door."""
    return rows_seen(meeting, whole=whole).exclude(guest_name="", organization__in=seats_at(whole=whole))


def seats_of(meeting: Meeting, keys: list[int], *, viewer: Viewer | None, whole: bool) -> list[Seat]:
    """These organizations, in this order, with who may be picked and who is noted; without a `viewer` no name."""
    found = seats_at(whole=whole).in_bulk(keys)
    seats = {key: Seat(found[key]) for key in keys if key in found}
    for organization, person in _may_be_picked(meeting, viewer, organization__in=seats):
        seats[organization].people.append(person)
    rows = list(rows_seen(meeting, whole=whole).filter(organization__in=seats, guest_name=""))
    prepare(viewer, rows)
    for row in rows:
        seats[row.organization_id].rows.append(row)
    return list(seats.values())


def register(meeting: Meeting, *, viewer: Viewer | None, whole: bool) -> list[list]:
    """Every organization at this door as key, name and people, for a device that finds them without asking again.

    The people of a protected seat are none at all (None), of any other those who may be picked: key and name.
    """
    seats = list(seats_at(whole=whole).values_list("pk", "name", "sector__protected"))
    people: dict[int, list] = {}
    for organization, person in _may_be_picked(meeting, viewer, organization__in=seats_at(whole=whole)):
        people.setdefault(organization, []).append([person.pk, viewer.name(person)])
    return [[pk, name, None if protected else people.get(pk, [])] for pk, name, protected in seats]


def _may_be_picked(meeting: Meeting, viewer: Viewer | None, **narrowed) -> list[tuple[int, Person]]:
    """Organizations with those who act for them on that day, by name, as far as this viewer may read it."""
    if viewer is None:
        return []
    held = Representation.objects.on(day_of(meeting, Charter.load())).select_related("person")
    held = held.exclude(organization__sector__protected=True).filter(**narrowed)
    held = sorted(viewer.by_name(held), key=lambda one: one.role)
    with_seat = viewer.with_seat(one.person for one in held)
    return [(one.organization_id, one.person) for one in held if one.person_id in with_seat]


def prepare(viewer: Viewer | None, rows: list[Attendance]) -> None:
    """Before `who` is asked about many rows: reads in one query what their people agreed to."""
    if viewer:
        viewer.prepare(row.person for row in rows if row.person)


def seats_at(*, whole: bool):
    """The organizations that may be checked in at a door."""
    active = Organization.objects.active().select_related("sector")
    return active if whole else active.filter(UNPROTECTED)


def rows_seen(meeting: Meeting, *, whole: bool):
    """The attendance that may be read and corrected by someone: a protected seat's by the coordinator alone."""
    rows = meeting.attendances.select_related("organization__sector", "person")
    return rows if whole else rows.exclude(organization__sector__protected=True)


def who(row: Attendance, viewer: Viewer | None) -> str:
    """The name beside a row: for an organization only of someone of whom this viewer may read that she acts for it."""
    if row.guest_name or row.person is None or viewer is None:
        return row.guest_name
    return viewer.name(row.person) if not row.organization_id or viewer.may_name_seats(row.person) else ""


def _listed(quorum: Quorum) -> Quorum:
    seats = set(seats_at(whole=False).values_list("pk", flat=True))
    return Quorum(quorum.eligible & seats, quorum.present & seats, quorum.needed)


def as_json(meeting: Meeting, moment: datetime, *, viewer: Viewer | None, whole: bool) -> dict:
    """What the page's script refreshes itself with; without a `viewer` no name of anyone."""
    now, charter = room(meeting, moment, whole=whole), Charter.load()
    rows = list(rows_seen(meeting, whole=whole).filter(guest_name="", organization__in=seats_at(whole=whole)))
    prepare(viewer, rows)
    seats: dict[int, Seat] = {}
    for row in rows:
        seats.setdefault(row.organization_id, Seat(row.organization)).rows.append(row)
    reached = {"needed": now.quorum.needed, "reached": now.quorum.reached} if whole else {}
    return reached | {
        "present": len(now.quorum.present),
        "eligible": len(now.quorum.eligible),
        "here": now.here,
        "remote": now.remote,
        "seats": {key: _seat(seat, charter, viewer) for key, seat in seats.items()},
        "guests": now.guests,
    }


def words(seat: Seat, charter: Charter, viewer: Viewer | None) -> str:
    """Here since 10:02 a.m., by video or phone (Cal Ness); or since when it is gone."""
    if not seat.rows:
        return ""
    if not seat.here:
        return _("Left at %(time)s") % {"time": local_clock(max(row.left_at for row in seat.rows), charter)}
    since = local_clock(min(row.arrived_at for row in seat.here), charter)
    remote = all(row.mode == AttendanceMode.REMOTE for row in seat.here)
    named = [] if seat.protected else [name for row in seat.here if (name := who(row, viewer))]
    said = (_("Here since %(time)s, by video or phone") if remote else _("Here since %(time)s")) % {
        "time": since
    }
    return f"{said} ({', '.join(named)})" if named else said


def _seat(seat: Seat, charter: Charter, viewer: Viewer | None) -> dict[str, str]:
    return {"state": seat.state, "words": words(seat, charter, viewer)}
