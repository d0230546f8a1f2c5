"""A roster file comes in: kept unread, looked at, confirmed in one transaction, undone while nothing depends on it."""

from datetime import date, timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.dateparse import parse_date

from audit.record import record
from charter.models import Charter
from members.enums import Channel, OrganizationKind, RepresentationRole
from members.importing import ImportedOrganization, Roster, Vocabulary, parse
from members.models import (
    County,
    ImportState,
    Organization,
    Person,
    Representation,
    RosterImport,
    Sector,
    StatusChange,
)
from members.roster_match import Match, is_sensitive, match
from members.seat_labels import free_labels
from members.signals import roster_imported

KEEP_PREVIEW = timedelta(days=1)
BATCH = 500
COMPLETED = ["sector_id", "statewide", "website", "mou_signed_on"]


class CannotUndo(Exception):
    """Something was built on what the import brought; nothing was removed."""


def vocabulary() -> Vocabulary:
    """Our own counties, and the label of our own address-book entries."""
    charter = Charter.objects.filter(pk=1).first()
    names = list(County.objects.values_list("name", flat=True))
    return Vocabulary.from_files(names or None, label=charter.short_name if charter else "")


def read(roster_import: RosterImport) -> Roster:
    """The file as it stands, with what was chosen by hand. Raises NotATable."""
    return parse(
        bytes(roster_import.content),
        roster_import.file_name,
        vocabulary(),
        chosen=roster_import.columns,
        sectors={int(row): code or None for row, code in roster_import.sectors.items()},
    )


@transaction.atomic
def preview_roster(*, name: str, content: bytes, by) -> RosterImport:
    """Keep a file for looking at; nothing of it is in the roster. Raises NotATable.

    What was read stays with the row returned, as `roster`, for whoever goes on with it at once.
    """
    roster_import = RosterImport(file_name=name[-200:], content=content, by=by)
    roster_import.roster = read(roster_import)
    roster_import.save()
    record("roster.previewed", roster_import, by=by)
    return roster_import


@transaction.atomic
def choose(roster_import: RosterImport, *, columns: dict[str, int], sectors: dict[int, str]) -> None:
    """Keep which column means what, and which sector a spelling means. Raises NotATable."""
    roster_import.columns, roster_import.sectors = columns, sectors
    read(roster_import)
    roster_import.save(update_fields=["columns", "sectors"])


@transaction.atomic
def apply_roster(roster_import: RosterImport, *, by) -> RosterImport:
    """Bring the previewed file into the roster; a second press changes nothing."""
    roster = getattr(roster_import, "roster", None)
    roster_import = RosterImport.objects.select_for_update().get(pk=roster_import.pk)
    if roster_import.state != ImportState.PREVIEWED:
        return roster_import
    words = vocabulary()
    roster = roster or read(roster_import)
    bringing = _Bringing(roster, match(roster, words.short_names))
    roster_import.created = bringing.bring()
    roster_import.state, roster_import.content = ImportState.APPLIED, b""
    roster_import.save()
    counts = {kind: len(ids) for kind, ids in roster_import.created.items()}
    record("roster.imported", roster_import, by=by, **counts)
    roster_imported.send(
        sender=RosterImport,
        workgroups=bringing.workgroups,
        spelled=words.workgroup,
        day=timezone.localdate(),
        by=by,
    )
    return roster_import


@transaction.atomic
def undo_import(roster_import: RosterImport, *, by) -> None:
    """Take out again what this import created. Raises CannotUndo once something was built on it."""
    roster_import = RosterImport.objects.select_for_update().get(pk=roster_import.pk)
    if roster_import.state != ImportState.APPLIED:
        return
    created = roster_import.created
    try:
        with transaction.atomic():
            Representation.objects.filter(pk__in=created["representations"]).delete()
            people = Person.objects.filter(pk__in=created["people"])
            for role in Person._meta.related_objects:
                if role.name == "roles":
                    role.related_model.objects.filter(person__in=people).delete()
            people.delete()
            Organization.objects.filter(pk__in=created["organizations"]).delete()
    except ProtectedError as error:
        raise CannotUndo(
            "Someone from this file was invited or given something to do since: undo is no longer possible."
        ) from error
    roster_import.state = ImportState.UNDONE
    roster_import.save(update_fields=["state"])
    record("roster.import_undone", roster_import, by=by)


def forget_old_previews() -> None:
    """Erase files that were looked at and never confirmed."""
    RosterImport.objects.filter(state=ImportState.PREVIEWED, at__lt=timezone.now() - KEEP_PREVIEW).delete()


