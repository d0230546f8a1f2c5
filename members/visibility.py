"""The one rule of what an audience may see of a person and of a seat (survivor safety R3, R6, R7, R9).

Two things are asked here. `name` is how a person is called where she appears anyway, on a task or a list of
roles; there nothing else of her is shown, listed or not. `people`, `may_list`, `email`, `phone`, `title`,
`pronouns` and `may_name_seats` are the directory: they follow her own consents, each field its own, and of
someone who agreed to nothing the directory shows nothing. Nothing but the coordinator's audience ever links a protected person to her seat.
"""

from collections.abc import Callable, Iterable
from functools import cached_property

from django.db.models import Case, F, Q, QuerySet, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.enums import Audience, ListedField, ListedTo, OrganizationStatus
from members.left_out import always_left_out
from members.models import Consent, Organization, Person, Representation, Sector

SOMEONE = _("A member")
CHOSEN = Case(When(display_name="", then=F("name")), default=F("display_name"))


def nobody() -> Iterable[int]:
    return ()


class Viewer:
    """One pair of eyes. Ask it for every name that is shown; it costs one query however many it answers.

    `colleagues` gives the ids of those who share a workgroup with the viewer, `led` of those in a workgroup
    that the viewer chairs, best as a query; the caller, who knows workgroups, says who they are. `revealed`
    gathers whose hidden names the coordinator was shown, for the history (R35).
    """

    def __init__(
        self,
        audience: Audience,
        person: Person | None = None,
        *,
        colleagues: Callable[[], Iterable[int]] = nobody,
        led: Callable[[], Iterable[int]] = nobody,
    ):
        self.audience, self.person = audience, person
        self._find_colleagues, self._find_led = colleagues, led
        self._consents: dict[int, set[tuple[str, str]]] = {}
        self.revealed: set[int] = set()

    @cached_property
    def _protected(self) -> frozenset[int]:
        return frozenset(_protected_seats().values_list("person_id", flat=True))

    @cached_property
    def _named_in_public(self) -> frozenset[int]:
        named = Consent.objects.on(timezone.localdate()).of_people()
        named = named.filter(audience=ListedTo.PUBLIC, field=ListedField.NAME)
        return frozenset(named.values_list("person_id", flat=True))

    @cached_property
    def left_out(self) -> list[str]:
        """The names that no public text may hold, asked once for a whole page."""
        return always_left_out()

    @cached_property
    def _colleagues(self) -> frozenset[int]:
        return frozenset(self._find_colleagues())

    @cached_property
    def _let_in(self) -> frozenset[int]:
        """Those who let the chairs of their workgroups read their name, in the groups this viewer chairs."""
        if self._find_led is nobody:
            return frozenset()
        agreed = Person.objects.filter(chair_sees_name=True, pk__in=self._find_led())
        return frozenset(agreed.values_list("pk", flat=True))

    @property
    def sees_all(self) -> bool:
        """Whether nothing of the roster is hidden from this viewer."""
        return self.audience == Audience.COORDINATOR

    def _is_herself(self, person: Person) -> bool:
        return self.person is not None and self.person.pk == person.pk

    def name(self, person: Person | None) -> str:
        """The name this viewer may read. Never links a protected person to her seat."""
        if person is None:
            return ""
        if self._is_herself(person):
            return person.name
        if self.sees_all:
            if person.display_name or person.pk in self._protected:
                self.revealed.add(person.pk)
            return person.name
        if self.audience == Audience.PUBLIC and person.pk not in self._named_in_public:
            return str(SOMEONE)
        if person.pk in self._protected:
            if self.audience == Audience.MEMBER and person.pk in self._let_in:
                return person.name
            return person.display_name or str(SOMEONE)
        return person.display_name or person.name

    def named(self, people: QuerySet[Person]) -> QuerySet[Person]:
        """Those of these people whom `name` calls by a name, with it as `shown`: nobody is found by another."""
        if self.sees_all:
            return people.annotate(shown=F("name"))
        if self.audience == Audience.PUBLIC:
            people = people.filter(pk__in=self._named_in_public)
        legal = self._let_in & self._protected if self.audience == Audience.MEMBER else frozenset()
        if self.person:
            legal |= {self.person.pk}
        nameless = Q(display_name="", pk__in=self.protected_people()) & ~Q(pk__in=legal)
        return people.exclude(nameless).annotate(
            shown=Case(When(pk__in=legal, then=F("name")), default=CHOSEN)
        )

    def is_protected(self, person: Person) -> bool:
        """Whether nothing may link her to a seat; for a page's own decisions, never to be shown."""
        return person.pk in self._protected

    def protected_people(self) -> QuerySet:
        """The ids of those whom nothing may link to a seat, for a query to leave out."""
        return _protected_seats().values("person")

    def may_list(self, person: Person) -> bool:
        """Whether the person stands in a directory shown to this viewer."""
        if self._is_herself(person) or self.sees_all:
            return True
        if not person.is_active or (person.pk in self._protected and not person.display_name):
            return False
        return self._agreed(person, ListedField.NAME)

    def email(self, person: Person) -> str:
        """Her preferred address, where she agreed that this viewer reads it."""
        return person.email if self._may_read(person, ListedField.EMAIL) else ""

    def phone(self, person: Person) -> str:
        """Her phone number, where she agreed that this viewer reads it."""
        return person.phone if self._may_read(person, ListedField.PHONE) else ""

    def title(self, person: Person) -> str:
        """Her title, where she agreed that this viewer reads it."""
        return person.title if self._may_read(person, ListedField.TITLE) else ""

    def pronouns(self, person: Person) -> str:
        """Her pronouns, where she agreed that this viewer reads them."""
        return person.pronouns if self._may_read(person, ListedField.PRONOUNS) else ""

    def may_name_seats(self, person: Person) -> bool:
        """Whether the directory may say whom she represents: never of a protected person."""
        if self._is_herself(person) or self.sees_all:
            return True
        return person.pk not in self._protected and self._may_read(person, ListedField.SEATS)

    def with_seat(self, people: Iterable[Person]) -> set[int]:
        """The ids of those of these people beside whom a seat may stand, on any page, list or paper.

        A seat stands beside a name by this rule alone: were it shown of everyone who is not protected, whoever
        lacks one would be found out.
        """
        people = list(people)
        self.prepare(people)
        return {person.pk for person in people if self.may_name_seats(person)}

    def seated(self, people: QuerySet[Person]) -> list[Person]:
        """Those of these people whom `with_seat` allows; who did not agree to it is not even read."""
        if not self.sees_all:
            agreed = Q(pk__in=self._agreed_to(ListedField.SEATS))
            people = people.filter(agreed | Q(pk=self.person.pk) if self.person else agreed)
        found = list(people)
        allowed = self.with_seat(found)
        return [person for person in found if person.pk in allowed]

    def by_name(self, rows: Iterable) -> list:
        """Rows with a `person`, in the order of the names that this viewer reads: the order tells no other name."""
        read = (lambda person: person.name) if self.sees_all else self.name
        return sorted(rows, key=lambda row: (read(row.person).casefold(), row.person.pk))

    def _may_read(self, person: Person, field: str) -> bool:
        if self._is_herself(person) or self.sees_all:
            return True
        return self.may_list(person) and self._agreed(person, field)

    def prepare(self, people: Iterable[Person]) -> None:
        """Read the consents of a page's people in one query."""
        wanted = {person.pk for person in people} - self._consents.keys()
        if not wanted or self.sees_all:
            return
        self._consents |= {pk: set() for pk in wanted}
        found = Consent.objects.on(timezone.localdate()).of_people().filter(person__in=wanted)
        for pk, audience, field in found.values_list("person_id", "audience", "field"):
            self._consents[pk].add((audience, field))

    def _agreed(self, person: Person, field: str) -> bool:
        self.prepare([person])
        return any((audience, field) in self._consents[person.pk] for audience in self._audiences(person.pk))

    def _audiences(self, pk: int) -> list[str]:
        """What is shown to the public every member may read; what is shown to all, colleagues too."""
        if self.audience == Audience.PUBLIC:
            return [ListedTo.PUBLIC]
        wide = [ListedTo.PUBLIC, ListedTo.MEMBERS]
        return [*wide, ListedTo.WORKGROUP] if pk in self._colleagues else wide

    def people(self) -> QuerySet[Person]:
        """The directory for this viewer, with `shown` as the name to sort and search by.

        The coordinator reads everyone; others never find a person by a name they may not read.
        """
        if self.sees_all:
            return Person.objects.annotate(shown=F("name"))
        listed = Q(pk__in=self._agreed_to(ListedField.NAME))
        nameless = Q(display_name="", pk__in=self.protected_people())
        people = Person.objects.filter(listed, is_active=True).exclude(nameless)
        return people.annotate(shown=CHOSEN)

    def _agreed_to(self, field: str) -> QuerySet:
        """The ids of those who agreed that this viewer reads this field of theirs."""
        open_to_me = Q(audience=ListedTo.PUBLIC)
        if self.audience == Audience.MEMBER:
            open_to_me |= Q(audience=ListedTo.MEMBERS)
            open_to_me |= Q(audience=ListedTo.WORKGROUP, person__in=self._find_colleagues())
        agreed = Consent.objects.on(timezone.localdate()).of_people().filter(field=field)
        return agreed.filter(open_to_me).values("person")

    def representations(self) -> QuerySet[Representation]:
        """Who sits where: all for the coordinator, else today's seats of those whom `may_name_seats` allows."""
        if self.sees_all:
            return Representation.objects.all()
        told = Q(person__in=self.people().values("pk")) & Q(person__in=self._agreed_to(ListedField.SEATS))
        told &= ~Q(person__in=self.protected_people()) & Q(organization__in=self.organizations().values("pk"))
        return Representation.objects.on(timezone.localdate()).filter(told | Q(person=self.person))

    def organizations(self) -> QuerySet[Organization]:
        """The seats this viewer may find: never a protected one, but her own."""
        if self.sees_all:
            return Organization.objects.all()
        found = Organization.objects.exclude(sector__protected=True)
        if self.audience == Audience.PUBLIC:
            agreed = Consent.objects.on(timezone.localdate()).filter(organization__isnull=False)
            return found.filter(status=OrganizationStatus.ACTIVE, pk__in=agreed.values("organization"))
        seats = Representation.objects.on(timezone.localdate()).filter(person=self.person)
        hidden = Q(sector__protected=True) | Q(status=OrganizationStatus.APPLIED)
        return Organization.objects.filter(~hidden | Q(pk__in=seats.values("organization")))

    @cached_property
    def _listed_seats(self) -> frozenset[int]:
        return frozenset(self.organizations().values_list("pk", flat=True))

    def organization_name(self, organization: Organization | None) -> str:
        """How a seat is called where it appears anyway, as on a list of work; "" where it may not be named.

        The public reads only the names of seats that agreed to be listed (survivor safety R6).
        """
        if organization is None:
            return ""
        if self.audience == Audience.PUBLIC and organization.pk not in self._listed_seats:
            return ""
        return organization.name

    def may_see_representatives(self, organization: Organization) -> bool:
        """Whether who sits in a seat may be shown: never for a protected one."""
        return self.sees_all or not (organization.sector and organization.sector.protected)

    def sector(self, organization: Organization) -> Sector | None:
        """The sector to show beside a seat; a protected one is the coordinator's alone."""
        return organization.sector if self.may_see_representatives(organization) else None

    def sectors(self) -> QuerySet[Sector]:
        """The sectors one may choose among; a protected one is the coordinator's alone."""
        return Sector.objects.all() if self.sees_all else Sector.objects.filter(protected=False)


def _protected_seats() -> QuerySet[Representation]:
    return Representation.objects.filter(organization__sector__protected=True)


def viewer_for(user, **groups) -> Viewer:
    """The viewer of a request: coordinator, signed-in member, or the public."""
    if not getattr(user, "is_authenticated", False):
        return Viewer(Audience.PUBLIC)
    return Viewer(Audience.COORDINATOR if user.is_coordinator else Audience.MEMBER, user, **groups)
