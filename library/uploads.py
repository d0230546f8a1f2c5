"""What may be uploaded: known by its content, never by its name, and renamed on the way in."""

import zipfile
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.utils.crypto import get_random_string

LARGEST = 20 * 1024 * 1024
OFFICE = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}


def neutral_name(upload) -> str:
    """A random name with the ending that its content has.

    Raises ValidationError for what is too large or is none of PDF, Word, Excel, PowerPoint or plain text.
    """
    if upload.size > LARGEST:
        raise ValidationError("Give a file of at most 20 MB.")
    return f"{get_random_string(16).lower()}.{_ending(upload)}"


def _ending(upload) -> str:
    upload.seek(0)
    start = upload.read(4096)
    upload.seek(0)
    if start.startswith(b"%PDF-"):
        return "pdf"
    if start.startswith(b"PK\x03\x04"):
        return _office_ending(upload)
    if start and b"\0" not in start and PurePath(upload.name).suffix.lower() in {".txt", ".csv"}:
        return "txt"
    raise ValidationError("Give a PDF, a Word, Excel or PowerPoint file, or plain text.")


def _office_ending(upload) -> str:
    try:
        with zipfile.ZipFile(upload) as package:
            names = set(package.namelist())
    except zipfile.BadZipFile as error:
        raise ValidationError("This file is damaged.") from error
    finally:
        upload.seek(0)
    if any("vbaproject" in name.lower() for name in names):
        raise ValidationError("This file carries macros: save it without them.")
    for name, ending in OFFICE.items():
        if name in names:
            return ending
    raise ValidationError("Give a PDF, a Word, Excel or PowerPoint file, or plain text.")
