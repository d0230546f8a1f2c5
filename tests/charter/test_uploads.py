"""An upload is known by its content, loses its name and metadata, and is given out as nothing that runs."""

import io
import re
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from charter.uploads import LARGEST, check_picture, check_upload, serve_upload


def office(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name in names:
            package.writestr(name, "x")
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
        ("x.exe", b"%PDF-1.7", "pdf"),
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
