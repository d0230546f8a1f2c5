"""Who comes, by organization and by sector; members read counts, and small ones are hidden (R23, R24).

A chair reads everyone's answer in her group's meetings, a protected person's too, by the names that the group's
list of members shows. Who speaks for which organization is shown to her only where the directory shows it: her
counts of organizations follow from two lists that she has, and nobody stands out by lacking a seat.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from charter.models import Charter
from meetings.audience import meeting_day
from meetings.enums import Response
from meetings.models import AnswerTotals, AttendanceMode, Invitation, Meeting
from members.enums import Audience
from members.models import Organization, Person, Representation
from members.small_counts import shown
from members.visibility import SOMEONE, Viewer

BEST_FIRST = [Response.ACCEPTED, Response.TENTATIVE, Response.NONE, Response.DECLINED]
SAID = (Response.ACCEPTED, Response.TENTATIVE, Response.DECLINED)
KINDS = {
    Response.ACCEPTED: "coming",
    Response.TENTATIVE: "perhaps",
    Response.NONE: "silent",
    Response.DECLINED: "declined",
}


class Given(NamedTuple):
    """One invitation, as far as it counts."""

    pk: int
    person: int
    organization: int | None
    in_stead_of: int | None
    response: str
    mode: str
    waiting_since: datetime | None

    @property
    def comes(self) -> bool:
        return self.response == Response.ACCEPTED and self.waiting_since is None


class Place(NamedTuple):
    """One organization, as far as it counts."""

    pk: int
    name: str
    sector: int | None
    sector_name: str | None
    voting: bool


@dataclass
class Seat:
    """One organization: its answers, and the best of them, which is the organization's.

    `invitations` are the same with their people, once `with_people` has read them for a page.
    """

    organization: Place
    answers: list[Given] = field(default_factory=list)
    invitations: list[Invitation] = field(default_factory=list)

    @cached_property
    def response(self) -> str:
        given = {"" if one.waiting_since else one.response for one in self.answers}
        return next((response for response in BEST_FIRST if response in given), Response.NONE)

    @property
    def label(self) -> str:
        return Response(self.response).label if self.answers else _("Not asked")

    @property
    def absent(self) -> bool:
        """Whether everyone who acts for it has said no."""
        return bool(self.answers) and self.response == Response.DECLINED


@dataclass
class SectorCount:
    """One sector: how many seats it has, and how many of them come."""

    name: str
    sector: int | None = None
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
    guests: list[Given]
    voting: int
    coming: int
    quorum: int
    people: int = 0
    in_room: int = 0
    online: int = 0
    waiting: int = 0

    @property
    def likely(self) -> bool:
        return self.coming >= self.quorum

    @property
    def empty_sectors(self) -> list[str]:
        return [sector.name for sector in self.sectors if not sector.coming]

    @cached_property
    def absent_seats(self) -> list[Seat]:
        return [seat for seat in self.seats if seat.absent]


def headcount(meeting: Meeting, viewer: Viewer | None = None) -> Headcount:
    """Counted by organization, in a fixed number of queries; a quorum is more than the charter's share.

    A workgroup's meeting counts the organizations of those who are asked; without a viewer, all that there is.
    """
    charter = Charter.load()
    viewer = viewer or Viewer(Audience.COORDINATOR)
    active = Organization.objects.active()
    if not viewer.sees_all:
        active = active.exclude(sector__protected=True)
    places = active.values_list("pk", "name", "sector_id", "sector__name", "voting")
    seats = {place[0]: Seat(Place(*place)) for place in places}
    asked = meeting.invitations.values_list(
        "pk", "person_id", "organization_id", "in_stead_of_id", "response", "mode", "waiting_since"
    )
    given = [Given(*one) for one in asked.order_by("pk")]
    with_seat = {one.person for one in given}
    if not viewer.sees_all:
        with_seat = viewer.with_seat(Person.objects.filter(pk__in=with_seat))
    stands_for = _stands_for(meeting, with_seat)
    guests = []
    for one in given:
        places = {place for place in stands_for.get(one.person, ()) if place in seats}
        if one.in_stead_of and one.organization in seats and one.person in with_seat:
            places.add(one.organization)
        for place in places:
            seats[place].answers.append(one)
        if not places:
            guests.append(one)
    table = list(seats.values())
    if meeting.workgroup_id:
        table = [seat for seat in table if seat.answers]
    voting = [seat for seat in table if seat.organization.voting]
    coming = [one for one in given if one.comes]
    online = sum(one.mode == AttendanceMode.REMOTE for one in coming)
    return Headcount(
        seats=table,
        sectors=_by_sector(table),
        guests=guests,
        voting=len(voting),
        coming=sum(seat.response == Response.ACCEPTED for seat in voting),
        quorum=len(voting) * charter.quorum_percent // 100 + 1,
        people=len(coming),
        in_room=len(coming) - online,
        online=online,
        waiting=sum(one.waiting_since is not None for one in given),
    )


def _stands_for(meeting: Meeting, with_seat: set[int]) -> dict[int, list[int]]:
    """For which organizations each of these people acts on the meeting's day."""
    held = Representation.objects.on(meeting_day(meeting)).filter(
        person__in=meeting.invitations.values("person")
    )
    found: dict[int, list[int]] = {}
    for person, organization in held.values_list("person_id", "organization_id"):
        if person in with_seat:
            found.setdefault(person, []).append(organization)
    return found


