"""A report as a tagged PDF (PDF/UA-1)."""

import json

import typst

from reports.document import Document
from reports.figures.shapes import Figure

PAGE = r"""
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#set text(lang: "en", size: 10pt)
#set page(margin: 2cm, numbering: "1 / 1", header: if data.draft [Figures of #data.day, not filed yet])
#set table(stroke: (x, y) => (bottom: 0.5pt + luma(160)), inset: 4pt)
#show heading.where(level: 3): set block(above: 1.4em)
= #data.title
#data.introduction
#for part in data.parts [
  == #part.question
  #part.words
  #for figure in part.figures [
    === #figure.title
    #if figure.rows.len() == 0 [Nothing in this period.] else [
      #table(
        columns: figure.columns.len(),
        table.header(..figure.columns.map(name => strong(name))),
        ..figure.rows.flatten(),
      )
    ]
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
        "day": day,
        "parts": [
            {
                "question": part.question.label,
                "words": part.words,
                "figures": [
                    {"title": f.title, "columns": f.columns, "rows": f.shown, "note": _note(f)}
                    for f in part.figures
                ],
            }
            for part in document.parts
        ],
    }
    return typst.compile(PAGE.encode(), sys_inputs={"data": json.dumps(data)}, pdf_standards=["ua-1"])


def _note(figure: Figure) -> str:
    more = f"And {figure.left_off} more, in the spreadsheet. " if figure.left_off else ""
    return more + figure.note
