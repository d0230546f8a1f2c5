"""Who acts for whom begins and ends here; the apps to the right are told, so that invitations follow."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from audit.record import record
from members.enums import OrganizationStatus, RepresentationRole
from members.models import Organization, Person, Representation
from members.signals import seat_left, seat_taken


@transaction.atomic
def take_seat(organization: Organization, *, person: Person, role: str = "", by) -> Representation:
    """From today `person` acts for `organization`: as asked, else as primary where there is none yet."""
    Organization.objects.select_for_update().get(pk=organization.pk)
    open_seats = organization.representations.filter(until=None)
    if held := open_seats.filter(person=person).first():
        return held
    led = open_seats.filter(role=RepresentationRole.PRIMARY).exists()
    seat = Representation.objects.create(
        person=person,
        organization=organization,
        since=timezone.localdate(),
        role=RepresentationRole.ALTERNATE if led else role or RepresentationRole.PRIMARY,
    )
    person.__dict__.pop("protected", None)  # known anew: a protected seat changes how she is written to
    record(
        "representation.begun", seat, by=by, person=person.pk, organization=organization.pk, role=seat.role
    )
    seat_taken.send(sender=Representation, person=person, by=by)
    return seat


@transaction.atomic
def leave_seat(seat: Representation, *, on: date | None = None, by) -> None:
    """The last day on which this person acts for this organization, yesterday unless given."""
    _end(seat, on=on or timezone.localdate() - timedelta(days=1), by=by)
    seat_left.send(sender=Representation, person=seat.person, by=by)


@transaction.atomic
def end_membership(organization: Organization, *, on: date | None = None, by) -> None:
    """The organization is a former member after its last day; all who act for it leave with it."""
    on = on or timezone.localdate() - timedelta(days=1)
    organization.status = OrganizationStatus.FORMER
    organization.until = max(on, organization.since or on)
    organization.save(update_fields=["status", "until"])
    record("organization.left", organization, by=by, on=organization.until.isoformat())
    seats = list(organization.representations.filter(until=None).select_related("person"))
    for seat in seats:
        _end(seat, on=on, by=by)
    for seat in seats:
        seat_left.send(sender=Representation, person=seat.person, by=by)


def _end(seat: Representation, *, on: date, by) -> None:
    """A seat that began after that day ends on the day on which it began."""
    seat.until = max(on, seat.since or on)
    seat.save(update_fields=["until"])
    record("representation.ended", seat, by=by, on=seat.until.isoformat())
