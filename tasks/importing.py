"""Reading a work plan from a spreadsheet: what each row would do, and why, before anything is written.

Columns (any order, extra ones ignored): id, workgroup, goal, objective, task, responsible,
responsible_organization, due_quarter, due_date, deliverable, measure, status, depends_on, source.
"""

import csv
import io
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from members.models import Organization, Person
from tasks.enums import CLOSED, Status
from tasks.models import Task
from tasks.quarters import bounds
from workgroups.models import Workgroup

NEEDED = ("workgroup", "task")
STATUSES = {str(status.label).casefold(): status for status in Status} | {
    "": Status.NOT_STARTED,
    "open": Status.NOT_STARTED,
    "blocked": Status.WAITING,
    "waiting on": Status.WAITING,
}


class Unreadable(Exception):
    """The file is no spreadsheet of tasks; the message says what to do."""


@dataclass
class Row:
    """One line of the file: `outcome` is create, match or refuse; `notes` say why, in sentences."""

    number: int
    code: str
    outcome: str = "create"
    notes: list[str] = field(default_factory=list)
    workgroup: Workgroup | None = None
    goal: str = ""
    objective: str = ""
    year: int = 0
    depends_on: list[str] = field(default_factory=list)
    fields: dict = field(default_factory=dict)

    def refuse(self, why: str) -> None:
        self.outcome = "refuse"
        self.notes.append(why)

    def as_json(self) -> dict:
        return {"row": self.number, "id": self.code, "outcome": self.outcome, "notes": self.notes}


def read_table(content: bytes, name: str) -> list[dict[str, str]]:
    """The rows of a .csv (UTF-8 or Windows-1252) or .xlsx file, by column name; raises Unreadable."""
    lines = _xlsx_lines(content) if name.lower().endswith(".xlsx") else _csv_lines(content)
    header = [cell.strip().casefold().replace(" ", "_") for cell in lines[0]] if lines else []
    missing = [column for column in NEEDED if column not in header]
    if missing:
        raise Unreadable(
            _("The first row must name the columns; missing: %(names)s.") % {"names": ", ".join(missing)}
        )
    return [
        dict(zip(header, (cell.strip() for cell in line), strict=False))
        for line in lines[1:]
        if any(cell.strip() for cell in line)
    ]


def _csv_lines(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    try:
        return list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise Unreadable(_("This is not a readable CSV file: %(error)s.") % {"error": error}) from error


def _xlsx_lines(content: bytes) -> list[list[str]]:
    from openpyxl import load_workbook  # slow to import, and needed by few

    try:
        sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
        return [[_cell(value) for value in line] for line in sheet.iter_rows(values_only=True)]
    except Exception as error:
        raise Unreadable(
            _("This file cannot be opened as an Excel workbook; save it again as CSV.")
        ) from error


def _cell(value) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "" if value is None else str(value)


def plan(table: list[dict[str, str]], *, may_edit) -> list[Row]:
    """What importing this table would do. `may_edit(workgroup)` says whose lists the importer may write."""
    known = _Known()
    seen: set[tuple] = set()
    rows = []
    for number, cells in enumerate(table, start=2):
        row = Row(number, cells.get("id", "")[:40])
        rows.append(row)
        _place(row, cells, known, may_edit)
        if row.outcome == "create":
            _read_fields(row, cells, known)
        if row.outcome == "create":
            _match(row, known, seen)
    return rows


class _Known:
    """What the database holds, read once for the whole file."""

    def __init__(self):
        self.workgroups = {w.name.casefold(): w for w in Workgroup.objects.all()}
        self.people = _unique((p.name, p) for p in Person.objects.filter(is_active=True))
        self.organizations = _unique((o.name, o) for o in Organization.objects.all())
        tasks = Task.objects.values_list("workgroup", "origin", "title")
        self.codes = {(group, code) for group, code, _ in tasks if code}
        self.titles = {(group, title.casefold()) for group, _, title in tasks}


def _unique(pairs) -> dict:
    found: dict = {}
    for name, thing in pairs:
        found.setdefault(name.casefold(), []).append(thing)
    return {name: things[0] for name, things in found.items() if len(things) == 1}


def _place(row: Row, cells: dict, known: _Known, may_edit) -> None:
    name = cells.get("workgroup", "")
    row.workgroup = known.workgroups.get(name.casefold())
    if row.workgroup is None:
        row.refuse(_("There is no workgroup called “%(name)s”.") % {"name": name})
    elif not may_edit(row.workgroup):
        row.refuse(_("You do not keep the list of %(name)s.") % {"name": row.workgroup.name})


def _read_fields(row: Row, cells: dict, known: _Known) -> None:
    title = cells.get("task", "")
    if not title:
        return row.refuse(_("The task has no text."))
    if len(title) > 250:
        row.notes.append(_("The text is longer than 250 characters; all of it is kept as the description."))
    status = STATUSES.get(cells.get("status", "").casefold())
    if status is None:
        return row.refuse(
            _("“%(status)s” is no status; use %(all)s.")
            % {"status": cells["status"], "all": ", ".join(map(str, Status.labels))}
        )
    try:
        due, by_quarter = _due(cells)
    except ValueError as error:
        return row.refuse(f"{error}.")
    person = _find(row, cells.get("responsible", ""), known.people, _("person"))
    row.goal, row.objective = cells.get("goal", "")[:250], cells.get("objective", "")[:250]
    row.year = (due or timezone.localdate()).year
    row.depends_on = [code for code in cells.get("depends_on", "").replace(";", ",").split(",") if code]
    row.depends_on = [code.strip() for code in row.depends_on]
    row.fields = {
        "workgroup": row.workgroup,
        "title": title[:250],
        "description": title if len(title) > 250 else "",
        "assignee": person,
        "organization": _find(
            row, cells.get("responsible_organization", ""), known.organizations, _("organization")
        ),
        "due": due,
        "due_by_quarter": by_quarter,
        "deliverable": cells.get("deliverable", "")[:250],
        "measure": cells.get("measure", "")[:250],
        "status": status,
        "closed_at": timezone.now() if status in CLOSED else None,
        "origin": row.code,
        "source": cells.get("source", "")[:250],
    }
    return None


def _due(cells: dict) -> tuple[date | None, bool]:
    if text := cells.get("due_date", ""):
        try:
            return date.fromisoformat(text), False
        except ValueError:
            raise ValueError(f"“{text}” is no date; write 2026-12-31") from None
    if quarter := cells.get("due_quarter", ""):
        return bounds(quarter)[1], True
    return None, False


def _find(row: Row, name: str, known: dict, what: str):
    if not name:
        return None
    found = known.get(name.casefold())
    if found is None:
        row.notes.append(
            _("No %(what)s here is called “%(name)s”; left open.") % {"what": what, "name": name}
        )
    return found


def _match(row: Row, known: _Known, seen: set) -> None:
    group, title = row.workgroup.pk, row.fields["title"].casefold()
    key = (group, row.code or title)
    if (row.code and (group, row.code) in known.codes) or (not row.code and (group, title) in known.titles):
        row.outcome = "match"
        row.notes.append(_("Already on the list; nothing changes."))
    elif key in seen:
        row.refuse(_("The same task stands twice in this file."))
    seen.add(key)
