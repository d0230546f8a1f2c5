"""An upload is known by its content, loses its name and metadata, and is given out as nothing that runs."""

import io
import re
import zipfile

import docx
import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import FileField
from django.db.models.fields.files import FieldFile
from django.http import Http404
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Text
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

from charter.uploads import LARGEST, check_picture, check_upload, serve_upload


def office(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return target.getvalue()


def pdf_saying(words: str) -> bytes:
    """A PDF of one page that tells its maker in every place that a PDF has for it, an earlier revision too."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    text = DecodedStreamObject()
    text.set_data(f"BT ({words}) Tj ET".encode())
    page[NameObject("/Contents")] = writer._add_object(text)
    tells = DecodedStreamObject()
    tells.set_data(b"<x:xmpmeta>Secretauthor</x:xmpmeta>")
    writer._root_object[NameObject("/Metadata")] = writer._add_object(tells)
    page[NameObject("/PieceInfo")] = writer._add_object(tells)
    note = Text(rect=(0, 0, 9, 9), text="A remark", title_bar="Secretcommenter")
    writer.add_annotation(0, note)
    writer.add_attachment("Secretname.txt", b"Secretattachment")
    script = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("Secret()")}
    )
    writer._root_object[NameObject("/OpenAction")] = script
    writer.add_metadata({"/Author": "Secretauthor", "/Company": "Secretcompany"})
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def of(**values) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in values.items()})


def pdf_that_acts() -> bytes:
    """Scripts and files in every place of a page that holds some: a link, a button, a field, a bookmark, a paper clip."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    script = of(S=NameObject("/JavaScript"), JS=TextStringObject("Secret()"))
    on_enter = of(E=script)
    address = TextStringObject("https://example.org/kept")
    lead = of(S=NameObject("/URI"), URI=address, Next=script)
    attached = DecodedStreamObject()
    attached.set_data(b"Secretattachment")
    file = of(EF=of(F=writer._add_object(attached)))
    link, button, clip = (NameObject(f"/{kind}") for kind in ("Link", "Widget", "FileAttachment"))
    notes = [of(Subtype=link, A=lead), of(Subtype=button, A=script, AA=on_enter), of(Subtype=clip, FS=file)]
    page[NameObject("/Annots")] = ArrayObject(writer._add_object(note) for note in notes)
    writer._root_object[NameObject("/AF")] = ArrayObject([writer._add_object(file)])
    writer._root_object[NameObject("/AcroForm")] = of(
        Fields=ArrayObject([writer._add_object(of(AA=on_enter))])
    )
    heading = of(S=NameObject("/TH"), A=of(O=NameObject("/Table"), Scope=NameObject("/Row")))
    writer._root_object[NameObject("/StructTreeRoot")] = of(K=heading)
    page[NameObject("/Resources")] = of(Font=of(AA=of(Type=NameObject("/Font"))))
    bookmark = writer.add_outline_item("First", 0)
    bookmark.get_object()[NameObject("/A")] = script
    writer.add_outline_item("Second", 0)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def locked_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("password")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def telling_office() -> bytes:
    """A Word file with properties, a preview, a comment, a tracked change and a photo with a place."""
    overrides = '<Override PartName="/docProps/core.xml" ContentType="x"/>'
    overrides += '<Override PartName="/word/document.xml" ContentType="y"/>'
    relations = '<Relationship Id="1" Target="word/document.xml"/>'
    relations += '<Relationship Id="2" Target="docProps/core.xml"/>'
    parts = {
        "[Content_Types].xml": f"<Types>{overrides}</Types>",
        "_rels/.rels": f"<Relationships>{relations}</Relationships>",
        "docProps/core.xml": "<dc:creator>Secretauthor</dc:creator>",
        "docProps/app.xml": "<Company>Secretcompany</Company>",
        "docProps/custom.xml": "Secretclient",
        "docProps/thumbnail.jpeg": "Secretpreview",
        "word/document.xml": '<w:ins w:author="Secretauthor"><w:t>the words</w:t></w:ins>',
        "word/comments.xml": '<w:comment w:author="Secretauthor" w:initials="Secret">remark</w:comment>',
        "word/media/image1.jpeg": picture("JPEG"),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return target.getvalue()


def picture(kind: str, *, size=(40, 20)) -> bytes:
    """A picture that tells the place, the author and the camera, with a file hidden behind it."""
    exif = Image.Exif()
    exif[0x010E], exif[0x013B], exif[0x0110] = "Secretplace", "Secretauthor", "Secretcamera"
    exif[0x0112] = 6  # to be turned by a quarter
    target = io.BytesIO()
    Image.new("RGB", size, "teal").save(target, format=kind, exif=exif)
    return target.getvalue() + b"PK\x03\x04Secretarchive"


@pytest.mark.parametrize(
    ("name", "content", "ending"),
    [
        ("x.exe", pdf_saying("words"), "pdf"),
        ("../../etc/x.docx", office("word/document.xml"), "docx"),
        ("notes.txt", b"plain", "txt"),
    ],
)
def test_upload_is_known_by_its_content(name, content, ending):
    assert re.fullmatch(rf"[a-z0-9]{{16}}\.{ending}", check_upload(SimpleUploadedFile(name, content)).name)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><script>",
        b"MZ\x90\x00",
        b"PK\x03\x04broken",
        b"%PDF-1.7 broken",
        locked_pdf(),
        office("word/document.xml", "word/vbaProject.bin"),
        office("META-INF/MANIFEST.MF"),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\xff\xd8\xffnot a picture",
    ],
)
@pytest.mark.parametrize("pictures", [True, False])
def test_anything_else_is_refused_whatever_its_name(content, pictures):
    with pytest.raises(ValidationError):
        check_upload(SimpleUploadedFile("x.pdf", content), pictures=pictures)


