"""An import is taken back: what it created goes, what it completed is empty again.

What somebody worked on since stays as it stands, and is named, rather than being overwritten.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Model, ProtectedError
from django.utils.translation import gettext as _

from audit.following import history_follows
from audit.record import history, record, touched_since
from members.models import ImportState, Organization, Person, Representation, RosterImport
from members.models.imports import mark

BATCH = 5000


class CannotUndo(Exception):
    """Something was built on what the import brought; nothing was removed."""


@dataclass
class Left:
    """What an undone import left as it stands, because somebody worked on it since."""

    people: list[Person] = field(default_factory=list)
    organizations: list[Organization] = field(default_factory=list)


@transaction.atomic
def undo_import(roster_import: RosterImport, *, by) -> Left:
    """Take out again what this import brought. Raises CannotUndo where more was built on it than edits."""
    roster_import = RosterImport.objects.select_for_update().get(pk=roster_import.pk)
    if roster_import.state != ImportState.APPLIED:
        return Left()
    undoing = _Undoing(roster_import)
    try:
        with transaction.atomic():
            undoing.restore()
            undoing.remove()
    except ProtectedError as error:
        raise CannotUndo(
            _(
                "Someone from this file was invited or given something to do since: undo is no longer possible."
            )
        ) from error
    roster_import.state = ImportState.UNDONE
    roster_import.save(update_fields=["state"])
    left = undoing.left()
    record("roster.import_undone", roster_import, by=by, left=len(left.people) + len(left.organizations))
    return left


class _Undoing:
    """Knows what was touched since, by the history and by the marks of what was written."""

    def __init__(self, roster_import: RosterImport):
        self.created, self.changed = roster_import.created, roster_import.changed
        self.since = history(roster_import).filter(verb="roster.imported").first()
        self.people: set[int] = set()
        self.organizations: set[int] = set()

    def left(self) -> Left:
        return Left(
            list(Person.objects.filter(pk__in=self.people)),
            list(Organization.objects.filter(pk__in=self.organizations)),
        )

    def restore(self) -> None:
        """Empty again what was completed, where it still stands as it was written."""
        self._restore(Organization, self.changed.get("organization", []), self.organizations)
        self._restore(Person, self.changed.get("person", []), self.people)
        for pk, added, written in self.changed.get("counties", []):
            for organization in Organization.objects.filter(pk=pk):
                if written == mark(pk, sorted(organization.counties.values_list("pk", flat=True))):
                    organization.counties.remove(*added)
                else:
                    self.organizations.add(pk)
        preferred = self._worked_on(Person)
        for row in EmailAddress.objects.filter(pk__in=self.changed.get("addresses", [])).select_related(
            "user"
        ):
            if row.email == row.user.email and row.user_id in preferred:
                self.people.add(row.user_id)
            else:
                row.delete()

    def _restore(self, model: type[Model], notes: list, left: set[int]) -> None:
        rows = model.objects.in_bulk({pk for pk, *_ in notes})
        restored: dict[str, list[Model]] = {}
        for pk, name, written, before in notes:
            row = rows.get(pk)
            if row is None:
                continue
            if mark(pk, getattr(row, name)) == written:
                setattr(row, name, before)
                restored.setdefault(name.removesuffix("_id"), []).append(row)
            else:
                left.add(pk)
        for name, changed in restored.items():
            model.objects.bulk_update(changed, [name], batch_size=500)

    def remove(self) -> None:
        """Delete what was created and not worked on since, each seat before who took it."""
        people, organizations = set(self.created["people"]), set(self.created["organizations"])
        taken = set(self.created["representations"])
        kept_seats = self._keep(people, organizations, taken)
        _delete(Representation, taken - kept_seats)
        role = Person._meta.get_field("roles").related_model
        given = role.objects.filter(until=None).exclude(person__in=people & self.people)
        _delete(role, set(self.changed.get("roles", [])) & set(given.values_list("pk", flat=True)))
        with history_follows():
            _delete(Person, people - self.people)
        _delete(Organization, organizations - self.organizations)

    def _keep(self, people: set[int], organizations: set[int], taken: set[int]) -> set[int]:
        """Note who and what stays; gives the seats that stay with them."""
        seats = [row for row in _seats() if row[0] in taken or row[1] in people or row[2] in organizations]
        worked_on = self._worked_on(Representation)
        by_hand = {pk for pk, _person, _organization in seats if pk not in taken or pk in worked_on}
        holders = {person for pk, person, _organization in seats if pk in by_hand}
        staying = people & (self._worked_on(Person) | holders)
        kept = {pk for pk, person, _organization in seats if pk in by_hand or person in staying}
        self.people |= staying
        self.organizations |= organizations & self._worked_on(Organization)
        self.organizations |= organizations & {
            organization for pk, _person, organization in seats if pk in kept
        }
        return kept

    def _worked_on(self, model: type[Model]) -> set[int]:
        return {int(key) for key in touched_since(self.since, model)}


def _seats() -> Iterator[tuple[int, int, int]]:
    return Representation.objects.order_by().values_list("pk", "person_id", "organization_id").iterator()


def _delete(model: type[Model], ids: set[int]) -> None:
    """In batches that a database takes as one question."""
    ordered = sorted(ids)
    for start in range(0, len(ordered), BATCH):
        model.objects.filter(pk__in=ordered[start : start + BATCH]).delete()
