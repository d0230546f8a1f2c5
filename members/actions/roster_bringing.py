"""What a confirmed roster writes: what is new is created, what is there is completed, in batches.

What was completed is noted with a mark of the value written, so that undoing it later can tell whether
somebody changed it by hand since; the value itself is kept nowhere but in its place.
"""

from collections.abc import Iterable
from datetime import date

from allauth.account.models import EmailAddress
from django.db.models import Model
from django.utils import timezone
from django.utils.dateparse import parse_date

from members.actions.consents import take_off_the_public_list
from members.actions.people import protect
from members.enums import Channel, OrganizationKind, RepresentationRole
from members.importing import ImportedOrganization, ImportedPerson, Roster
from members.models import County, Organization, Person, Representation, Sector, StatusChange
from members.models.imports import mark
from members.roster_match import Match, is_sensitive
from members.seat_labels import free_labels

BATCH = 500
OF_SEAT = ["sector_id", "statewide", "website", "mou_signed_on", "phone", "email"]
OF_PERSON = ["email", "phone", "title"]
OF_PROTECTION = ["discreet", "channel"]


class Bringing:
    """Creates what is new and completes what is there.

    `changed` notes what was completed in records that were here before: for each field a mark of what was
    written and what stood there, for each organization the counties that came to it, and added addresses.
    """

    def __init__(self, roster: Roster, found: Match, *, by: Person | None):
        self.roster, self.found, self.by = roster, found, by
        self.today = timezone.localdate()
        self.sectors = {sector.code: sector for sector in Sector.objects.all()}
        self.protected = {code for code, sector in self.sectors.items() if sector.protected}
        self.counties = {county.name: county for county in County.objects.all()}
        self.workgroups: dict[int, list[str]] = {}
        self.changed: dict[str, list] = {"organization": [], "person": [], "counties": [], "addresses": []}

    def bring(self) -> dict[str, list[int]]:
        """Write it all; gives the ids of what was created."""
        was_protected = set(_in_protected_seats())
        seats, new_seats = self._organizations()
        people, new_people = self._people()
        individual, new_individual = self._individual_seats(people)
        representations = self._representations(people, seats, individual)
        self._addresses(people)
        self._protect(was_protected, {person.pk for person in new_people})
        self.workgroups = {
            people[i].pk: person.workgroups
            for i, person in enumerate(self.roster.people)
            if person.workgroups
        }
        return {
            "organizations": [o.pk for o in new_seats + new_individual],
            "people": [p.pk for p in new_people],
            "representations": [r.pk for r in representations],
        }

    def _organizations(self) -> tuple[dict[str, Organization], list[Organization]]:
        seats, new, changed = {}, [], []
        for position, row in enumerate(self.roster.organizations):
            seat = self.found.organizations.get(position)
            if seat is None:
                seat = Organization(name=row.name[:200], since=self.today)
                new.append(seat)
            before = _state(seat, OF_SEAT)
            _complete(seat, row, self.sectors)
            if seat.pk and self._note("organization", seat, before):
                changed.append(seat)
            seats[row.name] = seat
        Organization.objects.bulk_create(new, batch_size=BATCH)
        Organization.objects.bulk_update(changed, ["sector", *OF_SEAT[1:]], batch_size=BATCH)
        self._begin(new)
        self._serve_counties(seats)
        for seat in changed:
            if seat.sector and seat.sector.protected and seat.consents.open().exists():
                take_off_the_public_list(seat, by=self.by)
        return seats, new

    def _note(self, kind: str, row: Model, before: dict) -> bool:
        """Keep what of a record that was here before is new; says whether anything is."""
        new = {name: value for name, value in _state(row, before).items() if value != before[name]}
        self.changed[kind] += [
            [row.pk, name, mark(row.pk, value), before[name]] for name, value in new.items()
        ]
        return bool(new)

    def _serve_counties(self, seats: dict[str, Organization]) -> None:
        through = Organization.counties.through
        known = {
            seat.pk: {county.pk for county in seat.counties.all()}
            for seat in self.found.organizations.values()
        }
        rows = []
        for row in self.roster.organizations:
            seat = seats[row.name]
            served = {self.counties[name].pk for name in row.counties if name in self.counties}
            new = sorted(served - known.get(seat.pk, set()))
            rows += [through(organization=seat, county_id=county) for county in new]
            if new and seat.pk in known:
                whole = sorted(known[seat.pk] | served)
                self.changed["counties"].append([seat.pk, new, mark(seat.pk, whole)])
        through.objects.bulk_create(rows, batch_size=BATCH)

    def _people(self) -> tuple[list[Person], list[Person]]:
        people, new, changed = [], [], {}
        for position, row in enumerate(self.roster.people):
            person = self.found.people.get(position)
            if person is None:
                person = self._new_person(row)
                new.append(person)
            before = _state(person, OF_PERSON)
            person.email = person.email or row.email or ""
            person.phone = person.phone or row.phone[:40]
            person.title = person.title or row.title[:120]
            if person.pk and self._note("person", person, before):
                changed[person.pk] = person
            people.append(person)
        Person.objects.bulk_create(new, batch_size=BATCH)
        Person.objects.bulk_update(changed.values(), OF_PERSON, batch_size=BATCH)
        return people, new

    def _new_person(self, row: ImportedPerson) -> Person:
        person = Person(name=row.name[:150], email=row.email or "")
        person.set_unusable_password()
        if is_sensitive(row, self.protected):
            person.discreet, person.channel = True, Channel.UNDECIDED
        return person

    def _individual_seats(self, people: list[Person]) -> tuple[dict[int, Organization], list[Organization]]:
        """A person who serves in her own name holds a seat; a protected seat's label says no name.

        Where her sector is not known she gets none yet: a seat of her name could expose her.
        """
        seated = set(
            Representation.objects.filter(person__in=self.found.people.values()).values_list(
                "person_id", flat=True
            )
        )
        seats, labels = {}, free_labels()
        for position, row in enumerate(self.roster.people):
            sector = self.sectors.get(row.sector or "")
            if row.individual and sector and people[position].pk not in seated:
                name = next(labels) if sector.protected else row.name
                seats[position] = Organization(
                    name=name[:200], kind=OrganizationKind.INDIVIDUAL, sector=sector, since=self.today
                )
        new = list(seats.values())
        Organization.objects.bulk_create(new, batch_size=BATCH)
        self._begin(new)
        return seats, new

    def _begin(self, new: list[Organization]) -> None:
        """The first line of each new seat's history."""
        StatusChange.objects.bulk_create(
            (StatusChange(organization=seat, status=seat.status, since=self.today) for seat in new),
            batch_size=BATCH,
        )

    def _representations(self, people, seats, individual) -> list[Representation]:
        wanted = []
        for position, row in enumerate(self.roster.people):
            names = filter(None, (row.organization, *row.also))
            wanted += [(people[position], seats[name], row.role) for name in names]
            if position in individual:
                wanted.append((people[position], individual[position], "primary"))
        present = Representation.objects.filter(until=None)
        held = set(present.values_list("person_id", "organization_id"))
        led = set(present.filter(role=RepresentationRole.PRIMARY).values_list("organization_id", flat=True))
        new = []
        # Those named primary come first, so that nobody without a role takes their place.
        for person, seat, role in sorted(wanted, key=lambda row: row[2] != "primary"):
            if (person.pk, seat.pk) in held:
                continue
            held.add((person.pk, seat.pk))
            leads = role != "alternate" and seat.pk not in led
            led |= {seat.pk} if leads else set()
            new.append(
                Representation(
                    person=person,
                    organization=seat,
                    since=self.today,
                    role=RepresentationRole.PRIMARY if leads else RepresentationRole.ALTERNATE,
                )
            )
        return Representation.objects.bulk_create(new, batch_size=BATCH)

    def _addresses(self, people: list[Person]) -> None:
        """An address that is one person's alone signs in; a shared one waits for the coordinator."""
        holders: dict[str, set[int]] = {}
        for person, row in zip(people, self.roster.people, strict=True):
            for address in filter(None, (row.email, *row.other_emails)):
                holders.setdefault(address, set()).add(person.pk)
        known = {(pk, a.lower()) for a, pk in EmailAddress.objects.values_list("email", "user_id")}
        for pk, address in known:
            holders.setdefault(address, set()).add(pk)
        rows = []
        for person, row in zip(people, self.roster.people, strict=True):
            for address in filter(None, (row.email, *row.other_emails)):
                if len(holders[address]) == 1 and (person.pk, address) not in known:
                    known.add((person.pk, address))
                    primary = address == person.email
                    rows.append(EmailAddress(user=person, email=address, verified=True, primary=primary))
        EmailAddress.objects.bulk_create(rows, batch_size=BATCH)
        before = {person.pk for person in self.found.people.values()}
        self.changed["addresses"] = [row.pk for row in rows if row.user_id in before]

    def _protect(self, was_protected: set[int], created: set[int]) -> None:
        """Whoever holds a protected seat only now: discreet, and no mail before a channel is chosen."""
        now = set(_in_protected_seats()) - was_protected
        for person in Person.objects.filter(pk__in=now).exclude(discreet=True, channel=Channel.UNDECIDED):
            before = _state(person, OF_PROTECTION)
            protect(person, by=self.by)
            if person.pk not in created:
                self._note("person", person, before)