def test_too_large_is_refused():
    upload = SimpleUploadedFile("x.pdf", b"%PDF-1.7")
    upload.size = LARGEST + 1
    with pytest.raises(ValidationError, match="at most 20 MB"):
        check_upload(upload)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_picture_loses_its_metadata_and_what_hides_behind_it_and_stands_upright(kind):
    kept = check_upload(SimpleUploadedFile("Jane Doe.bin", picture(kind)), pictures=True)
    content = kept.read()
    assert b"Secret" not in content
    with Image.open(io.BytesIO(content)) as shown:
        assert (shown.format, shown.size, dict(shown.getexif())) == (kind, (20, 40), {})
    assert "jane" not in kept.name.lower()


def test_picture_is_made_as_wide_as_a_page_needs():
    content = check_picture(SimpleUploadedFile("x.png", picture("PNG", size=(3000, 10)))).read()
    with Image.open(io.BytesIO(content)) as shown:
        assert max(shown.size) == 2000


def test_pictures_are_refused_where_documents_are_asked_for():
    with pytest.raises(ValidationError):
        check_upload(SimpleUploadedFile("x.png", picture("PNG")))


def test_picture_of_too_many_points_is_not_opened():
    big = io.BytesIO()
    Image.new("1", (10_000, 5_000)).save(big, format="PNG")
    with pytest.raises(ValidationError, match="million"):
        check_picture(SimpleUploadedFile("x.png", big.getvalue()))


@pytest.mark.parametrize("inline", [True, False])
def test_document_is_a_download_that_runs_nothing(inline):
    answer = serve_upload(ContentFile(b"%PDF-1.7", name="abc.pdf"), name="agenda", inline=inline)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="agenda.pdf"'
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_picture_may_be_shown_in_a_page():
    answer = serve_upload(ContentFile(b"x", name="abc.webp"), name="picture", inline=True)
    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.headers["Content-Disposition"] == 'inline; filename="picture.webp"'


def test_file_that_the_storage_lost_is_a_page_not_found_and_in_the_log(tmp_path, caplog):
    lost = FieldFile(None, FileField(storage=FileSystemStorage(tmp_path)), "k3/lost.pdf")
    with pytest.raises(Http404):
        serve_upload(lost, name="agenda")
    assert "lost.pdf" in caplog.text


def test_pdf_loses_its_makers_and_keeps_its_words():
    before = pdf_saying("the words")
    assert before.count(b"Secret") > 4
    content = check_upload(SimpleUploadedFile("x.pdf", before)).read()
    assert b"Secret" not in content and b"(the words)" in content and b"A remark" in content
    read = PdfReader(io.BytesIO(content))
    assert len(read.pages) == 1 and not read.metadata and read.xmp_metadata is None and not read.attachments


def test_pdf_loses_its_scripts_and_files_wherever_they_hang_and_nothing_else():
    before = pdf_that_acts()
    assert before.count(b"Secret") >= 2
    content = check_upload(SimpleUploadedFile("x.pdf", before)).read()
    assert b"Secret" not in content and b"/JavaScript" not in content
    read = PdfReader(io.BytesIO(content))
    assert read.pages[0]["/Annots"][0]["/A"] == {"/S": "/URI", "/URI": "https://example.org/kept"}
    assert [item.title for item in read.outline] == ["First", "Second"]
    assert read.trailer["/Root"]["/StructTreeRoot"]["/K"]["/A"]["/Scope"] == "/Row"
    assert "/AA" in read.pages[0]["/Resources"]["/Font"]


def test_office_file_loses_its_makers_and_keeps_its_words():
    content = check_upload(SimpleUploadedFile("x.docx", telling_office())).read()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert not any(b"Secret" in part for part in parts.values())
    assert not any(name.startswith("docProps") for name in parts) and b"docProps" not in b"".join(
        parts.values()
    )
    assert b"the words" in parts["word/document.xml"] and b"remark" in parts["word/comments.xml"]
    assert b"/word/document.xml" in parts["[Content_Types].xml"]


def test_real_word_and_excel_files_still_open():
    target = io.BytesIO()
    document = docx.Document()
    document.core_properties.author = "Secretauthor"
    document.add_paragraph("The words")
    document.save(target)
    kept = check_upload(SimpleUploadedFile("x.docx", target.getvalue()))
    again = docx.Document(io.BytesIO(kept.read()))
    assert again.paragraphs[0].text == "The words" and again.core_properties.author != "Secretauthor"
    book, target = openpyxl.Workbook(), io.BytesIO()
    book.properties.creator = "Secretauthor"
    book.active["A1"] = "A number"
    book.save(target)
    kept = check_upload(SimpleUploadedFile("x.xlsx", target.getvalue()))
    again = openpyxl.load_workbook(io.BytesIO(kept.read()))
    assert again.active["A1"].value == "A number" and again.properties.creator != "Secretauthor"


def test_package_that_unpacks_to_very_much_is_refused(monkeypatch):
    monkeypatch.setattr("charter.bare_files.UNPACKED", 10)
    with pytest.raises(ValidationError, match="unpacks"):
        check_upload(SimpleUploadedFile("x.docx", telling_office()))


def test_page_hidden_behind_a_pdf_is_left_behind():
    content = pdf_saying("words") + b"<html><script>alert(1)</script>"
    assert b"<script>" not in check_upload(SimpleUploadedFile("x.pdf", content)).read()
