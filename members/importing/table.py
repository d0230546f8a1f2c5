"""A file as rows of text cells: CSV in the encodings people have, or the first visible sheet of an XLSX."""

import csv
import io
import zipfile
import zlib
from dataclasses import dataclass, field
from datetime import date, datetime
from xml.etree import ElementTree

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

LARGEST = 20 * 1024 * 1024
LARGEST_UNPACKED = 100 * 1024 * 1024
TOO_LARGE = "This file is larger than 20 MB. Save only the sheet with the roster."
MOST_ROWS = 50_000
MOST_COLUMNS = 200
DAMAGED = (
    *(InvalidFileException, zipfile.BadZipFile, LookupError, ValueError, OSError, TypeError),
    *(ElementTree.ParseError, EOFError, zlib.error, AttributeError),
)


class NotATable(Exception):
    """The file cannot be read as a roster; `str()` is the sentence to show."""


@dataclass
class Table:
    """Rows by their 1-based record number in the file, blank ones included."""

    encoding: str
    rows: list[tuple[int, list[str]]] = field(default_factory=list)


def read_table(content: bytes) -> Table:
    """The rows of a file. Raises NotATable for what is too large, damaged or not a table."""
    if len(content) > LARGEST:
        raise NotATable(TOO_LARGE)
    if not content.strip(b"\0 \r\n\t"):
        raise NotATable("This file is empty.")
    table = _read_xlsx(content) if content.startswith(b"PK\x03\x04") else _read_csv(content)
    if len(table.rows) > MOST_ROWS:
        raise NotATable(f"This file has more than {MOST_ROWS:,} rows.")
    return table


def _read_csv(content: bytes) -> Table:
    text, encoding = _decode(content)
    if "\0" in text:
        raise NotATable("This is not a CSV file: it holds bytes that no table has.")
    delimiter = _delimiter(text)
    csv.field_size_limit(100_000)
    try:
        rows = [
            (number, [" ".join(c.split(" ")).strip() for c in row[:MOST_COLUMNS]])
            for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1)
        ]
    except csv.Error as error:
        raise NotATable("This is not a CSV file: a cell never ends or is far too long.") from error
    if text.count('"') % 2 and rows and any("\n" in cell for cell in rows[-1][1]):
        raise NotATable(f"In row {rows[-1][0]} a quotation mark is opened and never closed.")
    return Table(encoding, rows)


def _decode(content: bytes) -> tuple[str, str]:
    if content.startswith(b"\xef\xbb\xbf"):
        return content[3:].decode("utf-8", errors="replace"), "utf-8-bom"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace"), "utf-16"
    if _every_second_is_nothing(content[:400]):
        return content.decode("utf-16-le", errors="replace"), "utf-16"
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return content.decode("windows-1252", errors="replace"), "windows-1252"


def _every_second_is_nothing(start: bytes) -> bool:
    """Latin letters in UTF-16 without a mark."""
    return len(start) > 3 and not any(start[1::2]) and all(start[0::2])


def _delimiter(text: str) -> str:
    """The one of comma, semicolon and tab that occurs most in the first lines, quoted text left out."""
    head = "".join(part for i, part in enumerate(text[:20_000].split('"')) if i % 2 == 0)
    lines = head.splitlines()[:10]
    return max(",;\t", key=lambda mark: max((line.count(mark) for line in lines), default=0))


def _read_xlsx(content: bytes) -> Table:
    _refuse_bomb(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        sheet = next((s for s in book.worksheets if s.sheet_state == "visible"), None)
        if sheet is None:
            raise NotATable("This workbook has no visible sheet.")
        sheet.reset_dimensions()  # what a sheet says of its size may be wrong
        return Table("xlsx", _rows(sheet.values))
    except DAMAGED as error:
        raise NotATable("This is not an Excel workbook, or it is damaged.") from error


def _rows(values) -> list[tuple[int, list[str]]]:
    """To the last row that holds anything; a sheet may be formatted a million rows beyond."""
    rows: list[tuple[int, list[str]]] = []
    blank: list[tuple[int, list[str]]] = []
    for number, row in enumerate(values, 1):
        cells = [_cell_text(value) for value in row[:MOST_COLUMNS]]
        if not any(cells):
            blank += [(number, cells)] if len(blank) <= MOST_ROWS else []
            continue
        rows += [*blank, (number, cells)]
        blank = []
        if len(rows) > MOST_ROWS:
            break
    return rows


def _refuse_bomb(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            unpacked = sum(entry.file_size for entry in package.infolist())
    except zipfile.BadZipFile as error:
        raise NotATable("This is not an Excel workbook, or it is damaged.") from error
    if unpacked > LARGEST_UNPACKED:
        raise NotATable("This workbook unpacks to far more than a roster holds.")


def _cell_text(value) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()