def with_people(seats: Iterable[Seat], guests: list[Given], viewer: Viewer) -> list[Invitation]:
    """Read who answered for these seats of a page; returns the invitations of the guests. All by the names she reads."""
    seats = list(seats)
    keys = {one.pk for seat in seats for one in seat.answers} | {one.pk for one in guests}
    read = viewer.by_name(Invitation.objects.filter(pk__in=keys).select_related("person"))
    order = {invitation.pk: (place, invitation) for place, invitation in enumerate(read)}

    def named(answers: list[Given]) -> list[Invitation]:
        return [invitation for _place, invitation in sorted(order[one.pk] for one in answers)]

    for seat in seats:
        seat.invitations = named(seat.answers)
    return named(guests)


@dataclass(frozen=True)
class Brief:
    """What every member may read of the answers: counts, small ones hidden, and who wants to be seen."""

    counts: list[tuple[str, str]]
    showing: list


def brief(meeting: Meeting, viewer: Viewer, *, runs: bool) -> Brief:
    """The counts as this viewer may read them, and the names of those who opted in (R24).

    Who runs the meeting reads exact ones. Whoever chose no name to be called by is not among those named.
    """
    wants_to_be_seen = Q(response=Response.ACCEPTED, waiting_since=None, shows=True)
    answers = meeting.invitations.values_list("response").order_by("response")
    answers = list(
        answers.annotate(Count("pk"), Count("waiting_since"), seen=Count("pk", filter=wants_to_be_seen))
    )
    counts = dict.fromkeys([Response.ACCEPTED, Response.TENTATIVE, Response.DECLINED, Response.NONE], 0)
    for response, everyone, waiting, _seen in answers:
        counts[Response(response)] += everyone - waiting
        counts[Response.NONE] += waiting
    totals = None if answers else AnswerTotals.objects.filter(meeting=meeting).first()
    if not answers and totals is None:
        return Brief(counts=[], showing=[])
    if totals:
        counts = {response: getattr(totals, response.value) for response in SAID}
        counts[Response.NONE] = totals.asked - sum(counts.values())
    texts = {key: str(count) for key, count in counts.items()}
    if not runs:
        texts = shown(counts).cells
    showing = []
    if any(seen for *_counts, seen in answers):
        showing = viewer.by_name(meeting.invitations.coming().filter(shows=True).select_related("person"))
    return Brief(
        counts=[(str(key.label), texts[key]) for key in counts],
        showing=[invitation.person for invitation in showing if viewer.name(invitation.person) != SOMEONE],
    )


def _by_sector(seats) -> list[SectorCount]:
    found: dict[str, SectorCount] = {}
    for seat in seats:
        name = seat.organization.sector_name or _("No sector")
        count = found.setdefault(name, SectorCount(name, seat.organization.sector))
        count.seats += 1
        kind = KINDS[Response(seat.response)]
        setattr(count, kind, getattr(count, kind) + 1)
    return sorted(found.values(), key=lambda count: count.name)
