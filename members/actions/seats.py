"""Who acts for whom begins and ends here; the apps to the right are told, so that invitations follow."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.record import record
from members.actions.addresses import NotPossible
from members.actions.people import protect
from members.enums import OrganizationStatus, RepresentationRole
from members.models import Organization, Person, Representation, StatusChange
from members.signals import seat_left, seat_taken


@transaction.atomic
def take_seat(
    organization: Organization, *, person: Person, role: str = "", since: date | None = None, by
) -> Representation:
    """From `since` (today by default) `person` acts for `organization`: as asked, else as primary where
    there is none yet.

    For her first protected seat her mail becomes discreet and waits until the coordinator chose how to
    reach her.
    """
    Organization.objects.select_for_update().get(pk=organization.pk)
    open_seats = organization.representations.filter(until=None)
    if held := open_seats.filter(person=person).first():
        return held
    led = open_seats.filter(role=RepresentationRole.PRIMARY).exists()
    first = not person.protected
    seat = Representation.objects.create(
        person=person,
        organization=organization,
        since=since or timezone.localdate(),
        role=RepresentationRole.ALTERNATE if led else role or RepresentationRole.PRIMARY,
    )
    person.__dict__.pop("protected", None)  # known anew: a protected seat changes how she is written to
    if first and person.protected:
        protect(person, by=by)
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
def hand_over(seat: Representation, *, to: Person, since: date, by) -> Representation:
    """`to` has the seat from `since` on, as it was held; the one before acts to the day before.

    An alternate who takes the seat ends as alternate. Raises NotPossible where the days clash.
    """
    if to.pk == seat.person_id:
        raise NotPossible(_("This person has the seat already."))
    if seat.since and since <= seat.since:
        raise NotPossible(_("Give a day after the one on which the seat was taken."))
    last = since - timedelta(days=1)
    for ending in [seat, *seat.organization.representations.filter(person=to, until=None)]:
        _end(ending, on=last, by=by)
    taken = take_seat(seat.organization, person=to, role=seat.role, since=since, by=by)
    record("seat.handed_over", taken, by=by, before=seat.pk)
    seat_left.send(sender=Representation, person=seat.person, by=by)
    return taken


@transaction.atomic
def end_membership(organization: Organization, *, on: date | None = None, by) -> None:
    """The organization is a former member after its last day; all who act for it leave with it."""
    on = on or timezone.localdate() - timedelta(days=1)
    organization.status = OrganizationStatus.FORMER
    organization.until = max(on, organization.since or on)
    organization.save(update_fields=["status", "until"])
    StatusChange.objects.create(
        organization=organization, status=organization.status, since=on + timedelta(days=1), by=by
    )
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
