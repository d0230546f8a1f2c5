"""The agenda as a tagged PDF (PDF/UA-1), as members read it."""

import json

import typst
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from charter.models import Charter
from meetings.agenda_words import Line, members_lines
from meetings.letters import moment
from meetings.models import Meeting

PAGE = r"""
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#set text(lang: data.lang, size: 11pt)
#set page(paper: "us-letter", margin: 2.2cm, numbering: "1 / 1")
#set table(stroke: (x, y) => (bottom: 0.5pt + luma(160)), inset: (x: 4pt, y: 7pt))
= #data.title
#data.when #linebreak() #data.place
#if data.lines.len() == 0 [#data.words.nothing] else [
#table(
  columns: (auto, 1fr, 4.2cm, auto),
  table.header(..data.words.columns.map(name => strong(name))),
  ..data.lines.map(line => (
    [#line.time],
    [*#line.title* #if line.kind != "" [#linebreak()#emph(line.kind)] #for text in line.below [#linebreak()#text]],
    [#line.who],
    align(right)[#line.minutes],
  )).flatten(),
)]
"""


def as_pdf(meeting: Meeting) -> bytes:
    """The members' items with their times; never the coordinator's own."""
    charter = Charter.load()
    data = {
        "title": _("Agenda: %(title)s") % {"title": meeting.title},
        "lang": get_language()[:2],
        "words": {
            "nothing": _("Nothing is on the agenda yet."),
            "columns": [_("Time"), _("Item"), _("Presented by"), pgettext("duration", "Minutes")],
        },
        "when": moment(meeting, charter),
        "place": meeting.place,
        "lines": [_cells(line) for line in members_lines(meeting, charter)],
    }
    return typst.compile(PAGE.encode(), sys_inputs={"data": json.dumps(data)}, pdf_standards=["ua-1"])


def _cells(line: Line) -> dict:
    return {
        "time": line.time,
        "title": line.title,
        "kind": line.kind_said,
        "who": line.who,
        "minutes": str(line.minutes),
        "below": line.below,
    }
