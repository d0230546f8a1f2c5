"""What of the roster may leave as a file: what members may read, never who sits in a protected seat.

A protected person has her display name and nothing else, and a protected seat no line at all: a file goes
where nobody can take it back.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from members.enums import Audience
from members.models import Organization, Person, Representation
from members.visibility import Viewer

PEOPLE = (
    gettext_lazy("Name"),
    pgettext_lazy("person", "Title"),
    gettext_lazy("Organization"),
    gettext_lazy("Counties"),
    gettext_lazy("E-mail"),
    gettext_lazy("Phone"),
)
ORGANIZATIONS = (
    *(
        gettext_lazy("Name"),
        gettext_lazy("Sector"),
        gettext_lazy("Status"),
        gettext_lazy("Since"),
        gettext_lazy("Statewide"),
        gettext_lazy("Counties"),
        gettext_lazy("Tribes"),
        gettext_lazy("Website"),
        gettext_lazy("Phone"),
    ),
    *(gettext_lazy("Primary representative"), gettext_lazy("MOU signed on")),
)


@dataclass
class Card:
    """One person as the file shows her."""

    name: str
    title: str = ""
    organizations: list[str] = field(default_factory=list)
    counties: list[str] = field(default_factory=list)
    email: str = ""
    phone: str = ""
    address: str = ""

    @property
    def organization(self) -> str:
        return "; ".join(self.organizations)


def cards(*, with_unlisted: bool, with_addresses: bool) -> list[Card]:
    """The people who agreed to be found by members with what they agreed to, or all who are active with every
    field; in the order of the names shown, which are the members' either way.
    """
    viewer = Viewer(Audience.MEMBER)
    people = Person.objects.filter(is_active=True) if with_unlisted else viewer.people()
    people = list(people.prefetch_related(_seats()))
    viewer.prepare(people)
    read = Viewer(Audience.COORDINATOR) if with_unlisted else viewer
    shown = [_card(viewer, person, with_addresses, read=read) for person in people]
    return sorted(shown, key=lambda card: card.name.casefold())


def _seats() -> Prefetch:
    held = Representation.objects.on(timezone.localdate()).filter(organization__sector__protected=False)
    held |= Representation.objects.on(timezone.localdate()).filter(organization__sector=None)
    seats = held.select_related("organization").prefetch_related("organization__counties")
    return Prefetch("representations", seats, to_attr="seats_to_print")


def _card(viewer: Viewer, person: Person, with_addresses: bool, *, read: Viewer) -> Card:
    name = viewer.name(person)
    if viewer.is_protected(person):
        return Card(name)
    seats = [seat.organization for seat in person.seats_to_print if read.may_name_seats(person)]
    return Card(
        name=name,
        title=read.title(person),
        organizations=[seat.name for seat in seats if seat.name != person.name],
        counties=sorted({county.name for seat in seats for county in seat.counties.all()}),
        email=read.email(person),
        phone=read.phone(person),
        address=person.mailing_address if with_addresses else "",
    )


def people_rows(people: list[Card], *, with_addresses: bool) -> tuple[tuple[str, ...], Iterator[list]]:
    """(columns, rows) for a spreadsheet."""
    columns = (*PEOPLE, _("Mailing address")) if with_addresses else PEOPLE
    rows = (
        [card.name, card.title, card.organization, ", ".join(card.counties), card.email, card.phone]
        + ([card.address] if with_addresses else [])
        for card in people
    )
    return columns, rows


def organizations() -> QuerySet[Organization]:
    """Every seat but the protected ones."""
    leading = Representation.objects.on(timezone.localdate()).filter(role="primary").select_related("person")
    return (
        Organization.objects.exclude(sector__protected=True)
        .select_related("sector")
        .prefetch_related("counties", "tribes", Prefetch("representations", leading, to_attr="leading"))
    )


def organization_rows(seats) -> tuple[tuple[str, ...], Iterator[list]]:
    """(columns, rows) for a spreadsheet."""
    viewer = Viewer(Audience.MEMBER)
    return ORGANIZATIONS, (_organization_row(viewer, seat) for seat in seats)


def _organization_row(viewer: Viewer, seat: Organization) -> list:
    leads = seat.leading[0].person if seat.leading else None
    named = leads is not None and not viewer.is_protected(leads)
    return [
        seat.name,
        seat.sector.name if seat.sector else "",
        seat.get_status_display(),
        seat.since or "",
        _("yes") if seat.statewide else "",
        ", ".join(county.name for county in seat.counties.all()),
        ", ".join(tribe.short_name for tribe in seat.tribes.all()),
        seat.website,
        seat.phone,
        viewer.name(leads) if named else "",
        seat.mou_signed_on or "",
    ]
