"""What an imported roster meets in the one we have: the same organization, the same person, or nobody."""

from dataclasses import dataclass, field

from allauth.account.models import EmailAddress

from members.enums import OrganizationKind
from members.importing import ImportedPerson, Roster
from members.importing.names import organization_key, person_key, same_person
from members.models import Organization, Person, Representation


@dataclass
class Match:
    """For each imported organization and person, by position, the one we have already; the rest are new."""

    organizations: dict[int, Organization] = field(default_factory=dict)
    people: dict[int, Person] = field(default_factory=dict)


def match(roster: Roster, short_names: list[list[str]]) -> Match:
    """A fixed number of queries however long the roster is."""
    found = Match()
    ours: dict[str, Organization] = {}
    for organization in Organization.objects.order_by("status", "pk").prefetch_related("counties"):
        ours.setdefault(organization_key(organization.name), organization)
    for position, organization in enumerate(roster.organizations):
        if existing := ours.get(organization_key(organization.name)):
            found.organizations[position] = existing
    people = {person.pk: person for person in Person.objects.filter(is_active=True)}
    by_email, by_seat = _people_by_email(people), _people_by_seat(people)
    for position, person in enumerate(roster.people):
        if existing := _existing(person, by_email, by_seat, short_names):
            found.people[position] = existing
    return found


def _existing(person: ImportedPerson, by_email, by_seat, short_names) -> Person | None:
    """By address and name; else by name within the organization, or among those who have none.

    Of the latter only the one who is alone with her name, and never to give her an address: who reads it
    would sign in as her.
    """
    for candidate in by_email.get(person.email or "", []):
        if same_person(person.name, candidate.name, short_names):
            return candidate
    same = by_seat.get((organization_key(person.organization or ""), person_key(person.name)), [])
    if not person.organization and (person.email or len(same) > 1):
        return None
    return next(iter(same), None)


def _people_by_email(people: dict[int, Person]) -> dict[str, list[Person]]:
    found: dict[str, list[Person]] = {}
    pairs = [(person.email, person.pk) for person in people.values() if person.email]
    pairs += EmailAddress.objects.values_list("email", "user_id")
    for address, pk in dict.fromkeys((a.lower(), pk) for a, pk in pairs):
        if pk in people:
            found.setdefault(address, []).append(people[pk])
    return found


def _people_by_seat(people: dict[int, Person]) -> dict[tuple, list[Person]]:
    """By (organization, name); those without one, or with a seat of their own, under an empty organization."""
    found: dict[tuple, list[Person]] = {}
    alone = dict(people)
    seats = Representation.objects.filter(until=None, person__in=Person.objects.filter(is_active=True))
    for pk, name, kind in seats.values_list("person_id", "organization__name", "organization__kind"):
        if kind != OrganizationKind.INDIVIDUAL:
            alone.pop(pk, None)
            found.setdefault((organization_key(name), person_key(people[pk].name)), []).append(people[pk])
    for person in alone.values():
        found.setdefault(("", person_key(person.name)), []).append(person)
    return found


def is_sensitive(person: ImportedPerson, protected: set[str]) -> bool:
    """Whether mail to her is held until the coordinator chooses how to reach her (survivor safety)."""
    unclear = person.individual and person.sector is None
    return unclear or person.sector in protected or "sensitive_note" in person.warnings
