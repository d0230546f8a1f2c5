"""Two records of one person, or of one organization, become one; whatever hangs on either is kept."""

from datetime import date

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from audit.following import history_follows
from audit.record import record
from members.actions.addresses import NotPossible
from members.actions.consents import withdraw_all
from members.enums import RepresentationRole
from members.merging import move
from members.models import ImportState, KeptApart, Organization, Person, Representation, RosterImport


@transaction.atomic
def merge_people(kept: Person, gone: Person, *, values: dict, by) -> Person:
    """One person from now on, with these field values. Raises NotPossible for one person twice, or for oneself.

    Where either is written to discreetly the one is; where either is protected, what was agreed to be
    shown is asked anew.
    """
    kept, gone = _both(kept, gone)
    if by is not None and gone.pk == by.pk:
        raise NotPossible(_("You cannot merge yourself into somebody else: keep your own record."))
    protected = kept.protected or gone.protected
    discreet = kept.discreet or gone.discreet or protected
    coordinator = kept.is_coordinator or gone.is_coordinator
    EmailAddress.objects.filter(user=gone, primary=True).update(primary=False)
    with history_follows():
        moved = move(kept, gone)
    _one_seat_each(kept)
    _forget(gone, "people")
    _write(kept, values | {"discreet": discreet, "is_coordinator": coordinator})
    _prefer(kept)
    kept.__dict__.pop("protected", None)
    if protected:
        withdraw_all(kept, by=by)
    record("person.merged", kept, by=by, gone=gone.pk, moved=moved)
    gone.delete()
    return kept


@transaction.atomic
def merge_organizations(kept: Organization, gone: Organization, *, values: dict, by) -> Organization:
    """One organization from now on; where both have a primary representative the kept one's stays."""
    kept, gone = _both(kept, gone)
    primary = {"role": RepresentationRole.PRIMARY, "until": None}
    if kept.representations.filter(**primary).exists():
        gone.representations.filter(**primary).update(role=RepresentationRole.ALTERNATE)
    with history_follows():
        moved = move(kept, gone)
    for person in Person.objects.filter(representations__organization=kept).distinct():
        _one_seat_each(person)
    _forget(gone, "organizations")
    values["since"] = min(filter(None, [kept.since, gone.since]), default=None)
    _write(kept, values)
    record("organization.merged", kept, by=by, gone=gone.pk, moved=moved)
    gone.delete()
    return kept


@transaction.atomic
def keep_apart(first: Model, second: Model, *, by) -> None:
    """These look alike and are two; they are not proposed again."""
    low, high = sorted([first.pk, second.pk])
    KeptApart.objects.get_or_create(model=first._meta.model_name, first=low, second=high, defaults={"by": by})
    record(f"{first._meta.model_name}.kept_apart", first, by=by, other=second.pk)


def _both(kept: Model, gone: Model) -> list[Model]:
    if kept.pk == gone.pk:
        raise NotPossible(_("These are one record already."))
    rows = type(kept).objects.select_for_update().order_by("pk").in_bulk([kept.pk, gone.pk])
    if len(rows) < 2:
        raise NotPossible(_("One of the two is not here any more; perhaps somebody merged them already."))
    return [rows[kept.pk], rows[gone.pk]]


def _one_seat_each(person: Person) -> None:
    """Of two open seats for one organization the higher stays, from the earlier day on."""
    held: dict[int, Representation] = {}
    for seat in person.representations.filter(until=None).order_by("-role", "pk"):
        first = held.setdefault(seat.organization_id, seat)
        if first is not seat:
            first.since = min(first.since or date.min, seat.since or date.min)
            first.since = None if first.since == date.min else first.since
            seat.delete()
            first.save(update_fields=["since"])


def _forget(gone: Model, kind: str) -> None:
    """An import that brought one of the two can no longer take it out again."""
    for taken in RosterImport.objects.filter(state=ImportState.APPLIED):
        ids = taken.created.get(kind, [])
        if gone.pk in ids:
            taken.created[kind] = [pk for pk in ids if pk != gone.pk]
            taken.save(update_fields=["created"])
    name = gone._meta.model_name
    KeptApart.objects.filter(model=name, first=gone.pk).delete()
    KeptApart.objects.filter(model=name, second=gone.pk).delete()


def _write(kept: Model, values: dict) -> None:
    for name, value in values.items():
        setattr(kept, name, value)
    kept.save()


def _prefer(person: Person) -> None:
    """The address that was chosen is the preferred one of those that the person has."""
    rows = EmailAddress.objects.filter(user=person)
    rows.filter(primary=True).exclude(email__iexact=person.email).update(primary=False)
    chosen = rows.filter(email__iexact=person.email).order_by("-verified").first()
    if chosen and not rows.filter(primary=True).exists():
        chosen.primary = True
        chosen.save(update_fields=["primary"])
