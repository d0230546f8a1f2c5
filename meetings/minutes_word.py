"""Minutes as a Word document that a coordinator can edit, in the manner that the import reads again."""

import io

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from charter.models import Charter
from meetings.letters import moment
from meetings.markdown import Block
from meetings.minutes_attendance import attendance_words
from meetings.minutes_copy import Copy, Passage, sections, standing_of, title_of
from meetings.minutes_pdf import labelled
from meetings.models import EntryKind, Minutes

ACTIONS = _("Action items")
STYLES = {"bullet": "List Bullet", "number": "List Number", "quote": "Quote", "title": "Heading 3"}


def as_docx(minutes: Minutes, copy: Copy) -> bytes:
    """One copy of the minutes with real headings and tables, and DRAFT in the header of every page of one."""
    document = Document()
    document.styles["Normal"].font.size = Pt(11)
    document.core_properties.title = title_of(minutes)
    document.core_properties.author = Charter.load().short_name
    document.core_properties.language = get_language()
    if minutes.is_draft:
        document.sections[0].header.paragraphs[0].add_run(gettext("DRAFT - not approved")).bold = True
    document.add_heading(title_of(minutes), level=0)
    document.add_paragraph(moment(minutes.meeting, Charter.load()))
    document.add_paragraph().add_run(standing_of(minutes)).bold = True
    _attendance(document, minutes, public=copy == Copy.PUBLIC)
    actions: list[Passage] = []
    for heading, passages in sections(minutes, copy):
        tasks = [passage for passage in passages if passage.entry.kind == EntryKind.ACTION]
        actions += tasks
        if heading == ACTIONS and len(tasks) == len(passages):
            continue
        document.add_heading(heading, level=2)
        for passage in passages:
            _passage(document, passage)
    _actions(document, actions, public=copy == Copy.PUBLIC)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _passage(document, passage: Passage) -> None:
    if passage.entry.kind == EntryKind.MOTION and not passage.is_left_out:
        _motion(document, passage)
        return
    for block in labelled(passage):
        _block(document, block)
    for line in passage.below:
        document.add_paragraph().add_run(line).italic = True


def _motion(document, passage: Passage) -> None:
    """One paragraph in the words by which the import knows a motion."""
    entry, paragraph = passage.entry, document.add_paragraph()
    paragraph.add_run((gettext("MOTION") + f" {entry.reference}").strip()).bold = True
    moved = [line for line in passage.below if line.startswith((gettext("Moved:"), gettext("Seconded:")))]
    rest = [line for line in passage.below if line not in moved]
    if entry.yes is not None:
        numbers = [entry.yes, entry.no or 0, entry.abstain or 0, *([entry.recused] if entry.recused else [])]
        moved.append(f"Vote: {'-'.join(map(str, numbers))}. Result: {entry.result.upper()}.")
    paragraph.add_run(f" {passage.words}")
    for line in [" ".join(moved), *rest]:
        if line:
            paragraph.add_run(f"\n{line}")


def _block(document, block: Block) -> None:
    if block.kind == "table":
        _table(document, block.rows[0], block.rows[1:])
        return
    paragraph = document.add_paragraph(style=STYLES.get(block.kind))
    for run in block.runs:
        written = paragraph.add_run(run.text)
        written.bold, written.italic = run.bold or None, run.italic or None
        if run.link and run.link != run.text:
            paragraph.add_run(f" ({run.link})")


def _attendance(document, minutes: Minutes, *, public: bool) -> None:
    words = attendance_words(minutes)
    if not words["present"]:
        return
    document.add_heading(gettext("Attendance"), level=2)
    if words["organizations"] and not public:
        rows = [[row["name"], ", ".join(row["people"])] for row in words["organizations"]]
        _table(document, [gettext("Organization"), gettext("Who")], rows)
    quorum = gettext("Quorum present.") if words["present"] >= words["quorum"] else gettext("No quorum.")
    document.add_paragraph(
        gettext("Present: %(present)s of %(voting)s voting members; quorum is %(needed)s. %(quorum)s")
        % {
            "present": words["present"],
            "voting": words["voting"],
            "needed": words["quorum"],
            "quorum": quorum,
        }
    )


def _actions(document, actions: list[Passage], *, public: bool) -> None:
    if not actions:
        return
    document.add_heading(str(ACTIONS), level=2)
    head = [
        gettext("Id"),
        gettext("Workgroup"),
        gettext("Action"),
        gettext("Owner"),
        gettext("Due"),
        gettext("Status"),
    ]
    rows = []
    for passage in actions:
        entry = passage.entry
        who = "" if public or entry.owner is None else passage.who
        group = entry.workgroup.name if entry.workgroup else ""
        due = entry.due.isoformat() if entry.due else ""
        rows.append([entry.reference, group, passage.words, who, due, passage.state])
    _table(document, head, rows)


def _table(document, head: list[str], rows: list[list[str]]) -> None:
    """A grid whose first row is a header that repeats on every page."""
    table = document.add_table(rows=1, cols=len(head), style="Table Grid")
    for cell, words in zip(table.rows[0].cells, head, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    properties = table.rows[0]._tr.get_or_add_trPr()
    repeats = OxmlElement("w:tblHeader")
    repeats.set(qn("w:val"), "true")
    properties.append(repeats)
    for row in rows:
        cells = table.add_row().cells
        for cell, words in zip(cells, [*row, *[""] * len(cells)], strict=False):
            cell.text = words
    document.add_paragraph()
