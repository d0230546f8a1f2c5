"""A report as a Word document that can be edited: headings, the coordinator's words, pictures, and real tables."""

import io
import json
from dataclasses import asdict

import typst
from django.utils.translation import gettext as _
from docx import Document as Docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from lxml.etree import SubElement

from charter.printable import printable
from reports.document import Document
from reports.figures.shapes import Figure
from reports.pictures import MOST_ON_PAPER, Alone, draw_alone

# Word takes no SVG without a picture beside it that older ones show: this is that picture.
SHEETS = r"""
#set page(width: auto, height: auto, margin: 0pt)
#for picture in json(bytes(sys.inputs.pictures)) {
  page(image(bytes(picture.svg), format: "svg", width: picture.width * 1pt))
}
"""
DOTS_PER_INCH = 150


def as_word(document: Document) -> bytes:
    docx = Docx()
    docx.core_properties.title = document.title
    docx.add_heading(document.title, 0)
    _words(docx, document.introduction)
    drawn = _drawn([figure for part in document.parts for figure in part.figures])
    for part in document.parts:
        docx.add_heading(str(part.question.label), 1)
        _words(docx, part.words)
        for figure in part.figures:
            docx.add_heading(figure.title, 2)
            for picture, png in drawn[figure.key]:
                _picture(docx, picture, png)
            if not figure.rows:
                docx.add_paragraph(_("Nothing in this period."))
            elif figure.is_list:
                docx.add_paragraph(", ".join(row[0] for row in figure.rows) + ".")
            else:
                _table(docx, figure)
            if figure.left_off:
                docx.add_paragraph(
                    _("And %(left_off)s more, in the spreadsheet.") % {"left_off": figure.left_off}
                )
            _words(docx, figure.note)
    target = io.BytesIO()
    docx.save(target)
    return target.getvalue()


def _drawn(figures: list[Figure]) -> dict[str, list[tuple[Alone, bytes]]]:
    """The pictures of each figure, all made at once."""
    pictures = {figure.key: draw_alone(figure) for figure in figures}
    pngs = iter(_as_png([one for found in pictures.values() for one in found]))
    return {key: [(one, next(pngs)) for one in found] for key, found in pictures.items()}


def _as_png(pictures: list[Alone]) -> list[bytes]:
    if not pictures:
        return []
    inputs = {"pictures": json.dumps([asdict(picture) for picture in pictures])}
    made = typst.compile(SHEETS.encode(), format="png", ppi=DOTS_PER_INCH, sys_inputs=inputs)
    return made if isinstance(made, list) else [made]


def _picture(docx, picture: Alone, png: bytes) -> None:
    shape = docx.add_picture(io.BytesIO(png), width=Pt(picture.width))
    shape._inline.docPr.set("descr", picture.alt)


def _words(docx, text: str) -> None:
    for paragraph in filter(None, printable(text).split("\n\n")):
        docx.add_paragraph(paragraph)


def _table(docx, figure: Figure) -> None:
    """Written cell by cell into the XML: a long table through the library's own objects takes a second."""
    rows = [figure.columns, *figure.shown]
    table = docx.add_table(rows=len(rows), cols=len(figure.columns), style="Light Grid Accent 1")
    table.autofit = False
    widths = _widths(rows)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row, line in zip(rows, table._tbl.tr_lst, strict=True):
        for text, width, cell in zip(row, widths, line.tc_lst, strict=True):
            cell.tcPr[0].set(qn("w:w"), str(width.twips))
            run = SubElement(cell[-1], qn("w:r"))
            SubElement(run, qn("w:t")).text = text
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)


def _widths(rows: list[list[str]]) -> list[Pt]:
    """The width of each column by its longest text, so that a long one does not stand letter under letter."""
    longest = [min(36, max(13, *(len(row[i]) + 2 for row in rows))) for i in range(len(rows[0]))]
    return [Pt(MOST_ON_PAPER * length / sum(longest)) for length in longest]
