"""What one viewer may read of each set, and how each object becomes a row for her."""

from library.models import Resource
from library.record import plain
from meetings.models import Attendance, Entry, Invitation, Meeting
from members.directory import seats_shown
from members.models import Organization, Person
from members.visibility import Viewer
from reports.datasets.schemas import (
    AnswerRow,
    AttendanceRow,
    MeetingRow,
    MinutesRow,
    OrganizationRow,
    PersonRow,
    ResourceRow,
    TaskRow,
    WorkgroupRow,
)
from tasks.models import Task
from workgroups.models import Workgroup


def organizations(viewer: Viewer):
    return (
        viewer.organizations().select_related("sector").prefetch_related("counties", "tribes").order_by("pk")
    )


def organization(seat: Organization, viewer: Viewer) -> OrganizationRow:
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


def people(viewer: Viewer):
    people = viewer.people().filter(is_active=True)
    return people.prefetch_related("representations__organization__sector").order_by("pk")


def person(person: Person, viewer: Viewer) -> PersonRow:
    seats = [r for r in person.representations.all() if r.until is None]
    return PersonRow(
        id=person.handle,
        name=viewer.name(person),
        title=viewer.title(person),
        email=viewer.email(person),
        phone=viewer.phone(person),
        organizations=[seat.organization.name for seat in seats_shown(viewer, person, seats)],
    )


def meetings(viewer: Viewer):
    return Meeting.objects.visible_to(viewer.person).select_related("workgroup", "venue").order_by("pk")


def meeting(meeting: Meeting, viewer: Viewer) -> MeetingRow:
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


def entry(entry: Entry, viewer: Viewer) -> MinutesRow:
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


def attendances(viewer: Viewer):
    rows = Attendance.objects.filter(meeting__in=Meeting.objects.visible_to(viewer.person))
    if not viewer.sees_all:
        rows = rows.exclude(organization=None).exclude(organization__sector__protected=True)
    return rows.select_related("meeting", "organization__sector", "person").order_by("pk")


def attendance(row: Attendance, viewer: Viewer) -> AttendanceRow:
    exact = viewer.sees_all
    return AttendanceRow(
        id=row.pk,
        meeting=row.meeting.slug,
        organization=row.organization.name if row.organization else "",
        person=(viewer.name(row.person) or row.guest_name) if exact else "",
        mode=row.mode,
    )


def answers(viewer: Viewer):
    rows = Invitation.objects.filter(meeting__in=Meeting.objects.visible_to(viewer.person))
    return rows.select_related("meeting", "person").order_by("pk")


def answer(row: Invitation, viewer: Viewer) -> AnswerRow:
    return AnswerRow(
        id=row.pk,
        meeting=row.meeting.slug,
        person=viewer.name(row.person),
        response=row.response,
        answered_at=row.answered_at,
    )


def workgroups(viewer: Viewer):
    return Workgroup.objects.order_by("pk")


def workgroup(group: Workgroup, viewer: Viewer) -> WorkgroupRow:
    return WorkgroupRow(id=group.slug, name=group.name, kind=group.kind, charge=group.charge)


def tasks(viewer: Viewer):
    return (
        Task.objects.visible_to(viewer.person).with_people().select_related("objective__goal").order_by("pk")
    )


def task(task: Task, viewer: Viewer) -> TaskRow:
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


def resources(viewer: Viewer):
    return Resource.objects.published().with_record().order_by("pk")


def resource(resource: Resource, viewer: Viewer) -> ResourceRow:
    record = plain(resource) | {"date": resource.dated}
    return ResourceRow(
        id=resource.pk,
        validated_at=resource.validated_at,
        next_review=resource.next_review,
        **{name: value for name, value in record.items() if name in ResourceRow.model_fields},
    )
