"""What each row of a file would do."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from members.importing.names import letters, organization_key, people_in
from tasks.enums import CLOSED, Status
from tasks.importing import days
from tasks.importing.known import Known, Question
from workgroups.models import Workgroup

LONGEST = 250


@dataclass
class Row:
    """One line of the file: `outcome` is create, match or refuse; `notes` say why, in sentences."""

    number: int
    code: str
    outcome: str = "create"
    notes: list[str] = field(default_factory=list)
    workgroup: Workgroup | None = None
    title: str = ""
    goal: str = ""
    objective: str = ""
    year: int = 0
    depends_on: list[str] = field(default_factory=list)
    helpers: list = field(default_factory=list)
    fields: dict = field(default_factory=dict)

    def refuse(self, why: str) -> None:
        self.outcome = "refuse"
        self.notes.append(why)

    def as_json(self) -> dict:
        return {"row": self.number, "id": self.code, "outcome": self.outcome, "notes": self.notes}


@dataclass
class Plan:
    """The rows, and what is to be said about the file's words before they are taken."""

    rows: list[Row]
    questions: list[Question]

    def count(self, outcome: str) -> int:
        return sum(row.outcome == outcome for row in self.rows)


def plan(
    table: list[tuple[int, dict[str, str]]],
    *,
    may_edit: Callable[[Workgroup], bool],
    group: Workgroup | None = None,
    meant: dict[str, str] | None = None,
    called: Callable = lambda person: person.name,
) -> Plan:
    """What importing this table would do.

    `may_edit` says whose lists the importer may write, `group` to which a row goes that names none; `meant` and
    `called` are as in `Known`.
    """
    known = Known(meant=meant or {}, called=called)
    seen: set[tuple] = set()
    rows = [_row(number, cells, known, may_edit, group, seen) for number, cells in table]
    _dependencies(rows, known)
    return Plan(rows, list(known.questions.values()))


def _row(number, cells, known, may_edit, group, seen) -> Row:
    row = Row(number, cells.get("id", "")[:40], title=cells.get("task", "")[:LONGEST])
    _place(row, cells.get("workgroup", ""), known, may_edit, group)
    if row.outcome == "create":
        _read_fields(row, cells, known)
    if row.outcome == "create":
        _match(row, known, seen)
    return row


def _place(row: Row, name: str, known: Known, may_edit, group) -> None:
    row.workgroup = known.group(name) if name else group
    if row.workgroup is None and name:
        row.refuse(_("There is no workgroup called “%(name)s”.") % {"name": name})
    elif row.workgroup is None:
        row.refuse(_("The row names no workgroup."))
    elif not may_edit(row.workgroup):
        row.refuse(_("You do not keep the list of %(name)s.") % {"name": row.workgroup.name})


def _read_fields(row: Row, cells: dict, known: Known) -> None:
    title = cells.get("task", "")
    if not title:
        return row.refuse(_("The task has no text."))
    person, organization = _responsible(row, cells, known)
    status, waits_for = known.status(cells.get("status", ""))
    if status is None:
        row.refuse(_("“%(status)s” is no status known here.") % {"status": cells["status"]})
    due, by_quarter = _due(row, cells)
    if row.outcome == "refuse":
        return None
    _cut(row, cells, "goal", "objective", "deliverable", "measure", "source")
    row.goal, row.objective = cells.get("goal", "")[:LONGEST], cells.get("objective", "")[:LONGEST]
    row.year = (due or timezone.localdate()).year
    row.depends_on = [code.strip() for code in re.split("[;,]", cells.get("depends_on", "")) if code.strip()]
    row.fields = {
        "workgroup": row.workgroup,
        "title": row.title,
        "description": _description(row, title, cells.get("description", "")),
        "assignee": person,
        "organization": organization,
        "due": due,
        "due_by_quarter": by_quarter,
        "deliverable": cells.get("deliverable", "")[:LONGEST],
        "measure": cells.get("measure", "")[:LONGEST],
        "status": status,
        "reason": (cells.get("reason", "") or waits_for)[:LONGEST] if status != Status.DONE else "",
        "closed_at": timezone.now() if status in CLOSED else None,
        "origin": row.code,
        "source": cells.get("source", "")[:LONGEST],
    }
    return None


def _due(row: Row, cells: dict):
    """When it is due, and whether its whole quarter is meant."""
    texts = cells.get("due_date", ""), cells.get("due_quarter", "")
    try:
        due, by_quarter = days.due(*texts)
    except ValueError as error:
        row.refuse(str(error))
        return None, False
    if due is None and (words := days.says_no_date(*texts)).strip("-?"):
        row.notes.append(_("“%(words)s” is no date; it has none.") % {"words": words})
    return due, by_quarter


def _description(row: Row, title: str, description: str) -> str:
    if len(title) <= LONGEST:
        return description
    row.notes.append(_("The text is longer than 250 characters; all of it is kept as the description."))
    return f"{title}\n\n{description}".strip()


def _cut(row: Row, cells: dict, *columns: str) -> None:
    for column in columns:
        if len(cells.get(column, "")) > LONGEST:
            row.notes.append(_("%(column)s is cut after 250 characters.") % {"column": column.capitalize()})


def _responsible(row: Row, cells: dict, known: Known):
    """Who leads, and the organization; further people of the same cell help."""
    typed = people_in(cells.get("responsible", "").replace(" / ", ";"))
    people, unknown, organization = [], [], None
    for name in typed:
        if person := known.person(name):
            people.append(person)
        elif organization is None and known.organizations.get(organization_key(name)):
            organization = known.organization(name)
        else:
            unknown.append(name)
    name = cells.get("responsible_organization", "")
    named = known.organization(name) if name else None
    for one in unknown:
        row.notes.append(_("No person here is called “%(name)s”; left open.") % {"name": one})
    if name and named is None:
        row.notes.append(_("No organization here is called “%(name)s”; left open.") % {"name": name})
    row.helpers = list(dict.fromkeys(people[1:]))
    return (people[0] if people else None), named or organization


def _match(row: Row, known: Known, seen: set) -> None:
    group, title, code = row.workgroup.pk, letters(row.title), row.code.casefold()
    same_code = code and (group, code) in known.codes
    same_title = (group, title) in (known.without_code if code else known.titles)
    if same_code or same_title:
        row.outcome = "match"
        row.notes = [_("Already on the list; nothing changes.")]
    elif (group, code or title) in seen:
        row.refuse(_("The same task stands twice in this file."))
    seen.add((group, code or title))


def _dependencies(rows: list[Row], known: Known) -> None:
    """What a task depends on must stand in its group's list, or in this file."""
    here = {
        (row.workgroup.pk, row.code.casefold()) for row in rows if row.workgroup and row.outcome != "refuse"
    }
    for row in rows:
        for code in row.depends_on if row.outcome == "create" else ():
            if (row.workgroup.pk, code.casefold()) not in here | known.codes:
                row.notes.append(
                    _("Nothing here is called “%(code)s”, on which it depends.") % {"code": code}
                )
