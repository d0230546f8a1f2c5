"""The data that may leave, each set defined once: for the read API, CSV, XLSX and JSON alike.

A set says which rows a person may read, and how a row looks to her; `Viewer` gives every name.
"""

from django.utils.translation import gettext_lazy as _

from reports.datasets import office, papers, plans, readers, schemas
from reports.datasets.shape import Dataset
from reports.enums import Scope

__all__ = ["DATASETS", "Dataset"]

DATASETS = {
    found.name: found
    for found in (
        Dataset(
            "organizations",
            _("Organizations"),
            Scope.ORGANIZATIONS,
            schemas.OrganizationRow,
            readers.organizations,
            readers.organization,
        ),
        Dataset(
            "people",
            _("People"),
            Scope.PEOPLE,
            schemas.PersonRow,
            readers.people,
            readers.person,
            person=lambda one: one,
        ),
        Dataset(
            "meetings", _("Meetings"), Scope.MEETINGS, schemas.MeetingRow, readers.meetings, readers.meeting
        ),
        Dataset(
            "minutes",
            _("Minutes"),
            Scope.MEETINGS,
            schemas.MinutesRow,
            papers.readable_entries,
            readers.entry,
        ),
        Dataset(
            "attendance",
            _("Attendance"),
            Scope.MEETINGS,
            schemas.AttendanceRow,
            readers.attendances,
            readers.attendance,
        ),
        Dataset(
            "answers",
            _("Answers to invitations"),
            Scope.MEETINGS,
            schemas.AnswerRow,
            readers.answers,
            readers.answer,
            True,
        ),
        Dataset(
            "workgroups",
            _("Workgroups"),
            Scope.TASKS,
            schemas.WorkgroupRow,
            readers.workgroups,
            readers.workgroup,
        ),
        Dataset("tasks", _("Tasks"), Scope.TASKS, schemas.TaskRow, readers.tasks, readers.task),
        Dataset(
            "resources", _("Library"), Scope.LIBRARY, schemas.ResourceRow, readers.resources, readers.resource
        ),
        *office.SETS,
        *papers.SETS,
        *plans.SETS,
    )
}
