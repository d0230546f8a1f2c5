"""What a field of names offers: who matters at the meeting at once, anyone else for the beginning of a name.

A page stays as light with fifteen thousand people as with a hundred. Nobody is offered whom the page might not name
as a whole, nor found by a name that this viewer does not read; and who stands at the top of the list follows from
nothing but what the viewer reads of this meeting anyway.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Case, F, IntegerField, Q, QuerySet, When
from django.utils import timezone

from meetings.door import UNPROTECTED, rows_seen
from meetings.models import Attendance, Invitation, Meeting
from meetings.policy import can_check_in_protected, can_keep_attendance, can_write_agenda, can_write_minutes
from members.enums import Audience
from members.models import Organization, Person
from members.visibility import Viewer
from workgroups.models import Role

AT_ONCE = 100
ANSWERS = 20
LEAST_LETTERS = 2
NUMBERED = re.compile(r"(.+) \((\d{1,3})\)")
FAR = 9


@dataclass(frozen=True)
class Rows:
    """People or organizations, with the name that is read of them as `shown`, and as `far` how little they matter here."""

    rows: QuerySet
    label: Callable = str
    viewer: Viewer | None = None

    def first(self) -> tuple[list[str], bool]:
        """All names where they are few, otherwise those that matter; and whether there are others."""
        found = list(self.rows.order_by("far", "shown", "pk")[: AT_ONCE + 1])
        others = len(found) > AT_ONCE
        if others:
            found = [row for row in found[:AT_ONCE] if row.far < FAR]
        return [self.label(row) for row in found], others

    def beginning(self, typed: str) -> list[str]:
        """Names of which a word begins so: the name itself first; one more than is answered, where there are more."""
        found = self.rows.filter(_beginning(typed)).annotate(
            at=Case(When(_first_letters(typed), then=0), default=1)
        )
        return [self.label(row) for row in found.order_by("at", "shown", "pk")[: ANSWERS + 1]]

    def called(self, typed: str) -> list:
        """Everyone of exactly this name, in an order that stays."""
        return list(self.rows.filter(_in_either_case("shown__iexact", typed)).order_by("pk"))

    def seats(self, people: list) -> dict[int, list[str]]:
        """What may be read beside each of several people of one name; of organizations, nothing."""
        found: dict[int, list[str]] = {row.pk: [] for row in people}
        if self.viewer:
            held = self.viewer.representations().on(timezone.localdate()).filter(person__in=people)
            held = held.exclude(organization__sector__protected=True).order_by("organization__name")
            for person, organization in held.values_list("person", "organization__name"):
                found[person].append(organization)
        return found


@dataclass(frozen=True)
class NameChoices:
    """The names of one field of one meeting's page."""

    what: str
    kinds: tuple[Rows, ...]

    @cached_property
    def _first(self) -> list[tuple[list[str], bool]]:
        return [kind.first() for kind in self.kinds]

    @property
    def at_once(self) -> list[str]:
        """What stands on the page, in order."""
        return _in_order(name for names, _others in self._first for name in names)

    @property
    def has_others(self) -> bool:
        return any(others for _names, others in self._first)

    def beginning(self, typed: str) -> tuple[list[str], bool]:
        """The names for some typed letters, and whether there are more than these."""
        typed = " ".join(typed.split())
        if len(typed) < LEAST_LETTERS:
            return [], False
        found = [name for kind in self.kinds for name in kind.beginning(typed)]
        found = list(dict.fromkeys(found))
        return found[:ANSWERS], len(found) > ANSWERS

    def which(self, alike: list) -> str:
        """How each of several of one name is written, beside her organization where this viewer may read it."""
        [kind] = self.kinds
        seats = kind.seats(alike)
        each = enumerate(alike, start=1)
        return "; ".join(", ".join([f"{kind.label(row)} ({n})", *seats[row.pk]]) for n, row in each)

    def called(self, typed: str) -> list:
        """Whom a typed name means: several where they are alike, unless it says the how many'th."""
        found = [row for kind in self.kinds for row in kind.called(typed)]
        if not found and (numbered := NUMBERED.fullmatch(typed)):
            alike = self.called(numbered[1])
            place = int(numbered[2])
            return alike[place - 1 : place] if place and len(alike) > 1 else []
        return found


def owner(meeting: Meeting, viewer: Viewer) -> NameChoices:
    """Who may have an action item: everyone active, by the name that members read."""
    return NameChoices("owner", (_people_of_minutes(meeting, viewer),))


