"""The text of a Word document: headings as Markdown, tables between bars."""

import io
import zipfile

from docx import Document
from docx.table import Table


class NotAText(Exception):
    """The file is neither text nor a Word document; `str()` is the sentence to show."""


def text_of(upload) -> str:
    """The text of an uploaded .docx, .txt or .md file. Raises NotAText."""
    content = upload.read(5 * 1024 * 1024 + 1)
    if len(content) > 5 * 1024 * 1024:
        raise NotAText("This file is larger than 5 MB.")
    if content.startswith(b"PK"):
        return _docx(content)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotAText("This is neither plain text nor a Word document.") from error


def _docx(content: bytes) -> str:
    try:
        document = Document(io.BytesIO(content))
    except (KeyError, ValueError, zipfile.BadZipFile) as error:
        raise NotAText("This Word document is damaged.") from error
    lines = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines += [
                "| " + " | ".join(cell.text.replace("\n", " ") for cell in row.cells) + " |"
                for row in block.rows
            ]
        else:
            heading = block.style.name.startswith("Heading")
            lines.append(f"## {block.text}" if heading and block.text else block.text)
        lines.append("")
    return "\n".join(lines)
