"""What the door sees: every organization under its label, who of it is here, and the figures of the room.

A protected seat never has a person here, for no one: the screen stands in the open (survivor safety R3).
Whether such a seat is here is for the coordinator alone: she checks in herself, or with the coordinator. On
everyone else's door it does not stand, and the figures count only who does, so that nothing can be subtracted.
Beside an organization people are named only as the directory names them (`Viewer.with_seat`).
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
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
    def state(self) -> str:
        if self.here:
            return "here"
        return "left" if self.rows else "away"


@dataclass
class Room:
    """The whole door at one moment."""

    meeting: Meeting
    seats: list[Seat]
    guests: list[Attendance]
    quorum: Quorum
    here: int
    remote: int
    whole: bool = True


def room(meeting: Meeting, moment: datetime, *, viewer: Viewer | None, whole: bool) -> Room:
    """In a fixed number of queries; without a `viewer` no name of anyone.

    Without `whole` (all but the coordinator) protected seats are left out.
    """
    charter = Charter.load()
    seats = {seat.pk: Seat(seat) for seat in seats_at(whole=whole)}
    if viewer:
        held = Representation.objects.on(day_of(meeting, charter)).select_related("person")
        held = held.exclude(organization__sector__protected=True).filter(organization__in=seats)
        held = sorted(viewer.by_name(held), key=lambda one: one.role)
        with_seat = viewer.with_seat(one.person for one in held)
        for representation in (one for one in held if one.person_id in with_seat):
            seats[representation.organization_id].people.append(representation.person)
    rows = list(rows_seen(meeting, whole=whole))
    guests = []
    for row in rows:
        if row.organization_id in seats and not row.guest_name:
            seats[row.organization_id].rows.append(row)
        else:
            guests.append(row)
    here = [row for row in rows if row.left_at is None]
    return Room(
        meeting=meeting,
        seats=list(seats.values()),
        guests=guests,
        quorum=_listed(quorum_at(meeting, moment), seats) if not whole else quorum_at(meeting, moment),
        here=len(here),
        remote=sum(row.mode == AttendanceMode.REMOTE for row in here),
        whole=whole,
    )


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


def _listed(quorum: Quorum, seats: dict[int, Seat]) -> Quorum:
    return Quorum(quorum.eligible & seats.keys(), quorum.present & seats.keys(), quorum.needed)


def as_json(now: Room, *, viewer: Viewer | None) -> dict:
    """What the page's script refreshes itself with; without a `viewer` no name of anyone."""
    charter = Charter.load()
    whole = {"needed": now.quorum.needed, "reached": now.quorum.reached} if now.whole else {}
    return whole | {
        "present": len(now.quorum.present),
        "eligible": len(now.quorum.eligible),
        "here": now.here,
        "remote": now.remote,
        "seats": {seat.organization.pk: _seat(seat, charter, viewer) for seat in now.seats if seat.rows},
        "guests": len(now.guests),
    }


def words(seat: Seat, charter: Charter, viewer: Viewer | None) -> str:
    """Here since 10:02 a.m., by video or phone (Cal Ness); or since when it is gone."""
    if not seat.rows:
        return ""
    if not seat.here:
        return _("Left at %(time)s") % {"time": local_clock(max(row.left_at for row in seat.rows), charter)}
    since = local_clock(min(row.arrived_at for row in seat.here), charter)
    remote = all(row.mode == AttendanceMode.REMOTE for row in seat.here)
    protected = seat.organization.sector and seat.organization.sector.protected
    named = [] if protected else [name for row in seat.here if (name := who(row, viewer))]
    said = (_("Here since %(time)s, by video or phone") if remote else _("Here since %(time)s")) % {
        "time": since
    }
    return f"{said} ({', '.join(named)})" if named else said


def _seat(seat: Seat, charter: Charter, viewer: Viewer | None) -> dict[str, str]:
    return {"state": seat.state, "words": words(seat, charter, viewer)}