def speaker(meeting: Meeting, viewer: Viewer) -> NameChoices:
    """Who moves and seconds: the same people, and the active organizations."""
    seats = _organizations(Organization.objects.active(), meeting, viewer)
    return NameChoices("speaker", (_people_of_minutes(meeting, viewer), seats))


def presenter(meeting: Meeting, viewer: Viewer) -> NameChoices:
    """Who presents an item of the agenda: everyone active."""
    return NameChoices("presenter", (_people(Person.objects.filter(is_active=True), meeting, viewer),))


def attendee(meeting: Meeting, viewer: Viewer) -> NameChoices:
    """Who was there: whoever is active or was at any meeting; for a chair, whom her group or this meeting knows."""
    people = Person.objects.filter(Q(is_active=True) | Q(pk__in=Attendance.objects.values("person")))
    if not can_check_in_protected(viewer.person):
        serving = Role.objects.filter(workgroup=meeting.workgroup_id).values("person")
        asked = Invitation.ever.filter(meeting=meeting).values("person")
        people = people.filter(Q(pk__in=serving) | Q(pk__in=asked))
    return NameChoices("person", (_people(people, meeting, viewer),))


def seat(meeting: Meeting, viewer: Viewer) -> NameChoices:
    """For which organization: any; for a chair, none that is protected."""
    whole = can_check_in_protected(viewer.person)
    organizations = Organization.objects.all() if whole else Organization.objects.filter(UNPROTECTED)
    return NameChoices("organization", (_organizations(organizations, meeting, viewer),))


# What a page may offer, and who may open that page.
CHOICES = {
    "owner": (can_write_minutes, owner),
    "speaker": (can_write_minutes, speaker),
    "presenter": (can_write_agenda, presenter),
    "person": (can_keep_attendance, attendee),
    "organization": (can_keep_attendance, seat),
}


def _people_of_minutes(meeting: Meeting, viewer: Viewer) -> Rows:
    return _people(Person.objects.filter(is_active=True), meeting, viewer, reader=Viewer(Audience.MEMBER))


def _people(people: QuerySet, meeting: Meeting, viewer: Viewer, *, reader: Viewer | None = None) -> Rows:
    """By the names that `reader` reads (the viewer herself), by how much they matter as far as the viewer may know.

    Who was noted for an organization is not among those who matter, but to the coordinator: that she stands there
    would say whom it sent.
    """
    reader = reader or viewer
    there = meeting.attendances.all() if viewer.sees_all else meeting.attendances.filter(organization=None)
    presenting = meeting.agenda_items.visible_to(viewer.person).order_by()
    serving = Role.objects.current().filter(workgroup=meeting.workgroup_id)
    here = Q()
    for rows in (there, presenting, serving):
        here |= Q(pk__in=rows.exclude(person=None).order_by().values("person"))
    coming = Q(pk__in=meeting.invitations.coming().values("person"))
    asked = Q(pk__in=meeting.invitations.values("person"))
    named = reader.named(people.only("name", "display_name")).annotate(far=_far(here, coming, asked))
    return Rows(named, reader.name, viewer)


def _organizations(organizations: QuerySet, meeting: Meeting, viewer: Viewer) -> Rows:
    """Those noted at the door, as far as the viewer sees it, matter; to the coordinator those that were asked too."""
    rows = rows_seen(meeting, whole=viewer.sees_all).exclude(organization=None)
    here = Q(pk__in=rows.select_related(None).order_by().values("organization"))
    if viewer.sees_all:
        here |= Q(pk__in=meeting.invitations.exclude(organization=None).values("organization"))
    return Rows(organizations.only("name").annotate(shown=F("name"), far=_far(here)))


def _far(*near: Q) -> Case:
    steps = [When(condition, then=step) for step, condition in enumerate(near)]
    return Case(*steps, default=FAR, output_field=IntegerField())


def _beginning(typed: str) -> Q:
    return _first_letters(typed) | _in_either_case("shown__icontains", f" {typed}")


def _first_letters(typed: str) -> Q:
    return _in_either_case("shown__istartswith", typed)


def _in_either_case(lookup: str, typed: str) -> Q:
    """SQLite takes upper and lower case for one only in English letters."""
    return Q(**{lookup: typed}) | Q(**{lookup: typed.title()})


def _in_order(names) -> list[str]:
    return sorted(dict.fromkeys(names), key=lambda name: (name.casefold(), name))
