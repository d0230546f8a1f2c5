"""The columns of a work plan, however their owner calls them, and the rows below."""

from django.utils.translation import gettext as _

from members.importing import table
from members.importing.columns import plain

NAMES = {
    "id": ["id", "no", "nr", "number", "task id", "task no", "task number", "ref", "reference", "code"],
    "workgroup": ["workgroup", "work group", "workgroup name", "group", "committee", "list"],
    "goal": ["goal", "goals", "goal area"],
    "objective": ["objective", "objectives", "strategy"],
    "task": ["task", "tasks", "action", "action item", "action step", "activity", "to do", "what", "title"],
    "description": ["description", "task description", "details", "notes", "comments"],
    "responsible": [
        *["responsible", "responsible person", "person responsible", "responsible party", "who", "lead"],
        *["owner", "assigned to", "assignee"],
    ],
    "responsible_organization": ["responsible organization", "organization", "agency", "organisation"],
    "due_quarter": ["due quarter", "quarter"],
    "due_date": [
        *["due date", "due", "deadline", "date", "date due", "target date", "by when", "when", "timeline"],
        *["timeframe", "completion date", "target"],
    ],
    "deliverable": ["deliverable", "deliverables", "output", "product"],
    "measure": ["measure", "measures", "measure of success", "indicator", "metric"],
    "status": ["status", "state", "progress"],
    "reason": ["reason", "waiting for", "waiting on"],
    "depends_on": ["depends on", "depends upon", "dependencies", "dependency", "after"],
    "source": ["source", "sources"],
}
FIELD_OF = {name: field for field, names in NAMES.items() for name in names}
TITLE_ROWS = 20


class Unreadable(Exception):
    """The file is no spreadsheet of tasks; the message says what to do."""


def read_table(content: bytes) -> list[tuple[int, dict[str, str]]]:
    """Each row by its number in the file, its cells by column; raises Unreadable.

    Commas, semicolons or tabs, in the encodings people have, or the first visible sheet of an Excel workbook.
    """
    try:
        rows = table.read_table(content, _known).rows
    except table.NotATable as error:
        raise Unreadable(
            _("%(why)s Choose a CSV file or an Excel workbook (.xlsx).") % {"why": error}
        ) from error
    header, below = _header(rows)
    found = ((number, _cells(header, cells)) for number, cells in below)
    return [(number, cells) for number, cells in found if any(cells.values())]


def _known(cells: list[str]) -> int:
    """In how many cells of a row a column is recognized."""
    return len({FIELD_OF[plain(cell)] for cell in cells if plain(cell) in FIELD_OF})


def _header(rows) -> tuple[dict[int, str], list]:
    """The first row that names the task's column and another; what stands above are titles."""
    for place, (_number, cells) in enumerate(rows[:TITLE_ROWS]):
        header: dict[int, str] = {}
        for position, cell in enumerate(cells):
            field = FIELD_OF.get(plain(cell))
            if field and field not in header.values():
                header[position] = field
        if "task" not in header.values() and "description" in header.values():
            header = {at: "task" if field == "description" else field for at, field in header.items()}
        if "task" in header.values() and len(header) > 1:
            return header, rows[place + 1 :]
    raise Unreadable(
        _(
            "No row names the columns. The first row should say which is which: workgroup, task, due date and so on."
        )
    )


def _cells(header: dict[int, str], cells: list[str]) -> dict[str, str]:
    return {field: " ".join(cells[at].split()) if at < len(cells) else "" for at, field in header.items()}
