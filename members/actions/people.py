"""People: added, corrected, reached as they wish. What each changed is kept as the fields' names."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from audit.record import record
from mail.actions import release_held
from members.actions.addresses import NotPossible, add_address
from members.enums import Channel
from members.models import Person


@transaction.atomic
def add_person(*, name: str, email: str = "", by, **fields) -> Person:
    """Someone new on the roster. Nobody is written to by this; her address signs in if it is hers alone."""
    person = Person.objects.create_user(name, **fields)
    record("person.added", person, by=by)
    if email:
        add_address(person, email=email, by=by)
    return person


@transaction.atomic
def person_for(*, name: str, email: str, by) -> Person:
    """Whoever has this address, or someone new. Raises NotPossible where several have it, or nobody is named."""
    known = Q(email__iexact=email) | Q(pk__in=EmailAddress.objects.filter(email__iexact=email).values("user"))
    found = list(Person.objects.filter(known, is_active=True)[:2]) if email else []
    if len(found) > 1:
        raise NotPossible(_("Several people have this address. Give another one, or correct it first."))
    if found:
        return found[0]
    if not name:
        raise NotPossible(_("Nobody on the roster has this address. Give the name, to add someone new."))
    return add_person(name=name, email=email, by=by)


@transaction.atomic
def edit_person(person: Person, *, changes: dict, by) -> Person:
    """Write what changed; the history keeps which fields, not what stood in them."""
    changes = {name: value for name, value in changes.items() if getattr(person, name) != value}
    for name, value in changes.items():
        setattr(person, name, value)
    if changes:
        person.save(update_fields=list(changes))
        record("person.edited", person, by=by, fields=sorted(changes))
    return person


@transaction.atomic
def choose_channel(
    person: Person, *, channel: str, discreet: bool, contact_name: str = "", contact_email: str = "", by
) -> int:
    """How mail reaches her, and in which words; what waited for this leaves now. Says how many leave."""
    person.channel, person.discreet = channel, discreet
    person.contact_name = contact_name if channel == Channel.CONTACT else ""
    person.contact_email = contact_email.lower() if channel == Channel.CONTACT else ""
    person.save(update_fields=["channel", "discreet", "contact_name", "contact_email"])
    record("person.channel_chosen", person, by=by, channel=channel, discreet=discreet)
    return release_held(person, by=by)


def protect(person: Person, *, by) -> None:
    """She takes a protected seat: discreet from now on, and no mail before the coordinator has chosen how."""
    if person.channel != Channel.NONE:
        person.channel = Channel.UNDECIDED
    person.discreet = True
    person.save(update_fields=["discreet", "channel"])
    record("person.protected", person, by=by)
