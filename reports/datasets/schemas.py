"""How a row of each set looks outside: the columns of a file and the fields of the read API."""

from datetime import date, datetime

from ninja import Schema


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
    readers: list[str]
    summary: str
    source: str
    author: str
    date: str
    topics: list[str]
    counties: list[str]
    tribes: list[str]
    language: str
    link: str
    validated_at: datetime | None
    next_review: date | None
