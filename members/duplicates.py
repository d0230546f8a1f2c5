"""Which people, and which organizations, look like one and the same. Proposed, never decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from allauth.account.models import EmailAddress
from django.utils.translation import gettext as _

from members.importing import Vocabulary
from members.importing.names import organization_key, person_key, same_person
from members.models import KeptApart, Organization, Person, Representation
from members.near_names import near, within

MOST = 200


@dataclass(frozen=True)
class Pair:
    """Two records, the older one first, and why they are shown together."""

    first: Person | Organization
    second: Person | Organization
    why: str


def likely_people() -> list[Pair]:
    """By address, by name and its short forms, by a similar name in one organization, and by a slip in a name.

    A fixed number of queries; what is surest comes first.
    """
    people = {person.pk: person for person in Person.objects.order_by("pk")}
    short_names = Vocabulary.from_files().short_names
    found = _Pairs("person", people)
    addresses = [(person.email.lower(), pk) for pk, person in people.items() if person.email]
    addresses += [(address.lower(), pk) for address, pk in EmailAddress.objects.values_list("email", "user")]
    found.add_groups(addresses, _("same address"), lambda a, b: same_person(a.name, b.name, short_names))
    keys = {pk: person_key(person.name) for pk, person in people.items()}
    found.add_groups(
        [(_short(key, short_names), pk) for pk, key in keys.items() if len(key) > 1], _("same name")
    )
    seats = Representation.objects.filter(until=None).values_list("organization", "person")
    together = [((seat, keys[pk][-1]), pk) for seat, pk in seats if keys[pk]]
    found.add_groups(
        together,
        _("similar name, same organization"),
        lambda a, b: same_person(a.name, b.name, short_names),
    )
    found.add(near({pk: " ".join(key) for pk, key in keys.items()}), _("nearly the same name"))
    return found.pairs


def likely_organizations() -> list[Pair]:
    """By name, by its words in another order, by website, and by a slip or one other word in the name.

    Never a protected seat, whose name is a label.
    """
    seats = {seat.pk: seat for seat in Organization.objects.exclude(sector__protected=True).order_by("pk")}
    keys = {pk: organization_key(seat.name) for pk, seat in seats.items()}
    found = _Pairs("organization", seats)
    found.add_groups([(key, pk) for pk, key in keys.items() if key], _("same name"))
    found.add_groups(
        [(tuple(sorted(key.split())), pk) for pk, key in keys.items() if key], _("same words in the name")
    )
    sites = [(urlsplit(seat.website).netloc.removeprefix("www."), pk) for pk, seat in seats.items()]
    found.add_groups([(site, pk) for site, pk in sites if site], _("same website"))
    found.add(near(keys), _("nearly the same name"))
    return found.pairs


def _short(key: tuple[str, ...], short_names: list[list[str]]) -> tuple[str, str]:
    """First and last name, the first in the form that stands for all its short ones."""
    first = next((names[0] for names in short_names if key[0] in names), key[0])
    return first, key[-1]


class _Pairs:
    """Pairs that were not seen before and that nobody said to be two."""

    def __init__(self, model: str, records: dict):
        apart = KeptApart.objects.filter(model=model).values_list("first", "second")
        self.records, self.seen, self.pairs = records, set(apart), []

    def add_groups(self, keyed: Iterable[tuple], why: str, alike=lambda a, b: True) -> None:
        """Those under one key are held against each other."""
        groups: dict = {}
        for key, pk in keyed:
            groups.setdefault(key, set()).add(pk)
        self.add((pair for group in groups.values() for pair in within(group)), why, alike)

    def add(self, pairs: Iterable[tuple[int, int]], why: str, alike=lambda a, b: True) -> None:
        """Keep what is new, until the page is full."""
        for first, second in pairs:
            if len(self.pairs) >= MOST:
                return
            first, second = sorted((first, second))
            pair = (self.records.get(first), self.records.get(second))
            if (first, second) not in self.seen and all(pair) and alike(*pair):
                self.seen.add((first, second))
                self.pairs.append(Pair(*pair, why))
