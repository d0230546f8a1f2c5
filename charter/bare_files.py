"""PDF and Office files without what they tell of their makers: author, company, device, dates, places, comments' names.

The words on the pages are left as they are. What cannot be read cannot be cleaned, and is refused.
Formats: ISO 32000 (14.3 Metadata, 14.5 Page-piece dictionaries), ECMA-376 part 2 (core properties).
"""

import io
import re
import zipfile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import NameObject

UNPACKED = 200 * 1024 * 1024
OF_THE_FILE = ["/Metadata", "/PieceInfo", "/OpenAction", "/AA"]
OF_A_PAGE = ["/Metadata", "/PieceInfo", "/LastModified", "/AA"]
RUN_OR_ATTACHED = ["/EmbeddedFiles", "/JavaScript"]
_PROPERTIES = re.compile(rb'<(?:\w+:)?(?:Relationship|Override)\b[^>]*"/?docProps/[^>]*?/>')
_NAMES = [
    (re.compile(rb'((?:w|w15):(?:author|initials|userId))="[^"]*"'), rb'\1=""'),
    (re.compile(rb"<((?:\w+:)?author)>[^<]*</"), rb"<\1></"),
    (re.compile(rb'(<p:cmAuthor\b[^>]*?\b)name="[^"]*"'), rb'\1name=""'),
    (re.compile(rb'(<p:cmAuthor\b[^>]*?\b)initials="[^"]*"'), rb'\1initials=""'),
]
_PICTURE = re.compile(r"/media/[^/]+\.jpe?g$", re.IGNORECASE)


def bare_pdf(content: bytes) -> bytes:
    """The document written anew: no properties, earlier revisions, attached files, scripts or commenters' names."""
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted:
            raise ValidationError(_("This PDF is locked. Save it without a password."))
        _clean_pdf(reader)
        writer = PdfWriter(clone_from=reader)
        writer.metadata = None
        target = io.BytesIO()
        writer.write(target)
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValidationError(_("This PDF is damaged. Save it again, then give it.")) from error
    return target.getvalue()


def _clean_pdf(reader: PdfReader) -> None:
    root = reader.trailer["/Root"].get_object()
    for name in OF_THE_FILE:
        root.pop(NameObject(name), None)
    names = root.get("/Names")
    for name in RUN_OR_ATTACHED if names is not None else ():
        names.get_object().pop(NameObject(name), None)
    for page in reader.pages:
        for name in OF_A_PAGE:
            page.indirect_reference.get_object().pop(NameObject(name), None)
        for note in page.get("/Annots") or ():
            if note.get_object().get("/Subtype") not in ("/Widget", "/Link"):
                note.get_object().pop(NameObject("/T"), None)


def bare_office(content: bytes, redraw) -> bytes:
    """The package without its properties and preview, its commenters' names and its photos' metadata.

    `redraw` takes a picture's bytes and gives them without metadata.
    """
    target = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = {info.filename: info for info in package.infolist()}
            if sum(info.file_size for info in parts.values()) > UNPACKED:
                raise ValidationError(_("This file unpacks to more than 200 MB. Make it smaller."))
            with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bare:
                for name, info in parts.items():
                    if not name.startswith("docProps/"):
                        bare.writestr(zipfile.ZipInfo(name), _bare_part(name, package.read(info), redraw))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
        raise ValidationError(
            _("This file is damaged or locked. Save it again without a password.")
        ) from error
    return target.getvalue()


def _bare_part(name: str, content: bytes, redraw) -> bytes:
    if _PICTURE.search(name):
        return redraw(content)
    if name in ("[Content_Types].xml", "_rels/.rels"):
        return _PROPERTIES.sub(b"", content)
    if name.endswith(".xml"):
        for pattern, instead in _NAMES:
            content = pattern.sub(instead, content)
    return content