def _in_protected_seats() -> Iterable[int]:
    return Representation.objects.filter(organization__sector__protected=True).values_list(
        "person", flat=True
    )


def _state(row: Model, names: Iterable[str]) -> dict:
    """These fields as JSON keeps them."""
    values = {name: getattr(row, name) for name in names}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _complete(seat: Organization, row: ImportedOrganization, sectors: dict[str, Sector]) -> None:
    """What the file knows and we do not; nothing that stands is overwritten."""
    seat.sector = seat.sector or sectors.get(row.sector or "")
    seat.statewide |= row.statewide
    seat.website = seat.website or _address_of_site(row.website)
    seat.mou_signed_on = seat.mou_signed_on or _day(row.mou)
    seat.phone = seat.phone or row.phone[:40]
    seat.email = seat.email or row.email


def _address_of_site(text: str) -> str:
    """As a link, whether or not the file says `https://`; nothing where it cannot be one."""
    text = text.split()[0] if text else ""
    if "://" not in text and "." in text and "@" not in text:
        text = f"https://{text}"
    return text if text.startswith(("http://", "https://")) and len(text) <= 200 else ""


def _day(text: str) -> date | None:
    """2025-04-02, 4/2/2025 or 4/2/25; anything else is not guessed."""
    try:
        if found := parse_date(text):
            return found
        month, day, year = (int(part) for part in text.split("/"))
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None
