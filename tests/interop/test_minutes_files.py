"""Minutes as files that others open: a tagged PDF for screen readers, a Word document in LibreOffice."""

import io
import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfWriter
from pypdf.generic import NameObject

from meetings.actions import minutes as actions
from meetings.minutes_copy import Copy
from meetings.minutes_docx import text_of
from meetings.minutes_pdf import as_pdf
from meetings.minutes_text import parse_minutes
from meetings.minutes_word import as_docx
from meetings.models import Meeting, Minutes
from members.models import Person
from tests.interop.pdf_ua import problems
from workgroups.models import Workgroup

SAMPLE = (Path(__file__).parents[1] / "meetings" / "minutes" / "2026-07-16-minutes.md").read_text()
TABLE = "Facts\n\n| Year | Trainings |\n|---|---|\n| 2025 | 6 |\n\n- one\n- two"


def tool(name: str, package: str) -> str:
    if shutil.which(name) is None:
        pytest.skip(f"{name} is absent: apt-get install {package}")
    return name


def run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout


@pytest.fixture
def minutes(ada, legislative) -> Minutes:
    starts = datetime(2026, 7, 16, 15, tzinfo=UTC)
    meeting = Meeting.objects.create(
        slug="2026-07-16", title="Quarterly meeting", starts_at=starts, ends_at=starts + timedelta(hours=4)
    )
    minutes = actions.begin(meeting, by=ada)
    for number, item in enumerate(parse_minutes(SAMPLE).action_items):
        if not Person.objects.filter(name=item.owner).exists():
            Person.objects.create_user(item.owner, f"owner{number}@example.org")
        if item.workgroup != "Coordinator":
            Workgroup.objects.get_or_create(name=item.workgroup, defaults={"slug": f"group-{number}"})
    actions.take_in(minutes, parse_minutes(SAMPLE), by=ada)
    actions.add_entry(minutes, heading="Data", kind="note", text=TABLE, by=ada)
    return minutes


@pytest.fixture
def pdf(minutes, tmp_path) -> str:
    path = tmp_path / "minutes.pdf"
    path.write_bytes(as_pdf(minutes, Copy.FULL))
    return str(path)


def test_pdf_is_tagged_and_says_its_title_and_standard(pdf):
    info = run(tool("pdfinfo", "poppler-utils"), pdf)
    assert re.search(r"^Title:\s+Minutes: Quarterly meeting$", info, re.MULTILINE)
    assert re.search(r"^Tagged:\s+yes$", info, re.MULTILINE)
    assert "<pdfuaid:part>1</pdfuaid:part>" in run("pdfinfo", "-meta", pdf)


def test_pdf_says_its_language_and_shows_its_title(pdf, tmp_path):
    plain = tmp_path / "plain.pdf"
    run(tool("qpdf", "qpdf"), "--qdf", "--object-streams=disable", pdf, str(plain))
    written = plain.read_bytes()
    catalog = re.search(rb"<<(?:(?!endobj).)*/Type /Catalog.*?endobj", written, re.DOTALL)[0]
    assert re.search(rb"/Lang \(en", catalog)
    assert re.search(rb"/Marked true", catalog) and re.search(rb"/DisplayDocTitle true", catalog)


def test_every_word_of_the_pdf_is_tagged_in_the_order_it_is_read(pdf):
    tool("pdfinfo", "poppler-utils")
    tree = run("pdfinfo", "-struct-text", pdf)
    tags = re.findall(r"^\s*(\w+)(?=[ :]|$)", run("pdfinfo", "-struct", pdf), re.MULTILINE)
    assert tags[0] == "Document" and tags.count("H1") == 1
    assert {"H2", "P", "Table", "TH", "TD", "L", "LI"} <= set(tags)
    said = re.sub(r"\s+", "", "".join(re.findall(r'"(.*)"', tree)))
    places = [said.index(re.sub(r"\s+", "", words)) for words in ORDER]
    assert places == sorted(places)


