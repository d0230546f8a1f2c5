"""PDF and Office files without what they tell of their makers: author, company, device, dates, places, comments' names.

The words on the pages are left as they are. What cannot be read cannot be cleaned, and is refused.
Formats: ISO 32000 (14.3 Metadata, 14.5 Page-piece dictionaries), ECMA-376 part 2 (core properties).
"""

import io
import re
import zipfile
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

UNPACKED = 200 * 1024 * 1024
OF_THE_FILE = ["/Metadata", "/PieceInfo", "/OpenAction"]
OF_A_PAGE = ["/Metadata", "/PieceInfo", "/LastModified"]
RUN_OR_ATTACHED = ["/AA", "/AF", "/EF", "/EmbeddedFiles", "/JavaScript", "/JS", "/OnInstantiate", "/XFA"]
LEADS_SOMEWHERE = ["/GoTo", "/URI"]
NAMES_AT_WILL = ["/Resources", "/DR"]  # a font may be called AA there
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
    for part in _dictionaries(root):
        for name in RUN_OR_ATTACHED:
            part.pop(NameObject(name), None)
        _keep_only_a_link(part)
    for page in reader.pages:
        for name in OF_A_PAGE:
            page.indirect_reference.get_object().pop(NameObject(name), None)
        for note in page.get("/Annots") or ():
            if note.get_object().get("/Subtype") not in ("/Widget", "/Link"):
                note.get_object().pop(NameObject("/T"), None)


def _dictionaries(root: DictionaryObject) -> Iterator[DictionaryObject]:
    """Each one once, then what is left in it after whoever asked has looked at it."""
    waiting, seen = [root], {}
    while waiting:
        part = waiting.pop().get_object()
        if id(part) in seen or not isinstance(part, DictionaryObject | ArrayObject):
            continue
        seen[id(part)] = part
        if isinstance(part, ArrayObject):
            waiting += part
            continue
        yield part
        waiting += [value for name, value in part.items() if name not in NAMES_AT_WILL]


def _keep_only_a_link(part: DictionaryObject) -> None:
    """An action that only leads somewhere stays, without what would follow it; any other goes."""
    if "/A" not in part or not isinstance(action := part["/A"], DictionaryObject):
        return
    if "/S" not in action:  # the attributes of a tagged element
        return
    if action["/S"] in LEADS_SOMEWHERE:
        action.pop(NameObject("/Next"), None)
    else:
        del part[NameObject("/A")]


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
