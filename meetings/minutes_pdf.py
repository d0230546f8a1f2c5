"""Minutes as a tagged PDF (PDF/UA-1); DRAFT stands on every page of one that is not approved."""

import json

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from charter.models import Charter
from meetings.letters import moment
from meetings.markdown import Block, blocks
from meetings.minutes_attendance import attendance_lines
from meetings.minutes_copy import Copy, Passage, sections, standing_of, title_of
from meetings.models import Minutes

PAGE = r"""
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title, date: none)
#set text(lang: data.lang, size: 11pt)
#set par(justify: false)
#set page(paper: "us-letter", margin: 2.2cm, numbering: "1 / 1",
  header: if data.draft [*#data.words.draft*],
  background: if data.draft { pdf.artifact(rotate(-45deg, text(96pt, fill: luma(235), data.words.stamp))) })
#let runs(all) = for run in all {
  let shown = if run.text == "\n" { linebreak() } else { run.text }
  if run.bold { shown = strong(shown) }
  if run.italic { shown = emph(shown) }
  if run.link != "" { link(run.link, shown) } else { shown }
}
#let block-of(it) = {
  if it.kind == "bullet" { list(..it.items.map(item => pad(left: 1.2em * (item.level - 1), runs(item.runs)))) }
  else if it.kind == "number" { enum(start: it.items.at(0).number, ..it.items.map(item => runs(item.runs))) }
  else if it.kind == "quote" { quote(block: true, runs(it.runs)) }
  else if it.kind == "title" { heading(level: 3, runs(it.runs)) }
  else if it.kind == "table" {
    table(columns: it.rows.at(0).len(),
      table.header(..it.rows.at(0).map(cell => strong(cell))),
      ..it.rows.slice(1).flatten())
  } else { par(runs(it.runs)) }
}
= #data.title
#data.when

*#data.standing*
#for line in data.attendance { par(line) }
#for section in data.sections [
  == #section.heading
  #for passage in section.passages {
    for it in passage.blocks { block-of(it) }
    for line in passage.below { par(emph(line)) }
  }
]
"""


def as_pdf(minutes: Minutes, copy: Copy) -> bytes:
    """One copy of the minutes, whole."""
    data = {
        "title": title_of(minutes),
        "lang": get_language()[:2],
        "words": {"draft": _("DRAFT - not approved"), "stamp": _("DRAFT")},
        "when": moment(minutes.meeting, Charter.load()),
        "draft": minutes.is_draft,
        "standing": standing_of(minutes),
        "attendance": attendance_lines(minutes, public=copy == Copy.PUBLIC),
        "sections": [
            {"heading": heading, "passages": [_passage(passage) for passage in passages]}
            for heading, passages in sections(minutes, copy)
        ],
    }
    return typst.compile(PAGE.encode(), sys_inputs={"data": json.dumps(data)}, pdf_standards=["ua-1"])


def _passage(passage: Passage) -> dict:
    return {"blocks": _grouped(labelled(passage)), "below": passage.below}


def labelled(passage: Passage) -> list[Block]:
    """The passage's blocks, with what it is in bold before its words."""
    label = f"**{passage.label}.** " if passage.label else ""
    return [block for block in blocks(label + passage.words) if block.rows or block.runs]


def _grouped(found: list[Block]) -> list[dict]:
    """Items that follow each other are one list, so that a screen reader counts them."""
    groups: list[dict] = []
    for block in found:
        if block.kind in {"bullet", "number"}:
            if not groups or groups[-1]["kind"] != block.kind:
                groups.append({"kind": block.kind, "items": []})
            groups[-1]["items"].append(block.as_json())
        else:
            groups.append(block.as_json())
    return groups
