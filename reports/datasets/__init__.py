"""The data that may leave, each set defined once: for the read API, CSV, XLSX and JSON alike.

A set says which rows a person may read, and how a row looks to her; `Viewer` gives every name.
"""

from collections.abc import Callable
from dataclasses import dataclass

from ninja import Schema

from members.models import Person
from members.visibility import Viewer
from reports.datasets import readers, schemas
from reports.enums import Scope


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
        if self.schema is schemas.PersonRow:
            viewer.prepare(found)
        return [self.row(one, viewer) for one in found]


DATASETS = {
    found.name: found
    for found in (
        Dataset(
            "organizations",
            "Organizations",
            Scope.ORGANIZATIONS,
            schemas.OrganizationRow,
            readers.organizations,
            readers.organization,
        ),
        Dataset("people", "People", Scope.PEOPLE, schemas.PersonRow, readers.people, readers.person),
        Dataset(
            "meetings", "Meetings", Scope.MEETINGS, schemas.MeetingRow, readers.meetings, readers.meeting
        ),
        Dataset("minutes", "Minutes", Scope.MEETINGS, schemas.MinutesRow, readers.entries, readers.entry),
        Dataset(
            "attendance",
            "Attendance",
            Scope.MEETINGS,
            schemas.AttendanceRow,
            readers.attendances,
            readers.attendance,
        ),
        Dataset(
            "answers",
            "Answers to invitations",
            Scope.MEETINGS,
            schemas.AnswerRow,
            readers.answers,
            readers.answer,
            True,
        ),
        Dataset(
            "workgroups",
            "Workgroups",
            Scope.TASKS,
            schemas.WorkgroupRow,
            readers.workgroups,
            readers.workgroup,
        ),
        Dataset("tasks", "Tasks", Scope.TASKS, schemas.TaskRow, readers.tasks, readers.task),
        Dataset(
            "resources", "Library", Scope.LIBRARY, schemas.ResourceRow, readers.resources, readers.resource
        ),
    )
}
