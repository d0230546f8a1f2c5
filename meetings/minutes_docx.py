"""The text of an uploaded draft; of a Word document with headings as Markdown and tables between bars."""

import codecs
import io
import re
import zipfile
from collections.abc import Iterator
from itertools import groupby

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

LARGEST = 5 * 1024 * 1024
FOREIGN = (b"\xd0\xcf\x11\xe0", b"{\\rtf", b"%PDF")
MANNERS = {"bullet": "- ", "decimal": "1. "}
INSIDE = {qn("w:ins"), qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:moveTo")}
GONE = {qn("w:del"), qn("w:moveFrom")}
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NOTES = (f"{RELATIONS}/footnotes", f"{RELATIONS}/endnotes")


class NotAText(Exception):
    """The file is neither text nor a Word document; `str()` is the sentence to show."""


def text_of(upload) -> str:
    """The text of an uploaded .docx, .txt or .md file. Raises NotAText."""
    content = upload.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise NotAText("This file is larger than 5 MB.")
    if content.startswith(b"PK"):
        return _docx(content)
    if content.startswith(FOREIGN):
        raise NotAText(
            "This is neither plain text nor a .docx document. Save it as one of these in Word first."
        )
    return _plain(content)


def _plain(content: bytes) -> str:
    """As UTF-8, or as Windows programs write it."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not re.search(r"[\x00-\x08\x0e-\x1f]", text):
            return text
    raise NotAText("This is neither plain text nor a Word document.")


def _docx(content: bytes) -> str:
    try:
        document = Document(io.BytesIO(content))
    except (KeyError, ValueError, zipfile.BadZipFile) as error:
        raise NotAText("This Word document is damaged, or is none.") from error
    lines, listed = [], ""
    for block in _blocks(document.element.body):
        if block.tag == qn("w:tbl"):
            lines += ["", *_table(Table(block, document)), ""]
            listed = ""
            continue
        manner = _manner(Paragraph(block, document))
        if not (listed and manner):
            lines.append("")
        listed = manner
        lines.append(_line(Paragraph(block, document), manner))
    lines += _notes(document)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def _blocks(parent) -> Iterator:
    """Paragraphs and tables in order, with those of tracked insertions, boxes of a form and text boxes."""
    for child in parent:
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
            for box in child.iter(qn("w:txbxContent")):
                if not any(above.tag.endswith("}Fallback") for above in box.iterancestors()):
                    yield from _blocks(box)
        elif child.tag in INSIDE:
            yield from _blocks(child)


def _runs(element) -> Iterator[tuple[str, bool]]:
    """The words of a paragraph and whether they are bold: what was inserted, without what was struck out."""
    for child in element:
        if child.tag in GONE:
            continue
        if child.tag == qn("w:r"):
            yield _said(child), _is_bold(child)
        elif child.tag != qn("w:pPr"):
            yield from _runs(child)


def _said(run) -> str:
    words = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
    return "".join((part.text or "") if part.tag == qn("w:t") else words.get(part.tag, "") for part in run)


def _is_bold(run) -> bool:
    mark = run.find(f"{qn('w:rPr')}/{qn('w:b')}")
    if mark is not None:
        return mark.get(qn("w:val"), "1") not in ("0", "false")
    style = run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
    return style is not None and style.get(qn("w:val")) == "Strong"


def _words(element) -> str:
    """The words of a paragraph, with what is bold in asterisks."""
    said = []
    for bold, runs in groupby(_runs(element), key=lambda run: run[1] and bool(run[0].strip())):
        words = "".join(text for text, _ in runs)
        core = words.strip()
        said.append(words.replace(core, f"**{core}**") if bold else words)
    return "".join(said).strip()


def _line(paragraph: Paragraph, manner: str) -> str:
    words = _words(paragraph._p)
    if not words:
        return ""
    if _is_heading(paragraph):
        return f"## {words.replace('**', '')}"
    return f"{MANNERS.get(manner, '')}{words}"


def _is_heading(paragraph: Paragraph) -> bool:
    style = paragraph.style
    while style is not None:
        if style.name.startswith("Heading"):
            return True
        style = style.base_style
    return False


def _manner(paragraph: Paragraph) -> str:
    """Whether it is an item of a list: `bullet`, `decimal`, or another manner of numbering."""
    if _is_heading(paragraph):
        return ""
    name = paragraph.style.name if paragraph.style is not None else ""
    if name.startswith(("List Bullet", "List Number")):
        return "bullet" if "Bullet" in name else "decimal"
    number = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
    if number is None or number.get(qn("w:val")) == "0":
        return ""
    return _format(paragraph, number.get(qn("w:val")))


def _format(paragraph: Paragraph, number: str) -> str:
    try:
        numbering = paragraph.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return "bullet"
    found = numbering.xpath(f"//w:num[@w:numId='{int(number)}']/w:abstractNumId/@w:val")
    kinds = found and numbering.xpath(
        f"//w:abstractNum[@w:abstractNumId='{int(found[0])}']/w:lvl[@w:ilvl='0']/w:numFmt/@w:val"
    )
    return "bullet" if not kinds or kinds[0] == "bullet" else "decimal"


def _table(table: Table) -> list[str]:
    """A table between bars, its first row as the head."""
    head, *rows = [_row(row) for row in table.rows] or [""]
    return [head, "|---" * (head.count("|") - 1) + "|", *rows] if head else []


def _row(row) -> str:
    """One line; a cell that spans several columns is said once."""
    cells, before = [], None
    for cell in row.cells:
        same = cell._tc is before
        before = cell._tc
        words = "" if same else " ".join(_words(each._p) for each in cell.paragraphs).replace("**", "")
        cells.append(" ".join(words.replace("|", "/").split()))
    return f"| {' | '.join(cells)} |"


def _notes(document: WordDocument) -> list[str]:
    """Footnotes and endnotes, below everything."""
    lines = []
    for relation in document.part.rels.values():
        if relation.reltype in NOTES:
            for note in parse_xml(relation.target_part.blob):
                words = " ".join(_words(paragraph) for paragraph in note.iter(qn("w:p"))).strip()
                if words and note.get(qn("w:type")) is None:
                    lines += ["", f"Note {note.get(qn('w:id'))}: {words}"]
    return lines
