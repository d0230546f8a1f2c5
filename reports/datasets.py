"""The data that may leave, each set defined once: for the read API, CSV, XLSX and JSON alike.

A set says which rows a person may read, and how a row looks to her; `Viewer` gives every name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from ninja import Schema

from library.models import Resource
from meetings.models import Attendance, Entry, Invitation, Meeting, Minutes, MinutesState
from members.models import Organization, Person
from members.visibility import Viewer
from reports.enums import Scope
from tasks.models import Task
from workgroups.models import Workgroup


class OrganizationRow(Schema):
    id: int
    name: str
    kind: str
    sector: str | None
    status: str
    since: date | None
    until: date | None
    statewide: bool
    counties: list[str]
    tribes: list[str]
    website: str


class PersonRow(Schema):
    id: str
    name: str
    title: str
    email: str
    phone: str
    organizations: list[str]


class MeetingRow(Schema):
    id: str
    title: str
    workgroup: str | None
    starts_at: datetime
    ends_at: datetime
    state: str
    format: str
    place: str


class MinutesRow(Schema):
    id: int
    meeting: str
    minutes: str
    heading: str
    kind: str
    reference: str
    text: str
    mover: str
    seconder: str
    yes: int | None
    no: int | None
    abstain: int | None
    recused: int | None
    result: str


class AttendanceRow(Schema):
    id: int
    meeting: str
    organization: str
    person: str
    mode: str


class AnswerRow(Schema):
    id: int
    meeting: str
    person: str
    response: str
    answered_at: datetime | None


class WorkgroupRow(Schema):
    id: str
    name: str
    kind: str
    charge: str


class TaskRow(Schema):
    id: int
    title: str
    workgroup: str | None
    goal: str | None
    objective: str | None
    status: str
    due: date | None
    assignee: str
    organization: str
    help_wanted: bool
    origin: str
    changed_at: datetime


class ResourceRow(Schema):
    id: int
    title: str
    kind: str
    reader: str
    summary: str
    source: str
    author: str
    date: str
    topic: str
    language: str
    link: str
    validated_at: datetime | None
    next_review: date | None


@dataclass(frozen=True)
class Dataset:
    """`rows(viewer)` is a queryset of what she may read, `row(object, viewer)` what she reads of each."""

    name: str
    label: str
    scope: Scope
    schema: type[Schema]
    rows: Callable
    row: Callable
    coordinator_only: bool = False

    @property
    def columns(self) -> list[str]:
        return list(self.schema.model_fields)

    def may_read(self, person: Person) -> bool:
        return person.is_coordinator or not self.coordinator_only

    def page(self, viewer: Viewer, first: int = 0, most: int | None = None) -> list[Schema]:
        """The rows from `first` on, `most` at most, as she reads them."""
        found = list(self.rows(viewer)[first : None if most is None else first + most])
        if self.schema is PersonRow:
            viewer.prepare(found)
        return [self.row(one, viewer) for one in found]


def _organizations(viewer: Viewer):
    return (
        viewer.organizations().select_related("sector").prefetch_related("counties", "tribes").order_by("pk")
    )


def _organization(seat: Organization, viewer: Viewer) -> OrganizationRow:
    sector = viewer.sector(seat)
    return OrganizationRow(
        id=seat.pk,
        name=seat.name,
        kind=seat.kind,
        sector=sector.name if sector else None,
        status=seat.status,
        since=seat.since,
        until=seat.until,
        statewide=seat.statewide,
        counties=[county.name for county in seat.counties.all()],
        tribes=[tribe.short_name for tribe in seat.tribes.all()],
        website=seat.website,
    )


def _people(viewer: Viewer):
    people = viewer.people().filter(is_active=True)
    return people.prefetch_related("representations__organization__sector").order_by("pk")


def _person(person: Person, viewer: Viewer) -> PersonRow:
    seats = [r.organization for r in person.representations.all() if r.until is None]
    return PersonRow(
        id=person.handle,
        name=viewer.name(person),
        title=person.title,
        email=viewer.email(person),
        phone=viewer.phone(person),
        organizations=[seat.name for seat in seats if viewer.may_see_representatives(seat)],
    )


def _meetings(viewer: Viewer):
    return Meeting.objects.visible_to(viewer.person).select_related("workgroup", "venue").order_by("pk")


def _meeting(meeting: Meeting, viewer: Viewer) -> MeetingRow:
    return MeetingRow(
        id=meeting.slug,
        title=meeting.title,
        workgroup=meeting.workgroup.slug if meeting.workgroup else None,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        state=meeting.state,
        format=meeting.format,
        place=meeting.place,
    )


def _entries(viewer: Viewer):
    readable = Minutes.objects.visible_to(viewer.person).filter(
        meeting__in=Meeting.objects.visible_to(viewer.person)
    )
    entries = Entry.objects.filter(minutes__in=readable).select_related("minutes__meeting", "task")
    if not viewer.sees_all:
        entries = entries.filter(coordinator_only=False).exclude(minutes__state=MinutesState.DRAFT)
    return entries.order_by("pk")


def _entry(entry: Entry, viewer: Viewer) -> MinutesRow:
    plain = (
        "id",
        "heading",
        "kind",
        "reference",
        "mover",
        "seconder",
        "yes",
        "no",
        "abstain",
        "recused",
        "result",
    )
    return MinutesRow(
        meeting=entry.minutes.meeting.slug,
        minutes=entry.minutes.state,
        text=entry.words(),
        **{name: getattr(entry, name) for name in plain},
    )


def _attendances(viewer: Viewer):
    rows = Attendance.objects.filter(meeting__in=Meeting.objects.visible_to(viewer.person))
    if not viewer.sees_all:
        rows = rows.exclude(organization=None).exclude(organization__sector__protected=True)
    return rows.select_related("meeting", "organization__sector", "person").order_by("pk")


def _attendance(row: Attendance, viewer: Viewer) -> AttendanceRow:
    exact = viewer.sees_all
    return AttendanceRow(
        id=row.pk,
        meeting=row.meeting.slug,
        organization=row.organization.name if row.organization else "",
        person=(viewer.name(row.person) or row.guest_name) if exact else "",
        mode=row.mode,
    )


def _answers(viewer: Viewer):
    rows = Invitation.objects.filter(meeting__in=Meeting.objects.visible_to(viewer.person))
    return rows.select_related("meeting", "person").order_by("pk")


def _answer(row: Invitation, viewer: Viewer) -> AnswerRow:
    return AnswerRow(
        id=row.pk,
        meeting=row.meeting.slug,
        person=viewer.name(row.person),
        response=row.response,
        answered_at=row.answered_at,
    )


def _workgroups(viewer: Viewer):
    return Workgroup.objects.order_by("pk")


def _workgroup(group: Workgroup, viewer: Viewer) -> WorkgroupRow:
    return WorkgroupRow(id=group.slug, name=group.name, kind=group.kind, charge=group.charge)


def _tasks(viewer: Viewer):
    return (
        Task.objects.visible_to(viewer.person).with_people().select_related("objective__goal").order_by("pk")
    )


def _task(task: Task, viewer: Viewer) -> TaskRow:
    seat = task.organization
    # A protected seat and a person never stand in one row.
    name_it = seat is not None and (viewer.may_see_representatives(seat) or task.assignee is None)
    return TaskRow(
        id=task.pk,
        title=task.title,
        workgroup=task.workgroup.slug if task.workgroup else None,
        goal=task.objective.goal.title if task.objective else None,
        objective=task.objective.title if task.objective else None,
        status=task.status,
        due=task.due,
        assignee=viewer.name(task.assignee),
        organization=seat.name if name_it else "",
        help_wanted=task.help_wanted,
        origin=task.origin,
        changed_at=task.changed_at,
    )


def _resources(viewer: Viewer):
    return Resource.objects.published().order_by("pk")


def _resource(resource: Resource, viewer: Viewer) -> ResourceRow:
    plain = ("id", "title", "kind", "reader", "summary", "source", "author", "topic", "language", "link")
    return ResourceRow(
        date=resource.dated,
        validated_at=resource.validated_at,
        next_review=resource.next_review,
        **{name: getattr(resource, name) for name in plain},
    )


DATASETS = {
    found.name: found
    for found in (
        Dataset(
            "organizations",
            "Organizations",
            Scope.ORGANIZATIONS,
            OrganizationRow,
            _organizations,
            _organization,
        ),
        Dataset("people", "People", Scope.PEOPLE, PersonRow, _people, _person),
        Dataset("meetings", "Meetings", Scope.MEETINGS, MeetingRow, _meetings, _meeting),
        Dataset("minutes", "Minutes", Scope.MEETINGS, MinutesRow, _entries, _entry),
        Dataset("attendance", "Attendance", Scope.MEETINGS, AttendanceRow, _attendances, _attendance),
        Dataset("answers", "Answers to invitations", Scope.MEETINGS, AnswerRow, _answers, _answer, True),
        Dataset("workgroups", "Workgroups", Scope.TASKS, WorkgroupRow, _workgroups, _workgroup),
        Dataset("tasks", "Tasks", Scope.TASKS, TaskRow, _tasks, _task),
        Dataset("resources", "Library", Scope.LIBRARY, ResourceRow, _resources, _resource),
    )
}
