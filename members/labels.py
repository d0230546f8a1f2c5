"""Mailing labels and name tents as tagged PDF (PDF/UA-1) on letter paper."""

import json

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from members.exporting import Card

LABELS = r"""
#let data = json(bytes(sys.inputs.data))
#set document(title: sys.inputs.title)
#set text(lang: sys.inputs.lang, size: 10pt)
#set page(paper: "us-letter", margin: (x: 0.1875in, y: 0.5in))
#set par(leading: 0.45em, spacing: 0.45em)
#grid(columns: (2.625in,) * 3, rows: 1in, column-gutter: 0.125in,
  ..data.map(label => box(width: 2.625in, height: 1in, inset: (x: 0.15in, y: 0.1in), clip: true,
    align(horizon)[*#label.name* #for line in label.lines [#linebreak()#line]])))
"""
TENTS = r"""
#let data = json(bytes(sys.inputs.data))
#set document(title: sys.inputs.title)
#set text(lang: sys.inputs.lang)
#set page(paper: "us-letter", flipped: true, margin: 0.5in)
#let size(name) = if name.len() > 30 { 40pt } else if name.len() > 20 { 52pt } else { 68pt }
#let side(tent) = block(width: 100%, height: 3.6in, spacing: 0pt, align(center + horizon,
  stack(spacing: 18pt, text(size: size(tent.name), weight: "bold", tent.name),
    ..tent.lines.map(line => text(size: 24pt, line)))))
#for (number, tent) in data.enumerate() {
  if number > 0 { pagebreak() }
  pdf.artifact(block(spacing: 0pt, width: 100%, rotate(180deg, side(tent))))
  pdf.artifact(block(spacing: 0pt, line(length: 100%, stroke: (paint: luma(160), dash: "dashed", thickness: 0.5pt))))
  side(tent)
}
"""


def as_labels(people: list[Card]) -> bytes:
    """Thirty to a sheet, 2 5/8 by 1 inch (Avery 5160): the mailing address, or the organization without one."""
    return _pdf(
        LABELS, _("Labels"), [(card.name, [*card.organizations[:1], card.address]) for card in people]
    )


def as_tents(people: list[tuple[str, str]]) -> bytes:
    """A sheet for each (name, organization), to be folded in the middle: the name reads from both sides."""
    return _pdf(TENTS, _("Name tents"), [(name, [organization]) for name, organization in people])


def _pdf(page: str, title: str, rows: list[tuple[str, list[str]]]) -> bytes:
    data = [{"name": name, "lines": [line for line in lines if line]} for name, lines in rows]
    return typst.compile(
        page.encode(),
        sys_inputs={"data": json.dumps(data), "title": title, "lang": get_language()[:2]},
        pdf_standards=["ua-1"],
    )
