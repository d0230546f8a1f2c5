"""What may be uploaded, and how it is given out: known by its content, renamed, stripped, and never run.

`upload = check_upload(upload)` in a form's `clean_...`; `serve_upload(file, name="agenda")` in a view that
has already asked who may read it. Files lie in the storage of `MEDIA_URL` and have no address of their own.
"""

import io
import logging
import zipfile
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import FileResponse, Http404
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from charter.bare_files import bare_office, bare_pdf

logger = logging.getLogger(__name__)
LARGEST = 20 * 1024 * 1024
LARGEST_PICTURE = 8 * 1024 * 1024
MOST_PIXELS = 40_000_000
WIDEST = 2000
OFFICE = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
PICTURES = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "txt": "text/plain; charset=utf-8",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}


def check_upload(upload, *, pictures: bool = False):
    """The file to store: a random name with the ending of its content, and nothing told of who made it.

    Takes PDF, Word, Excel, PowerPoint and plain text of at most 20 MB; with `pictures`, JPEG, PNG and WebP
    of at most 8 MB as well. Raises ValidationError with what to do.
    """
    if upload.size > LARGEST:
        raise ValidationError(_("Give a file of at most 20 MB."))
    upload.seek(0)
    start = upload.read(4096)
    upload.seek(0)
    if pictures and start.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")):
        return check_picture(upload)
    ending = _ending(upload, start, pictures)
    return SimpleUploadedFile(_neutral(ending), _bare(ending, upload.read()), content_type=TYPES[ending])


def check_picture(upload) -> SimpleUploadedFile:
    """The picture redrawn from its points alone: no camera, place, author, comment or appended file is left.

    Takes JPEG, PNG and WebP of at most 8 MB; wider than 2000 points is made smaller.
    """
    if upload.size > LARGEST_PICTURE:
        raise ValidationError(_("Give a picture of at most 8 MB."))
    upload.seek(0)
    try:
        with Image.open(upload, formats=list(PICTURES)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValidationError(_("Give a picture of at most 40 million points."))
            kind, content = picture.format, _redrawn(picture)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError(_("Give a JPEG, PNG or WebP picture.")) from error
    name = _neutral(PICTURES[kind])
    return SimpleUploadedFile(name, content, content_type=TYPES[PICTURES[kind]])


def size_of(file) -> tuple[int, int] | None:
    """Width and height of a stored picture in points; None where the storage has lost it."""
    try:
        with file.storage.open(file.name) as content, Image.open(content, formats=list(PICTURES)) as picture:
            return picture.size
    except OSError:
        return None


def serve_upload(file, *, name: str, inline: bool = False) -> FileResponse:
    """A stored file as `name` with its own ending; a download, unless it is a picture shown `inline`.

    The headers let no browser guess another type, run it, or open it inside the site. Raises Http404 where the
    storage has lost the file, which the log tells the administrator.
    """
    ending = PurePath(file.name).suffix.removeprefix(".").lower()
    shown = inline and ending in PICTURES.values()
    try:
        content = file.open("rb")
    except FileNotFoundError as error:
        logger.error("an upload is missing from the storage: %s", file.name)
        raise Http404 from error
    answer = FileResponse(content, as_attachment=not shown, filename=f"{name}.{ending}")
    answer.headers["Content-Type"] = TYPES.get(ending, "application/octet-stream")
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def _bare(ending: str, content: bytes) -> bytes:
    if ending == "pdf":
        return bare_pdf(content)
    return bare_office(content, _bare_photo) if ending in OFFICE.values() else content


def _bare_photo(content: bytes) -> bytes:
    return check_picture(SimpleUploadedFile("photo", content)).read()


def _redrawn(picture: Image.Image) -> bytes:
    kind = picture.format
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((WIDEST, WIDEST))
    upright = upright.convert("RGB" if kind == "JPEG" else "RGBA")
    bare = Image.frombytes(upright.mode, upright.size, upright.tobytes())
    target = io.BytesIO()
    bare.save(target, format=kind, quality=82, optimize=True)
    return target.getvalue()


def _neutral(ending: str) -> str:
    return f"{get_random_string(16).lower()}.{ending}"


def _ending(upload, start: bytes, pictures: bool) -> str:
    if start.startswith(b"%PDF-"):
        return "pdf"
    if start.startswith(b"PK\x03\x04"):
        return _office_ending(upload, pictures)
    if start and b"\0" not in start and PurePath(upload.name).suffix.lower() in {".txt", ".csv"}:
        return "txt"
    raise _refused(pictures)


def _office_ending(upload, pictures: bool) -> str:
    try:
        with zipfile.ZipFile(upload) as package:
            names = set(package.namelist())
    except zipfile.BadZipFile as error:
        raise ValidationError(_("This file is damaged.")) from error
    finally:
        upload.seek(0)
    if any("vbaproject" in name.lower() for name in names):
        raise ValidationError(_("This file carries macros: save it without them."))
    for name, ending in OFFICE.items():
        if name in names:
            return ending
    raise _refused(pictures)


def _refused(pictures: bool) -> ValidationError:
    if pictures:
        return ValidationError(_("Give a PDF, a Word, Excel or PowerPoint file, plain text or a picture."))
    return ValidationError(_("Give a PDF, a Word, Excel or PowerPoint file, or plain text."))
