"""What a person agrees to have shown of her, and how she takes it back."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from audit.record import record
from members.consent_texts import CURRENT, CURRENT_OF_SEAT, MONTHS
from members.enums import ListedField, ListedTo
from members.models import Consent, Organization, Person

Choice = tuple[str, str]


@transaction.atomic
def agree(person: Person, *, choices: set[Choice], by: Person) -> None:
    """Show exactly these (audience, field) pairs from now on, each for a year; the rest is withdrawn."""
    standing = {(c.audience, c.field): c for c in person.consents.open().of_people()}
    for choice, consent in standing.items():
        if choice not in choices:
            _withdraw(consent)
    for audience, field in sorted(choices):
        if consent := standing.get((audience, field)):
            if consent.text_version == CURRENT and consent.expires_on > timezone.localdate():
                continue
            _withdraw(consent)
        Consent.objects.create(
            person=person, audience=audience, field=field, text_version=CURRENT, expires_on=in_a_year()
        )
    record("person.agreed", person, by=by, choices=sorted(choices))


@transaction.atomic
def renew(person: Person, *, by: Person) -> None:
    """Agree once more, for a year from today, to what is shown now."""
    shown = {(c.audience, c.field) for c in person.consents.open().of_people()}
    withdraw_all(person, by=by)
    agree(person, choices=shown, by=by)


@transaction.atomic
def withdraw_all(person: Person, *, by: Person) -> None:
    """Hide her everywhere; true for the very next page, feed and file (R7)."""
    for consent in person.consents.open().of_people():
        _withdraw(consent)
    record("person.withdrew", person, by=by)


@transaction.atomic
def list_publicly(organization: Organization, *, by: Person) -> Consent:
    """The seat's primary representative agrees that the public directory shows it, for a year (R6)."""
    for consent in organization.consents.open():
        _withdraw(consent)
    record("organization.listed", organization, by=by)
    return Consent.objects.create(
        person=by,
        organization=organization,
        audience=ListedTo.PUBLIC,
        field=ListedField.NAME,
        text_version=CURRENT_OF_SEAT,
        expires_on=in_a_year(),
    )


@transaction.atomic
def take_off_the_public_list(organization: Organization, *, by: Person | None) -> None:
    """The public directory shows the seat no longer."""
    for consent in organization.consents.open():
        _withdraw(consent)
    record("organization.unlisted", organization, by=by)


def _withdraw(consent: Consent) -> None:
    consent.withdrawn_at = timezone.now()
    consent.save(update_fields=["withdrawn_at"])


def in_a_year(today: date | None = None) -> date:
    """The first day on which a consent of today is over; February 29 gives February 28."""
    today = today or timezone.localdate()
    year, month = divmod(today.month - 1 + MONTHS, 12)
    last = 28 if (month == 1 and today.day == 29) else today.day
    return date(today.year + year, month + 1, last)
