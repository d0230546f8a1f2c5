"""Finding organizations and people, within what a viewer may find."""

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.enums import Channel
from members.models import Organization, Person, Representation
from members.visibility import Viewer

GROUPS = {
    "undecided": (_("Mail waits for a decision"), Q(channel=Channel.UNDECIDED)),
    "unreachable": (_("No e-mail address"), Q(email="", contact_email="")),
    "seatless": (_("Represents nobody today"), None),
    "inactive": (_("Has left"), Q(is_active=False)),
}


def find_organizations(viewer: Viewer, wanted: dict) -> QuerySet[Organization]:
    """Narrowed by `q`, `sector`, `county`, `status` and `workgroup`; what is not given does not narrow.

    By workgroup, those one of whose people serves in it today; people whose seats are nobody's business
    do not count for anyone but the coordinator.
    """
    found = viewer.organizations()
    if words := wanted.get("q"):
        for word in words.split()[:6]:
            found = found.filter(name__icontains=word)
    if wanted.get("sector"):
        found = found.filter(sector__in=viewer.sectors().filter(pk=wanted["sector"].pk))
    if wanted.get("county"):
        found = found.filter(pk__in=wanted["county"].organizations.values("pk"))
    if wanted.get("status"):
        found = found.filter(status=wanted["status"])
    if wanted.get("workgroup"):
        found = found.filter(pk__in=_sending_people_to(wanted["workgroup"], viewer))
    return found.select_related("sector").prefetch_related("counties", "tribes").order_by("name", "pk")


def _sending_people_to(workgroup, viewer: Viewer) -> QuerySet:
    serving = workgroup.roles.current().values("person")
    seats = Representation.objects.on(timezone.localdate()).filter(person__in=serving)
    if not viewer.sees_all:
        seats = seats.exclude(person__in=viewer.protected_people())
    return seats.values("organization")


def find_people(viewer: Viewer, wanted: dict) -> QuerySet[Person]:
    """Narrowed by `q`, which never finds anyone by a name the viewer may not read, and by `group`.

    The coordinator also finds by address and by organization.
    """
    found = viewer.people()
    for word in (wanted.get("q") or "").split()[:6]:
        match = Q(shown__icontains=word)
        if viewer.sees_all:
            seats = Representation.objects.filter(organization__name__icontains=word)
            match |= Q(display_name__icontains=word) | Q(email__icontains=word)
            match |= Q(pk__in=seats.values("person"))
        found = found.filter(match)
    group = wanted.get("group") if viewer.sees_all else ""
    if group == "seatless":
        found = found.exclude(pk__in=Representation.objects.on(timezone.localdate()).values("person"))
    elif group:
        found = found.filter(GROUPS[group][1])
    if viewer.sees_all and group != "inactive":
        found = found.filter(is_active=True)
    seats = Representation.objects.on(timezone.localdate()).select_related("organization__sector")
    return found.prefetch_related(Prefetch("representations", seats, to_attr="seats_now")).order_by(
        "shown", "pk"
    )


def seats_shown(viewer: Viewer, person: Person, seats) -> list[Representation]:
    """Of these seats of hers, those that this viewer may read beside her name: none that is protected."""
    if viewer.sees_all or (viewer.person is not None and viewer.person.pk == person.pk):
        return list(seats)
    if not viewer.may_name_seats(person):
        return []
    return [seat for seat in seats if viewer.may_see_representatives(seat.organization)]


def representatives_shown(viewer: Viewer, organization: Organization, seats) -> list[Representation]:
    """Who acts for it, as far as this viewer may read: those who agreed to that, never a protected one."""
    if viewer.sees_all:
        return list(seats)
    own = [seat for seat in seats if viewer.person and seat.person_id == viewer.person.pk]
    if not viewer.may_see_representatives(organization):
        return own
    viewer.prepare(seat.person for seat in seats)
    return [seat for seat in seats if seat in own or viewer.may_name_seats(seat.person)]