class _Bringing:
    """Creates what is new and completes what is there, in batches."""

    def __init__(self, roster: Roster, found: Match):
        self.roster, self.found = roster, found
        self.today = timezone.localdate()
        self.sectors = {sector.code: sector for sector in Sector.objects.all()}
        self.protected = {code for code, sector in self.sectors.items() if sector.protected}
        self.counties = {county.name: county for county in County.objects.all()}
        self.workgroups: dict[int, list[str]] = {}

    def bring(self) -> dict[str, list[int]]:
        seats, new_seats = self._organizations()
        people, new_people = self._people()
        individual, new_individual = self._individual_seats(people)
        representations = self._representations(people, seats, individual)
        self._addresses(people)
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
            if _complete(seat, row, self.sectors) and seat.pk:
                changed.append(seat)
            seats[row.name] = seat
        Organization.objects.bulk_create(new, batch_size=BATCH)
        Organization.objects.bulk_update(changed, ["sector", *COMPLETED[1:]], batch_size=BATCH)
        self._begin(new)
        self._serve_counties(seats)
        return seats, new

    def _serve_counties(self, seats: dict[str, Organization]) -> None:
        through = Organization.counties.through
        rows = [
            through(organization=seats[row.name], county=self.counties[name])
            for row in self.roster.organizations
            for name in row.counties
            if name in self.counties
        ]
        through.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)

    def _people(self) -> tuple[list[Person], list[Person]]:
        people, new, changed = [], [], []
        for position, row in enumerate(self.roster.people):
            person = self.found.people.get(position)
            if person is None:
                person = Person(name=row.name[:150], email=row.email or "")
                person.set_unusable_password()
                if is_sensitive(row, self.protected):
                    person.discreet, person.channel = True, Channel.UNDECIDED
                new.append(person)
            before = person.email, person.phone, person.title
            person.email = person.email or row.email or ""
            person.phone = person.phone or row.phone[:40]
            person.title = person.title or row.title[:120]
            if person.pk and before != (person.email, person.phone, person.title):
                changed.append(person)
            people.append(person)
        Person.objects.bulk_create(new, batch_size=BATCH)
        Person.objects.bulk_update(changed, ["email", "phone", "title"], batch_size=BATCH)
        return people, new

    def _individual_seats(self, people: list[Person]) -> tuple[dict[int, Organization], list[Organization]]:
        """A person who serves in her own name holds a seat; a protected seat's label says no name."""
        seated = set(
            Representation.objects.filter(person__in=self.found.people.values()).values_list(
                "person_id", flat=True
            )
        )
        seats, labels = {}, free_labels()
        for position, row in enumerate(self.roster.people):
            if row.individual and people[position].pk not in seated:
                sector = self.sectors.get(row.sector or "")
                name = next(labels) if sector and sector.protected else row.name
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
        for address, pk in EmailAddress.objects.values_list("email", "user_id"):
            holders.setdefault(address.lower(), set()).add(pk)
        known = {(pk, a.lower()) for a, pk in EmailAddress.objects.values_list("email", "user_id")}
        rows = []
        for person, row in zip(people, self.roster.people, strict=True):
            for address in filter(None, (row.email, *row.other_emails)):
                if len(holders[address]) == 1 and (person.pk, address) not in known:
                    known.add((person.pk, address))
                    rows.append(
                        EmailAddress(
                            user=person, email=address, verified=True, primary=address == person.email
                        )
                    )
        EmailAddress.objects.bulk_create(rows, batch_size=BATCH)


def _complete(seat: Organization, row: ImportedOrganization, sectors: dict[str, Sector]) -> bool:
    """What the file knows and we do not; nothing that stands is overwritten. Says whether anything was new."""
    before = [getattr(seat, name) for name in COMPLETED]
    seat.sector = seat.sector or sectors.get(row.sector or "")
    seat.statewide |= row.statewide
    if row.website.startswith(("http://", "https://")):
        seat.website = seat.website or row.website[:200]
    seat.mou_signed_on = seat.mou_signed_on or _day(row.mou)
    return before != [getattr(seat, name) for name in COMPLETED]


def _day(text: str) -> date | None:
    """2025-04-02 or 4/2/2025; anything else is not guessed."""
    try:
        if found := parse_date(text):
            return found
        month, day, year = (int(part) for part in text.split("/"))
        return date(year, month, day)
    except ValueError:
        return None