ORDER = [
    "Minutes: Quarterly meeting",
    "Present: 20 of 26 voting members",
    "Called to order at 10:03 a.m.",
    "Motion 2026-07/1",
    "Moved: Odalys Brennecke",
    "Eleven counties report",
    "Action item 2026-07-A11",
    "Trainings",
]


@pytest.mark.parametrize("copy", [Copy.FULL, Copy.MEMBERS, Copy.PUBLIC])
def test_pdf_has_what_a_checker_of_pdf_ua_asks_for(minutes, copy):
    assert problems(as_pdf(minutes, copy)) == []


def test_check_finds_what_is_amiss(minutes):
    writer = PdfWriter(clone_from=io.BytesIO(as_pdf(minutes, Copy.FULL)))
    root = writer.root_object
    del root["/Lang"], root["/ViewerPreferences"]
    kids = root["/StructTreeRoot"]["/K"][0].get_object()["/K"]
    kids.insert(0, kids.pop())
    for element in writer.root_object["/StructTreeRoot"]["/K"][0].get_object()["/K"]:
        if element.get_object().get("/S") == "/H1":
            element.get_object()[NameObject("/S")] = NameObject("/H2")
    target = io.BytesIO()
    writer.write(target)
    found = "\n".join(problems(target.getvalue()))
    assert "language" in found and "title is shown" in found and "it alone, is the title" in found
    assert "told in another order" in found


def test_heading_levels_of_the_pdf_skip_none(pdf):
    tool("pdfinfo", "poppler-utils")
    levels = [int(level) for level in re.findall(r"^\s*H(\d)", run("pdfinfo", "-struct", pdf), re.MULTILINE)]
    assert levels[0] == 1 and all(after - before <= 1 for before, after in pairwise(levels))


def shape(content: bytes) -> tuple[list[str], list[list[str]]]:
    """The headings, and the cells of every table."""
    document = Document(io.BytesIO(content))
    headings = [p.text for p in document.paragraphs if p.style.name.startswith(("Heading", "Title"))]
    return headings, [[cell.text for row in table.rows for cell in row.cells] for table in document.tables]


def test_word_document_keeps_headings_and_tables_through_libreoffice(minutes, tmp_path):
    tool("soffice", "libreoffice-writer-nogui")
    path = tmp_path / "minutes.docx"
    path.write_bytes(as_docx(minutes, Copy.FULL))
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    out = str(tmp_path / "out")
    run("soffice", home, "--headless", "--convert-to", "odt", "--outdir", out, str(path))
    run("soffice", home, "--headless", "--convert-to", "docx", "--outdir", out, f"{out}/minutes.odt")
    before, after = shape(path.read_bytes()), shape(Path(f"{out}/minutes.docx").read_bytes())
    assert len(before[0]) > 10 and len(before[1]) == 2
    assert after == before


def test_word_document_comes_in_again_with_every_motion_and_action_item(minutes):
    upload = io.BytesIO(as_docx(minutes, Copy.FULL))
    again = parse_minutes(text_of(upload))
    first = parse_minutes(SAMPLE)
    keys = ("id", "workgroup", "action", "due")
    assert [[getattr(item, key) for key in keys] for item in again.action_items] == [
        [getattr(item, key).replace("Coordinator", "") for key in keys] for item in first.action_items
    ]
    assert again.flags == []
    assert [decision.text for decision in again.decisions] == [decision.text for decision in first.decisions]
    assert [(m.mover, m.yes, m.no, m.abstain, m.result) for m in again.motions] == [
        (m.mover, m.yes, m.no, m.abstain, m.result) for m in first.motions
    ]


def test_draft_says_so_on_every_page_of_the_word_document(minutes):
    document = Document(io.BytesIO(as_docx(minutes, Copy.FULL)))
    assert "DRAFT" in document.sections[0].header.paragraphs[0].text
    assert document.core_properties.title == "Minutes: Quarterly meeting"
