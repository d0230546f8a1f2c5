"""Who coordinates for good: given and taken by the administrator, on the server alone."""

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext as _

from audit.record import record
from members.actions.addresses import NotPossible
from members.models import Person


@transaction.atomic
def make_coordinator(person: Person) -> None:
    """From now on she coordinates, also where she stood in until a day. A second factor is asked for when she signs in.

    Raises NotPossible where she coordinates already or has left.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    acting = person.deputyships.filter(acting=True)
    if not person.is_active:
        raise NotPossible(_("This person has left."))
    if person.is_coordinator and not acting.exists():
        raise NotPossible(_("This person coordinates already."))
    acting.update(acting=False)
    Person.objects.filter(pk=person.pk).update(is_coordinator=True)
    record("person.coordinates", person, by=None)


@transaction.atomic
def end_coordinator(person: Person) -> None:
    """She coordinates no longer, from this moment on. Raises NotPossible where nobody else would coordinate."""
    coordinators = Person.objects.select_for_update().filter(is_coordinator=True)
    if person.pk not in {found.pk for found in coordinators}:
        raise NotPossible(_("This person does not coordinate."))
    if not coordinators.exclude(pk=person.pk).filter(is_active=True).exists():
        raise NotPossible(_("Nobody else coordinates. Name the next coordinator first."))
    Person.objects.filter(pk=person.pk).update(is_coordinator=False)
    record("person.coordinates_no_longer", person, by=None)


@transaction.atomic
def forget_second_factor(person: Person) -> int:
    """A lost phone: her authenticator, passkeys and recovery codes are void and her sessions end; says how many were."""
    forgotten, _kinds = person.authenticator_set.all().delete()
    _sign_out(person)
    record("person.second_factor_forgotten", person, by=None)
    return forgotten


@transaction.atomic
def end_sessions(person: Person) -> int:
    """Signs her out wherever she is signed in; says in how many places that was."""
    ended = _sign_out(person)
    record("person.sessions_ended", person, by=None)
    return ended


def _sign_out(person: Person) -> int:
    mine = [found.session_key for found in person.usersession_set.all()]
    person.usersession_set.all().delete()
    return Session.objects.filter(session_key__in=mine).delete()[0]
