"""Who comes, by organization and by sector; for the coordinator's eyes (survivor safety R24)."""

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from charter.models import Charter
from meetings.enums import Response
from meetings.models import Invitation, Meeting
from meetings.quorum import needed
from members.models import Organization, Representation

BEST_FIRST = [Response.ACCEPTED, Response.TENTATIVE, Response.NONE, Response.DECLINED]


@dataclass
class Seat:
    """One organization: its answers, and the best of them, which is the organization's."""

    organization: Organization
    invitations: list[Invitation] = field(default_factory=list)

    @property
    def response(self) -> str:
        given = {invitation.response for invitation in self.invitations}
        return next((response for response in BEST_FIRST if response in given), Response.NONE)

    @property
    def label(self) -> str:
        return Response(self.response).label if self.invitations else "Not asked"


@dataclass
class SectorCount:
    """One sector: how many seats it has, and how many of them come."""

    name: str
    seats: int = 0
    coming: int = 0
    perhaps: int = 0
    silent: int = 0
    declined: int = 0


@dataclass
class Headcount:
    """The whole table at a glance; `quorum` is the number of voting members needed."""

    seats: list[Seat]
    sectors: list[SectorCount]
    guests: list[Invitation]
    voting: int
    coming: int
    quorum: int

    @property
    def likely(self) -> bool:
        return self.coming >= self.quorum

    @property
    def empty_sectors(self) -> list[str]:
        return [sector.name for sector in self.sectors if not sector.coming]


def headcount(meeting: Meeting) -> Headcount:
    """Counted by organization, in a fixed number of queries; a quorum is more than the charter's share."""
    charter = Charter.load()
    day = meeting.starts_at.astimezone(ZoneInfo(charter.time_zone)).date()
    seats = {seat.pk: Seat(seat) for seat in Organization.objects.active().select_related("sector")}
    held = Representation.objects.on(day).filter(organization__in=seats).values_list("person", "organization")
    by_person: dict[int, list[int]] = {}
    for person, organization in held:
        by_person.setdefault(person, []).append(organization)
    guests = []
    for invitation in meeting.invitations.select_related("person").order_by("person__name"):
        for organization in by_person.get(invitation.person_id, []):
            seats[organization].invitations.append(invitation)
        if invitation.person_id not in by_person:
            guests.append(invitation)
    voting = [seat for seat in seats.values() if seat.organization.voting]
    return Headcount(
        seats=list(seats.values()),
        sectors=_by_sector(seats.values()),
        guests=guests,
        voting=len(voting),
        coming=sum(seat.response == Response.ACCEPTED for seat in voting),
        quorum=needed(len(voting), charter),
    )


def _by_sector(seats) -> list[SectorCount]:
    found: dict[str, SectorCount] = {}
    names = {
        Response.ACCEPTED: "coming",
        Response.TENTATIVE: "perhaps",
        Response.NONE: "silent",
        Response.DECLINED: "declined",
    }
    for seat in seats:
        name = seat.organization.sector.name if seat.organization.sector else "No sector"
        count = found.setdefault(name, SectorCount(name))
        count.seats += 1
        kind = names[Response(seat.response)]
        setattr(count, kind, getattr(count, kind) + 1)
    return sorted(found.values(), key=lambda count: count.name)
