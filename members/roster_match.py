"""What an imported roster meets in the one we have: the same organization, the same person, or nobody."""

from dataclasses import dataclass, field

from allauth.account.models import EmailAddress

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
    ours = {organization_key(o.name): o for o in Organization.objects.prefetch_related("counties")}
    for position, organization in enumerate(roster.organizations):
        if existing := ours.get(organization_key(organization.name)):
            found.organizations[position] = existing
    by_email, by_seat = _people_by_email(), _people_by_seat()
    for position, person in enumerate(roster.people):
        if existing := _existing(person, by_email, by_seat, short_names):
            found.people[position] = existing
    return found


def _existing(person: ImportedPerson, by_email, by_seat, short_names) -> Person | None:
    for candidate in by_email.get(person.email or "", []):
        if same_person(person.name, candidate.name, short_names):
            return candidate
    seat = (organization_key(person.organization or ""), person_key(person.name))
    return next(iter(by_seat.get(seat, [])), None)


def _people_by_email() -> dict[str, list[Person]]:
    found: dict[str, list[Person]] = {}
    people = {person.pk: person for person in Person.objects.all()}
    pairs = [(person.email, person.pk) for person in people.values() if person.email]
    pairs += EmailAddress.objects.values_list("email", "user_id")
    for address, pk in dict.fromkeys((a.lower(), pk) for a, pk in pairs):
        found.setdefault(address, []).append(people[pk])
    return found


def _people_by_seat() -> dict[tuple, list[Person]]:
    found: dict[tuple, list[Person]] = {}
    for seat in Representation.objects.filter(until=None).select_related("person", "organization"):
        key = (organization_key(seat.organization.name), person_key(seat.person.name))
        found.setdefault(key, []).append(seat.person)
    return found


def is_sensitive(person: ImportedPerson, protected: set[str]) -> bool:
    """Whether mail to her is held until the coordinator chooses how to reach her (survivor safety)."""
    return person.sector in protected or "sensitive_note" in person.warnings
