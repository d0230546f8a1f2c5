"""Minutes drafted in Word come in as their secretary left them: nothing written is lost, nothing struck out returns."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from meetings.minutes_docx import NotAText, text_of
from meetings.minutes_text import parse_minutes
from meetings.models import Entry
from members.models import Person
from tests.meetings.minutes_cast import PAGE, coordinator, july, meeting, seat

__all__ = ["coordinator", "july", "meeting"]
FOOTNOTES = f"""<w:footnotes {nsdecls("w")}>
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:t>Figures of the state bureau.</w:t></w:r></w:p></w:footnote></w:footnotes>"""


def tracked(paragraph, *, struck: str, added: str) -> None:
    """Some words struck out and others put in, with changes tracked."""
    for xml in (
        f'<w:del {nsdecls("w")} w:id="1" w:author="B"><w:r><w:delText>{struck}</w:delText></w:r></w:del>',
        f'<w:ins {nsdecls("w")} w:id="2" w:author="B"><w:r><w:t>{added}</w:t></w:r></w:ins>',
    ):
        paragraph._p.append(parse_xml(xml))


def boxed(document, words: str) -> None:
    """A paragraph in a box of a form, as templates have them."""
    document.element.body.insert(
        len(document.element.body) - 1,
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        ),
    )


def drafted() -> bytes:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Confidential until approved"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    document.add_heading("Quarterly Meeting Minutes", level=1)
    document.add_paragraph("July 16, 2026")
    document.add_paragraph().add_run("Treasurer’s report").bold = True
    document.add_paragraph("The hotel line is spent; “as planned”, said the coordinator.")
    document.add_paragraph("Motion to accept the treasurer’s report")
    document.add_paragraph("Moved by: Ann Day")
    document.add_paragraph("Seconded by: Bo Ray")
    vote = document.add_paragraph("Vote: ")
    tracked(vote, struck="9-2-1", added="8-3-1")
    document.add_paragraph("Motion carried")
    boxed(document, "Bo Ray asked for the hotel bills.")
    document.add_paragraph().add_run("Posters").bold = True
    table = document.add_table(rows=3, cols=3)
    for row, words in zip(
        table.rows,
        (("County", "Posters", "Remark"), ("Dane", "12", "Dane"), ("All", "All", "done")),
        strict=True,
    ):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    table.rows[2].cells[1].text = ""
    table.rows[2].cells[0].merge(table.rows[2].cells[1])
    document.add_paragraph("English first", style="List Bullet")
    document.add_paragraph("Hmong next", style="List Bullet")
    last = document.add_paragraph()
    last.add_run("ACTION:").bold = True
    last.add_run(" Ann Day – print the Hmong posters – by August 3")
    notes = Part(
        PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, FOOTNOTES.encode(), document.part.package
    )
    document.part.relate_to(notes, RELATIONSHIP_TYPE.FOOTNOTES)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def test_bold_headings_tracked_changes_tables_lists_and_footnotes():
    minutes = parse_minutes(text_of(io.BytesIO(drafted())))
    assert [section.title for section in minutes.sections] == ["Treasurer’s report", "Posters"]
    [motion] = minutes.motions
    assert (motion.text, motion.mover, motion.seconder) == (
        "Accept the treasurer’s report.",
        "Ann Day",
        "Bo Ray",
    )
    assert (motion.yes, motion.no, motion.abstain, motion.result) == (8, 3, 1, "carried")
    first, last = minutes.sections
    assert first.blocks[0] == "The hotel line is spent; “as planned”, said the coordinator."
    assert first.blocks[-1] == "Bo Ray asked for the hotel bills."
    assert last.blocks == [
        "| County | Posters | Remark |\n|---|---|---|\n| Dane | 12 | Dane |\n| All |  | done |",
        "- English first\n- Hmong next",
        "Note 2: Figures of the state bureau.",
    ]
    [item] = minutes.action_items
    assert (item.owner, item.action, item.due) == ("Ann Day", "print the Hmong posters", "2026-08-03")
    assert minutes.flags == []


def test_headers_and_what_was_struck_out_stay_outside():
    text = text_of(io.BytesIO(drafted()))
    assert "9-2-1" not in text and "Confidential" not in text and "Page 1" not in text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_text_of_any_windows_program(encoding):
    assert text_of(io.BytesIO("José said “yes” – twice".encode(encoding))) == "José said “yes” – twice"


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7 x", b"{\\rtf1 x}", b"\xd0\xcf\x11\xe0 x", b"PK\x03\x04 x", b"\x00\x01\x02"]
)
def test_other_files_are_refused_with_a_word_of_what_to_do(coordinator, content):
    with pytest.raises(NotAText):
        text_of(io.BytesIO(content))
    page = coordinator.post(PAGE + "import/", {"file": SimpleUploadedFile("minutes", content)})
    assert page.status_code == 200 and "This " in page.content.decode()


def test_who_and_when_that_nobody_knows_stay_in_the_words(coordinator, fay, cal, legislative):
    text = (
        "July 16, 2026\n\n## Action items\n| What | Who | By when |\n|---|---|---|\n"
        "| Write to the clerk | Zed Unknown | soon |\n| Call the hall | Cal Ness | 2026-08-01 |\n"
        "| Read the draft | Fay Secretname | 2026-08-02 |\n| Compare the bills | Legislative | 2026-08-03 |\n"
        f"| {'Long ' * 60}end | Cal Ness | 2026-08-04 |\n"
    )
    preview = coordinator.post(PAGE + "import/", {"text": text}).content.decode()
    assert "“Zed Unknown” is nobody here" in preview and "no date was recognised" in preview
    coordinator.post(PAGE + "import/", {"text": text, "confirm": "1"})
    tasks = list(Entry.objects.filter(kind="action").order_by("pk"))
    assert [entry.words() for entry in tasks[:4]] == [
        "Write to the clerk (Zed Unknown; by: soon)",
        "Call the hall",
        "Read the draft",
        "Compare the bills",
    ]
    assert tasks[3].workgroup == legislative
    assert Entry.objects.get(kind="note").text.endswith("end")


def test_of_two_alike_a_draft_means_neither(coordinator, cal):
    Person.objects.create_user("Cal Ness")
    text = "## Action items\n| What | Who |\n|---|---|\n| Call the hall | Cal Ness |\n"
    assert (
        "“Cal Ness” is nobody here, or several"
        in coordinator.post(PAGE + "import/", {"text": text}).content.decode()
    )
    coordinator.post(PAGE + "import/", {"text": text, "confirm": "1"})
    entry = Entry.objects.get(kind="action")
    assert (entry.owner, entry.words()) == (None, "Call the hall (Cal Ness)")


def test_what_cannot_be_taken_in_stays_on_the_page(coordinator):
    seat(None)
    coordinator.post(PAGE + "import/", {"text": "## Budget\nSaid.", "confirm": "1"})
    page = coordinator.post(PAGE + "import/", {"text": "## Budget\nSaid at length.", "confirm": "1"})
    assert page.status_code == 200
    assert "These minutes have text already." in page.content.decode()
    assert "Said at length." in page.context["form"].initial["text"]
