"""What the sample's members have been through: states, a seat that changed hands, papers, and who is listed."""

from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from members.actions import agree, edit_organization
from members.enums import Channel, OrganizationStatus, RepresentationRole
from members.models import Document, Organization, Person, Representation, StatusChange

PAPER = "documents/2025/sample-memorandum.txt"
SHOWN = {("members", "name"), ("members", "title"), ("members", "seats"), ("workgroup", "email")}
ON_LEAVE, BACK = date(2023, 4, 1), date(2024, 1, 18)
FIRST_HOLDER_LEFT = date(2019, 6, 30)


def load_histories(*, by: Person) -> None:
    """After the seats are there: every page of a member has something to show."""
    seats = list(Organization.objects.filter(sector__protected=False).order_by("pk"))
    lines = [
        StatusChange(organization=seat, status=OrganizationStatus.ACTIVE, since=seat.since, by=by)
        for seat in Organization.objects.all()
        if seat.since
    ]
    lines += [
        StatusChange(organization=seat, status=seat.status, since=seat.since, by=by)
        for seat in seats
        if seat.since and seat.status != OrganizationStatus.ACTIVE
    ]
    StatusChange.objects.bulk_create(lines)
    _list_some(seats)
    _entered_twice(seats[8])
    _waits_for_the_coordinator()
    _a_long_history(seats[0], by=by)


def _list_some(seats: list[Organization]) -> None:
    """Every other primary agreed to be found by members, and by name, title and seat, and her workgroups by e-mail."""
    primaries = Representation.objects.filter(
        organization__in=seats, role=RepresentationRole.PRIMARY, until=None, person__is_active=True
    ).select_related("person", "organization")
    for row in primaries.order_by("pk"):
        if row.organization_id % 2:
            agree(row.person, choices=SHOWN, by=row.person)


def _entered_twice(seat: Organization) -> None:
    """A member and a person who stand here a second time with a slip in the name, for the clean-up to find."""
    Organization.objects.create(
        name=seat.name.replace("Harbor", "Harbour"),
        sector=seat.sector,
        status="former",
        since=date(2014, 5, 1),
    )
    Person.objects.create_user("Holis Brandt", "hollis.brandt@mailbox.example")


def _waits_for_the_coordinator() -> None:
    """Someone new in a protected seat: nothing is sent to her before the coordinator chose how (R12)."""
    seat = Organization.objects.filter(sector__protected=True).order_by("name").last()
    new = Person.objects.create_user(
        "Wilhelmina Starck", "w.starck@mailbox.example", channel=Channel.UNDECIDED, discreet=True
    )
    Representation.objects.create(person=new, organization=seat, role="alternate", since=date(2026, 11, 2))


def _a_long_history(seat: Organization, *, by: Person) -> None:
    """The first member was on leave once, its seat changed hands, and its primary corrected the phone."""
    StatusChange.objects.create(
        organization=seat, status="on_leave", since=ON_LEAVE, note="Between directors", by=by
    )
    StatusChange.objects.create(organization=seat, status="active", since=BACK, by=by)
    before = Person.objects.create_user("Ottilie Krahn", is_active=False)
    Representation.objects.create(
        person=before, organization=seat, role="primary", since=date(2012, 3, 1), until=FIRST_HOLDER_LEFT
    )
    if not default_storage.exists(PAPER):
        default_storage.save(PAPER, ContentFile(b"A memorandum of the sample. It binds nobody."))
    soon = timezone.localdate() + timedelta(days=75)
    Document.objects.create(
        organization=seat, kind="mou", signed_on=date(2025, 4, 2), expires_on=soon, file=PAPER, by=by
    )
    held = seat.representations.get(role="primary", until=None)
    held.since = FIRST_HOLDER_LEFT + timedelta(days=1)
    held.save(update_fields=["since"])
    edit_organization(seat, changes={"phone": "608 555 0142"}, by=held.person)
