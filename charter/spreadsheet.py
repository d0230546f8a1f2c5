"""Tables that leave as CSV or XLSX: no cell is ever a formula (survivor safety R36)."""

import csv
import io
from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from charter.printable import printable

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def plain(value) -> str:
    """The text of a cell; one that a spreadsheet would compute begins with an apostrophe instead."""
    text = "" if value is None else printable(str(value))
    return f"'{text}" if text.startswith(FORMULA) else text


def as_csv(columns: Iterable[str], rows: Iterable[Iterable]) -> bytes:
    """UTF-8 with a mark at its start, by which Excel knows it."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(map(plain, columns))
    writer.writerows(map(plain, row) for row in rows)
    return target.getvalue().encode("utf-8-sig")


def as_xlsx(sheets: Iterable[tuple[str, Iterable[str], Iterable[Iterable]]]) -> bytes:
    """One sheet for each (name, columns, rows); the first row stays in view."""
    book = Workbook(write_only=True)
    for name, columns, rows in sheets:
        sheet = book.create_sheet(_sheet_name(name))
        sheet.freeze_panes = "A2"
        sheet.append([_cell(sheet, column, bold=True) for column in columns])
        for row in rows:
            sheet.append([_cell(sheet, value) for value in row])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _cell(sheet, value, *, bold: bool = False) -> WriteOnlyCell:
    text = plain(value)
    number = int(text) if text.isdecimal() and len(text) < 10 and (text == "0" or text[0] != "0") else None
    cell = WriteOnlyCell(sheet, value=text if number is None else number)
    if number is None:
        cell.data_type = "s"  # openpyxl would make a formula of "="
    if bold:
        cell.font = Font(bold=True)
    return cell


def _sheet_name(name: str) -> str:
    """Excel allows 31 characters, and not these."""
    return "".join(" " if c in r"[]:*?/\\" else c for c in name)[:31]
