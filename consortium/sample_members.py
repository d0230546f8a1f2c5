"""What the sample's members have been through: states, a seat that changed hands, papers, and who is listed."""

from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from members.actions import agree, edit_organization
from members.enums import OrganizationStatus, RepresentationRole
from members.models import Document, Organization, Person, Representation, StatusChange

PAPER = "documents/2025/sample-memorandum.txt"
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
    _a_long_history(seats[0], by=by)


def _list_some(seats: list[Organization]) -> None:
    """Every other primary agreed to be found by members, and by name and e-mail in her workgroups."""
    primaries = Representation.objects.filter(
        organization__in=seats, role=RepresentationRole.PRIMARY, until=None, person__is_active=True
    ).select_related("person", "organization")
    for row in primaries.order_by("pk"):
        if row.organization_id % 2:
            agree(row.person, choices={("members", "name"), ("workgroup", "email")}, by=row.person)


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
    Document.objects.create(organization=seat, kind="mou", signed_on=date(2025, 4, 2), file=PAPER, by=by)
    held = seat.representations.get(role="primary", until=None)
    held.since = FIRST_HOLDER_LEFT + timedelta(days=1)
    held.save(update_fields=["since"])
    edit_organization(seat, changes={"phone": "608 555 0142"}, by=held.person)
