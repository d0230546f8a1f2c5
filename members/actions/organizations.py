"""Organizations: opened, corrected by the coordinator or by their own people, and their states with dates."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.record import record
from members.actions.addresses import NotPossible
from members.actions.consents import take_off_the_public_list
from members.actions.people import protect
from members.actions.seats import end_membership
from members.enums import OrganizationStatus
from members.models import Document, Organization, OrganizationChange, Person, Representation, StatusChange
from members.signals import seat_left, seat_taken

MANY = ("counties", "tribes")


@transaction.atomic
def create_organization(*, by, counties=(), tribes=(), **fields) -> Organization:
    """A new seat with the first line of its history."""
    organization = Organization.objects.create(**fields)
    organization.counties.set(counties)
    organization.tribes.set(tribes)
    StatusChange.objects.create(
        organization=organization,
        status=organization.status,
        since=organization.since or timezone.localdate(),
        by=by,
    )
    record("organization.created", organization, by=by, status=organization.status)
    return organization


@transaction.atomic
def edit_organization(organization: Organization, *, changes: dict, by: Person) -> list[str]:
    """Write what changed and say which fields; what its own people change waits for the coordinator's eyes.

    A seat that becomes protected takes its people's mail into protection and leaves the public list.
    """
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    was_protected = bool(organization.sector and organization.sector.protected)
    changed = []
    for name, value in changes.items():
        before = set(getattr(organization, name).all()) if name in MANY else getattr(organization, name)
        if before == (set(value) if name in MANY else value):
            continue
        changed.append(name)
        if not by.is_coordinator:
            OrganizationChange.objects.create(
                organization=organization, field=name, before=words(before), after=words(value), by=by
            )
        if name in MANY:
            getattr(organization, name).set(value)
        else:
            setattr(organization, name, value)
    if changed:
        organization.save()
        record("organization.edited", organization, by=by, fields=changed)
    if organization.sector and organization.sector.protected and not was_protected:
        take_off_the_public_list(organization, by=by)
        for row in organization.representations.on(timezone.localdate()).select_related("person"):
            protect(row.person, by=by)
    return changed


def words(value) -> str:
    """A field's value as the coordinator reads it beside the one before."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str | Model):
        return str(value)
    return ", ".join(sorted(str(one) for one in value))


@transaction.atomic
def change_status(
    organization: Organization, *, status: str, since: date | None = None, note: str = "", by
) -> None:
    """It has this status from that day on (today by default). Raises NotPossible for a day to come.

    A day before the last change is filed where it belongs; the latest line is the present status. Former:
    its people leave with it. Whoever acts for an active one is asked to what is announced.
    """
    since = since or timezone.localdate()
    if since > timezone.localdate():
        raise NotPossible(_("Give today or a day that has passed."))
    before = organization.status
    latest = organization.status_changes.first()
    if latest is None or latest.since <= since:
        if status == OrganizationStatus.FORMER:
            end_membership(organization, on=since - timedelta(days=1), by=by)
            organization.status_changes.filter(since=since).update(note=note)
            return
        organization.status, organization.until = status, None
        organization.since = organization.since or since
        organization.save(update_fields=["status", "until", "since"])
    StatusChange.objects.create(organization=organization, status=status, since=since, note=note, by=by)
    record("organization.status_changed", organization, by=by, before=before, after=status)
    if before != organization.status:
        active = organization.status == OrganizationStatus.ACTIVE
        for seat in organization.representations.on(timezone.localdate()).select_related("person"):
            (seat_taken if active else seat_left).send(sender=Representation, person=seat.person, by=by)


@transaction.atomic
def note_changes_seen(organization: Organization, *, by) -> None:
    """The coordinator has looked at what its own people changed."""
    organization.changes.filter(seen_at=None).update(seen_at=timezone.now())
    record("organization.changes_seen", organization, by=by)


@transaction.atomic
def file_document(document: Document, *, by) -> Document:
    """Keep a paper; a signed MOU's date stands on the organization too."""
    document.by = by
    document.save()
    organization = document.organization
    latest = organization.documents.filter(kind="mou").first()
    if latest:
        organization.mou_signed_on = latest.signed_on
        organization.save(update_fields=["mou_signed_on"])
    record("organization.document_filed", organization, by=by, document=document.pk, kind=document.kind)
    return document


@transaction.atomic
def remove_document(document: Document, *, by) -> None:
    """Take a paper out; the file goes with it once this is settled."""
    storage, name = document.file.storage, document.file.name
    record("organization.document_removed", document.organization, by=by, document=document.pk)
    document.delete()
    transaction.on_commit(lambda: storage.delete(name))
