"""What a checker of PDF/UA-1 asks of a file and a machine can answer; ISO 14289-1's clauses in brackets."""

import io
from collections.abc import Iterator
from itertools import pairwise

from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject

PAINTS = {
    b"Tj",
    b"TJ",
    b"'",
    b'"',
    b"f",
    b"F",
    b"f*",
    b"S",
    b"s",
    b"B",
    b"B*",
    b"b",
    b"b*",
    b"sh",
    b"Do",
    b"EI",
}
WITHIN = {"LI": {"L"}, "LBody": {"LI"}, "Lbl": {"LI"}, "TR": {"Table", "THead", "TBody", "TFoot"}}
WITHIN |= {"TH": {"TR"}, "TD": {"TR"}, "THead": {"Table"}, "TBody": {"Table"}}


def problems(content: bytes) -> list[str]:
    """Everything found amiss; empty for a file that a screen reader can read."""
    reader = PdfReader(io.BytesIO(content))
    root = reader.trailer["/Root"]
    if "/StructTreeRoot" not in root:
        return ["no structure [7.1]"]
    tree = list(_elements(root["/StructTreeRoot"], root["/StructTreeRoot"].get("/RoleMap", {}), "Root"))
    return [
        *_of_document(reader, root),
        *_of_fonts(reader),
        *_of_content(reader, root["/StructTreeRoot"]),
        *_of_headings([kind for kind, _, _ in tree]),
        *_of_elements(tree),
    ]


def _of_document(reader: PdfReader, root) -> Iterator[str]:
    meta = root["/Metadata"].get_object().get_data().decode() if "/Metadata" in root else ""
    asked = {
        "says its standard [5]": "<pdfuaid:part>1</pdfuaid:part>" in meta,
        "title in its metadata [7.1]": "<dc:title>" in meta and bool(reader.metadata.title),
        "title is shown [7.1]": _is_so(root.get("/ViewerPreferences", {}), "/DisplayDocTitle"),
        "is marked [7.1]": _is_so(root.get("/MarkInfo", {}), "/Marked"),
        "no suspects [7.1]": not _is_so(root.get("/MarkInfo", {}), "/Suspects"),
        "language [7.2]": str(root.get("/Lang", "")).startswith("en"),
        "is open to aids [7.16]": not reader.is_encrypted,
        "pages follow the structure [7.18.3]": all(
            page.get("/Tabs") == "/S" for page in reader.pages if "/Annots" in page
        ),
        "links are told [7.18.5]": all(
            annotation.get_object().get("/Contents")
            for page in reader.pages
            for annotation in page.get("/Annots", [])
            if annotation.get_object()["/Subtype"] == "/Link"
        ),
    }
    yield from (f"not so: {what}" for what, there in asked.items() if not there)


def _is_so(within, name: str) -> bool:
    return name in within and bool(within[name].value)


def _of_fonts(reader: PdfReader) -> Iterator[str]:
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            font = font.get_object()
            inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
            if not any(
                name in inner.get("/FontDescriptor", {}) for name in ("/FontFile", "/FontFile2", "/FontFile3")
            ):
                yield f"{font['/BaseFont']} is not in the file [7.21.4]"
            if "/ToUnicode" not in font:
                yield f"{font['/BaseFont']} has no letters for its shapes [7.21.7]"


def _of_content(reader: PdfReader, structure) -> Iterator[str]:
    """Everything painted is tagged or an artifact, and is told in the order in which it stands on the page."""
    told: dict[int, list[int]] = {}
    for page, number in _marks(structure, None):
        told.setdefault(page, []).append(number)
    for page in reader.pages:
        painted, open_marks = [], []
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            if operator in (b"BDC", b"BMC"):
                properties = operands[1] if len(operands) > 1 else {}
                number = properties.get("/MCID") if isinstance(properties, DictionaryObject) else None
                open_marks.append(operands[0] if number is None else int(number))
            elif operator == b"EMC":
                open_marks.pop()
            elif operator in PAINTS:
                numbers = [mark for mark in open_marks if isinstance(mark, int)]
                if numbers and numbers[-1] not in painted:
                    painted.append(numbers[-1])
                elif not numbers and "/Artifact" not in open_marks:
                    yield f"page {page.page_number + 1}: something painted is untagged [7.1]"
        read = [number for number in told.get(page.indirect_reference.idnum, []) if number in painted]
        if sorted(read) != sorted(painted):
            yield f"page {page.page_number + 1}: painted and never told [7.1]"
        elif read != painted:
            yield f"page {page.page_number + 1}: told in another order than it stands [7.1]"


def _kids(element) -> list:
    kids = element.get("/K", [])
    return [kid.get_object() for kid in (kids if isinstance(kids, list) else [kids])]


def _marks(element, page) -> Iterator[tuple[int, int]]:
    """Each piece of content in the order of the tree: the page's number as an object, and the mark's."""
    if "/Pg" in element:
        page = element.raw_get("/Pg").idnum
    for kid in _kids(element):
        if isinstance(kid, int):
            yield page, int(kid)
        elif isinstance(kid, dict) and "/MCID" in kid:
            yield (kid.raw_get("/Pg").idnum if "/Pg" in kid else page), int(kid["/MCID"])
        elif isinstance(kid, dict) and kid.get("/Type") != "/OBJR":
            yield from _marks(kid, page)


def _elements(element, roles, parent: str) -> Iterator[tuple[str, str, DictionaryObject]]:
    """Every element as its kind, its parent's kind, and itself."""
    for kid in _kids(element):
        if isinstance(kid, dict) and "/S" in kid:
            kind = str(roles.get(kid["/S"], kid["/S"])).lstrip("/")
            yield kind, parent, kid
            yield from _elements(kid, roles, kind)


def _of_headings(kinds: list[str]) -> Iterator[str]:
    levels = [int(kind[1]) for kind in kinds if kind[0] == "H" and kind[1:].isdigit()]
    if levels[:1] != [1] or levels.count(1) != 1:
        yield "the first heading, and it alone, is the title [7.4]"
    if any(after - before > 1 for before, after in pairwise(levels)):
        yield "a level of headings is left out [7.4.2]"


def _of_elements(tree) -> Iterator[str]:
    for kind, parent, element in tree:
        if kind in WITHIN and parent not in WITHIN[kind]:
            yield f"{kind} stands in {parent} [7.2]"
        if kind in ("Figure", "Formula") and not element.get("/Alt"):
            yield f"{kind} without words for it [7.3]"
        if kind == "TH" and not _scope(element):
            yield "a heading of a table that does not say of what [7.5]"


def _scope(element) -> bool:
    said = element.get("/A", [])
    said = said if isinstance(said, list) else [said]
    return any("/Scope" in each.get_object() for each in said)
