"""What the door sees: every organization under its label, who of it is here, and the figures of the room.

A protected seat never has a person here, for no one: the screen stands in the open (survivor safety R3).
"""

from dataclasses import dataclass, field
from datetime import datetime

from charter.models import Charter
from meetings.agenda_words import local_clock
from meetings.models import Attendance, AttendanceMode, Meeting
from meetings.quorum import Quorum, day_of, quorum_at
from members.models import Organization, Person, Representation
from members.visibility import Viewer


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


def room(meeting: Meeting, moment: datetime, *, names: bool) -> Room:
    """In a fixed number of queries; `names` says whether whoever keeps the door may read people's names."""
    charter = Charter.load()
    seats = {seat.pk: Seat(seat) for seat in Organization.objects.active().select_related("sector")}
    if names:
        held = Representation.objects.on(day_of(meeting, charter)).select_related("person")
        held = held.exclude(organization__sector__protected=True).filter(organization__in=seats)
        for representation in held.order_by("role", "person__name"):
            seats[representation.organization_id].people.append(representation.person)
    rows = list(meeting.attendances.select_related("person"))
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
        quorum=quorum_at(meeting, moment),
        here=len(here),
        remote=sum(row.mode == AttendanceMode.REMOTE for row in here),
    )


def as_json(now: Room, *, viewer: Viewer | None) -> dict:
    """What the page's script refreshes itself with; without a `viewer` no name of anyone."""
    charter = Charter.load()
    return {
        "present": len(now.quorum.present),
        "needed": now.quorum.needed,
        "eligible": len(now.quorum.eligible),
        "reached": now.quorum.reached,
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
        return f"Left at {local_clock(max(row.left_at for row in seat.rows), charter)}"
    since = local_clock(min(row.arrived_at for row in seat.here), charter)
    remote = all(row.mode == AttendanceMode.REMOTE for row in seat.here)
    protected = seat.organization.sector and seat.organization.sector.protected
    named = [viewer.name(row.person) for row in seat.here if row.person and viewer and not protected]
    said = f"Here since {since}{', by video or phone' if remote else ''}"
    return f"{said} ({', '.join(named)})" if named else said


def _seat(seat: Seat, charter: Charter, viewer: Viewer | None) -> dict[str, str]:
    return {"state": seat.state, "words": words(seat, charter, viewer)}
