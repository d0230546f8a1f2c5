"""What leaves as a spreadsheet is text and numbers; nothing in it computes."""

import csv
import io

import pytest
from openpyxl import load_workbook

from charter.spreadsheet import as_csv, as_xlsx

HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_a_formula(text):
    (row,) = list(csv.reader(io.StringIO(as_csv(["Name"], [[text]]).decode("utf-8-sig"))))[1:]
    assert row == [f"'{text}"]
    cell = load_workbook(io.BytesIO(as_xlsx([("All", ["Name"], [[text]])]))).active["A2"]
    assert cell.data_type == "s" and cell.value.startswith("'")


def test_counts_are_numbers_and_codes_keep_their_zeros():
    sheet = load_workbook(io.BytesIO(as_xlsx([("A/B", ["N", "Code"], [["12", "0042"]])]))).active
    assert (sheet.title, sheet["A2"].value, sheet["B2"].value) == ("A B", 12, "0042")
