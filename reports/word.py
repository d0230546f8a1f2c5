"""A report as a Word document that can be edited: headings, the coordinator's words, and real tables."""

import io

from docx import Document as Docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from reports.document import Document


def as_word(document: Document) -> bytes:
    docx = Docx()
    docx.core_properties.title = document.title
    docx.add_heading(document.title, 0)
    _words(docx, document.introduction)
    for part in document.parts:
        docx.add_heading(part.question.label, 1)
        _words(docx, part.words)
        for figure in part.figures:
            docx.add_heading(figure.title, 2)
            _table(docx, figure) if figure.rows else docx.add_paragraph("Nothing in this period.")
            _words(docx, figure.note)
    target = io.BytesIO()
    docx.save(target)
    return target.getvalue()


def _words(docx, text: str) -> None:
    for paragraph in filter(None, text.split("\n\n")):
        docx.add_paragraph(paragraph)


def _table(docx, figure) -> None:
    table = docx.add_table(rows=1, cols=len(figure.columns), style="Light Grid Accent 1")
    for cell, name in zip(table.rows[0].cells, figure.columns, strict=True):
        cell.text = name
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
    for row in figure.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
