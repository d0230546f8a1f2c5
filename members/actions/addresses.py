"""A person's addresses. One is preferred; an address of two people signs in for neither until it is given to one.

Addresses are allauth's rows. A verified one signs in; an unverified one is kept and written to, no more.
"""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext

from audit.record import record
from members.models import Person


class NotPossible(Exception):
    """Nothing was written. `str()` is the sentence to show."""


def held_by_others(person: Person, email: str) -> bool:
    """Whether somebody else has this address too."""
    return (
        EmailAddress.objects.filter(email__iexact=email).exclude(user=person).exists()
        or Person.objects.filter(email__iexact=email).exclude(pk=person.pk).exists()
    )


@transaction.atomic
def add_address(person: Person, *, email: str, by) -> EmailAddress:
    """One more address, preferred if it is the first; it signs in unless someone else has it as well."""
    email = email.strip().lower()
    if found := EmailAddress.objects.filter(user=person, email=email).first():
        return found
    alone = not held_by_others(person, email)
    first = not person.email
    row = EmailAddress.objects.create(user=person, email=email, verified=alone, primary=False)
    if first:
        _prefer(person, row)
    record("person.address_added", person, by=by, address=row.pk, signs_in=alone)
    return row


@transaction.atomic
def prefer_address(row: EmailAddress, *, by) -> None:
    """Write to this one from now on."""
    _prefer(row.user, row)
    record("person.address_preferred", row.user, by=by, address=row.pk)


@transaction.atomic
def remove_address(row: EmailAddress, *, by) -> None:
    """Forget an address. Raises NotPossible for the preferred one while there is another."""
    person, pk = row.user, row.pk
    others = EmailAddress.objects.filter(user=person).exclude(pk=pk)
    if row.email.lower() == person.email.lower():
        if others.exists():
            raise NotPossible(gettext("Prefer another address first; this one is the one we write to."))
        person.email = ""
        person.save(update_fields=["email"])
    row.delete()
    record("person.address_removed", person, by=by, address=pk)


@transaction.atomic
def give_address(person: Person, *, email: str, by) -> EmailAddress:
    """A shared address signs in for this one person; the others keep it for mail alone."""
    email = email.strip().lower()
    for other in EmailAddress.objects.filter(email__iexact=email, verified=True).exclude(user=person):
        other.verified = False
        other.save(update_fields=["verified"])
        record("person.address_no_longer_signs_in", other.user, by=by, address=other.pk)
    row, _ = EmailAddress.objects.get_or_create(user=person, email=email, defaults={"primary": False})
    row.verified = True
    row.save(update_fields=["verified"])
    if person.email.lower() == email:
        _prefer(person, row)
    record("person.address_signs_in", person, by=by, address=row.pk)
    return row


def _prefer(person: Person, row: EmailAddress) -> None:
    EmailAddress.objects.filter(user=person, primary=True).exclude(pk=row.pk).update(primary=False)
    row.primary = True
    row.save(update_fields=["primary"])
    person.email = row.email
    person.save(update_fields=["email"])
