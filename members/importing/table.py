"""A file as rows of text cells: CSV in the encodings people have, or the first visible sheet of an XLSX."""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from xml.etree import ElementTree

import openpyxl
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from openpyxl.utils.exceptions import InvalidFileException

LARGEST = 20 * 1024 * 1024
LARGEST_UNPACKED = 100 * 1024 * 1024
HARMLESS, DENSEST = 10 * 1024 * 1024, 100  # beyond the one, no roster is packed as tightly as the other
TOO_LARGE = _("This file is larger than 20 MB. Save only the sheet with the roster.")
MOST_ROWS = 50_000
MOST_COLUMNS = 200
OLE = b"\xd0\xcf\x11\xe0"
NO_TABLES = {
    b"%PDF-": _("This is a PDF, from which no table can be read. Save the list itself as CSV or Excel."),
    b"BEGIN:VCARD": _("These are vCards. Export the contacts as CSV instead."),
    b"{\\rtf": _("This is a text document. Save the list itself as CSV or Excel."),
    b"\x89PNG": _("This is a picture. Save the list itself as CSV or Excel."),
    b"\xff\xd8\xff": _("This is a picture. Save the list itself as CSV or Excel."),
    b"<": _("This is a web page, not a table. Perhaps it asks you to sign in where you exported the list."),
}
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
GAPS = re.compile(r"[^\S\r\n]+")
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


def nothing_known(cells: list[str]) -> int:
    """For a reader who has no header to recognize."""
    return 0


def read_table(content: bytes, known: Callable[[list[str]], int] = nothing_known) -> Table:
    """The rows of a file; `known` says of a row in how many cells it recognizes a header.

    Raises NotATable for what is too large, damaged or not a table.
    """
    if len(content) > LARGEST:
        raise NotATable(TOO_LARGE)
    if not content.removeprefix(b"\xef\xbb\xbf").strip(b"\0 \r\n\t"):
        raise NotATable(gettext("This file is empty."))
    _refuse_other_kinds(content)
    table = _read_xlsx(content, known) if content.startswith(b"PK\x03\x04") else _read_csv(content, known)
    if len(table.rows) > MOST_ROWS:
        raise NotATable(f"This file has more than {MOST_ROWS:,} rows.")
    return table


def _refuse_other_kinds(content: bytes) -> None:
    if content.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise NotATable(
                gettext("This workbook has a password. Save a copy without one, then choose that.")
            )
        raise NotATable(
            gettext("This is a workbook of the old kind (.xls). Save it as .xlsx or CSV, then choose that.")
        )
    start = content[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    for mark, sentence in NO_TABLES.items():
        if start.startswith(mark):
            raise NotATable(sentence)


def _tidy(text: str) -> str:
    """No spaces around it, one kind of space inside, and nothing that cannot be seen; line breaks stay."""
    return GAPS.sub(" ", UNSEEN.sub("", text)).strip()


def _read_csv(content: bytes, known: Callable[[list[str]], int]) -> Table:
    text, encoding = _decode(content)
    if "\0" in text:
        raise NotATable(gettext("This is not a CSV file: it holds bytes that no table has."))
    csv.field_size_limit(100_000)
    delimiter = _delimiter(text, known)
    try:
        rows = [
            (number, [_tidy(cell) for cell in row[:MOST_COLUMNS]])
            for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1)
        ]
    except csv.Error as error:
        raise NotATable(gettext("This is not a CSV file: a cell never ends or is far too long.")) from error
    if text.count('"') % 2 and rows and any("\n" in cell for cell in rows[-1][1]):
        raise NotATable(
            gettext("In row %(row)s a quotation mark is opened and never closed.") % {"row": rows[-1][0]}
        )
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


def _delimiter(text: str, known: Callable[[list[str]], int]) -> str:
    """The one of comma, semicolon and tab that gives a header; where none does, that which occurs most.

    Counting alone is led astray by `Dane, Rock, Sauk` in a file of semicolons.
    """
    headers = {mark: _best_header(text, mark, known) for mark in ",;\t"}
    best = max(headers.values())
    if best > 1 and list(headers.values()).count(best) == 1:
        return max(headers, key=headers.get)
    head = "".join(part for i, part in enumerate(text[:20_000].split('"')) if i % 2 == 0)
    lines = head.splitlines()[:10]
    return max(",;\t", key=lambda mark: max((line.count(mark) for line in lines), default=0))


def _best_header(text: str, mark: str, known: Callable[[list[str]], int]) -> int:
    try:
        rows = islice(csv.reader(io.StringIO(text[:50_000], newline=""), delimiter=mark), 50)
        return max(known(row) for row in rows)
    except (csv.Error, ValueError):
        return 0


def _read_xlsx(content: bytes, known: Callable[[list[str]], int]) -> Table:
    """The first visible sheet with a header, or the first visible one."""
    _refuse_bomb(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if not sheets:
            raise NotATable(gettext("This workbook has no visible sheet."))
        for sheet in sheets:
            sheet.reset_dimensions()  # what a sheet says of its size may be wrong
        chosen = next((sheet for sheet in sheets if len(sheets) > 1 and _has_header(sheet, known)), sheets[0])
        return Table("xlsx", _rows(chosen.values))
    except DAMAGED as error:
        raise NotATable(gettext("This is not an Excel workbook, or it is damaged.")) from error


def _has_header(sheet, known: Callable[[list[str]], int]) -> bool:
    first = islice(sheet.values, 50)
    return any(known([_cell_text(value) for value in row]) > 2 for row in first)


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
        raise NotATable(gettext("This is not an Excel workbook, or it is damaged.")) from error
    if unpacked > LARGEST_UNPACKED or unpacked > max(HARMLESS, DENSEST * len(content)):
        raise NotATable(gettext("This workbook unpacks to far more than a roster holds."))


def _cell_text(value) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return _tidy(str(value).replace("_x000D_", ""))  # how a workbook writes a carriage return
