"""A report as a tagged PDF (PDF/UA-1): its pictures with their words, each with its table."""

import json
from dataclasses import asdict

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reports.document import Document
from reports.enums import Picture
from reports.figures.shapes import Figure
from reports.pictures import draw_alone

PAGE = r"""
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#set text(lang: data.lang, size: 10pt)
#set page(paper: "us-letter", margin: 2cm, numbering: "1 / 1", header: if data.draft [#data.words.draft])
#set table(stroke: (x, y) => (bottom: 0.5pt + luma(160)), inset: 4pt)
#show heading.where(level: 3): set block(above: 1.4em, sticky: true)
= #data.title
#data.introduction
#for part in data.parts [
  == #part.question
  #part.words
  #for figure in part.figures [
    === #figure.title
    #for picture in figure.pictures [
      #image(bytes(picture.svg), format: "svg", width: picture.width * 1pt, alt: picture.alt)
    ]
    #let whole = table(
      columns: figure.columns.len(),
      table.header(..figure.columns.map(name => strong(name))),
      ..figure.rows.flatten(),
    )
    #if figure.rows.len() == 0 [#data.words.nothing]
    #if figure.list [#figure.rows.flatten().join(", ").]
    #if figure.rows.len() > 0 and not figure.list {
      if figure.narrow { columns(2, whole) } else { whole }
    }
    #if figure.note != "" [#emph(figure.note)]
  ]
]
"""


def as_pdf(document: Document, day: str) -> bytes:
    """`day` says of when figures that are not filed yet are."""
    data = {
        "title": document.title,
        "introduction": document.introduction,
        "draft": document.filed_at is None,
        "lang": get_language()[:2],
        "words": {
            "draft": _("Figures of %(day)s, not filed yet") % {"day": day},
            "nothing": _("Nothing in this period."),
        },
        "parts": [
            {
                "question": str(part.question.label),
                "words": part.words,
                "figures": [_figure(figure) for figure in part.figures],
            }
            for part in document.parts
        ],
    }
    return typst.compile(PAGE.encode(), sys_inputs={"data": json.dumps(data)}, pdf_standards=["ua-1"])


def _figure(figure: Figure) -> dict:
    return {
        "title": figure.title,
        "columns": figure.columns,
        "rows": figure.shown,
        "note": _note(figure),
        "list": figure.is_list and bool(figure.rows),
        "narrow": figure.picture == Picture.MAP,
        "pictures": [asdict(picture) for picture in draw_alone(figure)],
    }


def _note(figure: Figure) -> str:
    more = (
        _("And %(left_off)s more, in the spreadsheet.") % {"left_off": figure.left_off} + " "
        if figure.left_off
        else ""
    )
    return more + figure.note
