"""The agenda as a Word document, as members read it: headings and a table with a header row."""

import io

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from charter.models import Charter
from meetings.agenda_words import Line, members_lines
from meetings.letters import moment
from meetings.models import Meeting

COLUMNS = (_("Time"), _("Item"), _("Presented by"), pgettext_lazy("duration", "Minutes"))


def as_docx(meeting: Meeting) -> bytes:
    """The members' items with their times; never the coordinator's own."""
    charter = Charter.load()
    document = Document()
    document.core_properties.title = gettext("Agenda: %(title)s") % {"title": meeting.title}
    document.core_properties.author = charter.neutral_name
    document.add_heading(gettext("Agenda: %(title)s") % {"title": meeting.title}, level=1)
    document.add_paragraph(f"{moment(meeting, charter)}\n{meeting.place}".strip())
    _table(document, members_lines(meeting, charter))
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _table(document, lines: list[Line]) -> None:
    table = document.add_table(rows=1, cols=len(COLUMNS), style="Table Grid")
    for cell, name in zip(table.rows[0].cells, COLUMNS, strict=True):
        cell.paragraphs[0].add_run(str(name)).bold = True
    _repeat_header(table.rows[0])
    for line in lines:
        cells = table.add_row().cells
        cells[0].text, cells[2].text, cells[3].text = line.time, line.who, str(line.minutes)
        cells[1].paragraphs[0].add_run(line.title).bold = True
        if line.kind_said:
            cells[1].add_paragraph(line.kind_said)
        for text in line.below:
            cells[1].add_paragraph(text)


def _repeat_header(row) -> None:
    """Word's own mark of a header row, which screen readers and page breaks go by."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
