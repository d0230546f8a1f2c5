"""A count that could expose a survivor leaves in no format, neither as it is nor by taking one number from another."""

import io
import json
import re
import subprocess
import zipfile
from datetime import date

import pytest
from openpyxl import load_workbook

from reports.actions import make_token
from reports.enums import Scope
from tests.reports.test_reports import room

__all__ = ["room"]

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-11-26T12:00:00-06:00")]
PROTECTED, SEAT = "Protected", "Advisory Seat A"


def as_text(content: bytes) -> str:
    """PDF, Word and spreadsheet as the words in them; anything else is text already."""
    if content.startswith(b"%PDF"):
        return subprocess.run(
            ["pdftotext", "-layout", "-", "-"], input=content, capture_output=True
        ).stdout.decode()
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            whole = "\n".join(package.read(n).decode() for n in package.namelist() if n.endswith(".xml"))
        return re.sub(r"<[^>]+>", " ", whole)
    return content.decode("utf-8-sig")


@pytest.fixture
def everywhere(room, ada, cal, client) -> dict[str, str]:
    """The quarter's report in every way it leaves, to members and to someone without an account."""
    client.force_login(ada)
    client.post("/reports/2026-Q4/file/")
    client.post("/reports/2026-Q4/lend/", {"reader": "A fund", "until": "2026-12-31"})
    lent = "/lent/" + re.search(r"/lent/([^/]+)/", client.get("/reports/2026-Q4/").content.decode())[1] + "/"
    secret = make_token(person=cal, name="T", scopes=Scope.values, until=date(2026, 12, 31))[1]
    client.force_login(cal)
    files = [f"/reports/2026-Q4/report.{kind}" for kind in ("pdf", "docx", "xlsx", "json")]
    figures = json.loads(client.get(files[-1]).content)["figures"]
    files += [f"/reports/2026-Q4/figures/{figure['key']}.csv" for figure in figures]
    found = {
        path: as_text(client.get(path).content) for path in ["/reports/2026-Q4/", "/reports/2026/", *files]
    }
    client.logout()
    found |= {path: as_text(client.get(path).content) for path in (lent, f"{lent}pdf/")}
    api = client.get("/api/v1/reports/2026-Q4/", headers={"Authorization": f"Bearer {secret}"})
    return found | {"api": api.content.decode()}


def test_small_count_is_hidden_in_every_format(everywhere):
    """One protected seat came and one there is: wherever the sector stands, "<5" stands beside it."""
    told = 0
    for path, words in everywhere.items():
        assert SEAT not in words, path
        if PROTECTED not in words:
            continue
        told += 1
        for after in re.findall(
            rf"{PROTECTED}\b(?!,)(.{{0,120}})", re.sub(r"<(?=[/a-zA-Z!])[^>]*>", " ", words), re.DOTALL
        ):
            first = re.search(r"\d+", after.replace("&lt;", "<"))
            assert first is None or after.replace("&lt;", "<")[first.start() - 1] == "<", (path, after)
    assert told >= 9


def test_no_number_less_another_gives_it_away(everywhere):
    """Whoever adds up what is listed finds it beside a number that says only "or more"."""
    figures = {figure["key"]: figure for figure in json.loads(everywhere["api"])["figures"]}
    listed = sum(row[-1] == "Present" for row in figures["attendance_by_organization"]["rows"])
    assert listed == 6
    assert figures["meetings"]["columns"] == ["Date", "Meeting", "Voting seats present", "Quorum"]
    assert figures["meetings"]["rows"][0][2] == f"{listed} or more"
    assert figures["attendance_by_sector"]["rows"][-1] == ["All sectors", f"{listed} or more"]
    assert not any(re.search(r"\b7\b", row[-1]) for row in figures["attendance_by_sector"]["rows"])


def test_picture_of_a_hidden_count_has_no_length(everywhere):
    page = everywhere["/reports/2026-Q4/"]
    bar = re.search(r'<rect [^>]*width="([\d.]+)"[^>]*><title>Protected, Now: &lt;5', page)
    assert bar and float(bar[1]) == 1.0


def test_spreadsheet_and_datasets_hide_the_same(room, cal, client):
    client.force_login(cal)
    book = load_workbook(io.BytesIO(client.get("/reports/2026-Q4/report.xlsx").content))
    cells = {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}
    assert ["Protected", "<5", "<5", 1] in cells["Seats by sector"]
    for name in ("organizations", "attendance", "votes", "representations"):
        answer = client.post(f"/reports/data/{name}/", {"format": "json", "purpose": "x"})
        assert SEAT not in answer.content.decode()
