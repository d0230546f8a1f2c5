"""Minutes as a tagged PDF (PDF/UA-1); DRAFT stands on every page of one that is not approved."""

import json

import typst

from charter.models import Charter
from meetings.letters import moment
from meetings.minutes_words import sections
from meetings.models import EntryKind, Minutes

PAGE = r"""
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#set text(lang: "en", size: 11pt)
#set page(margin: 2.2cm, header: if data.draft [*DRAFT - not approved*], numbering: "1 / 1")
= #data.title
#data.when
#for section in data.sections [
  == #section.heading
  #for entry in section.entries [
    #if entry.label != "" [*#entry.label.* ]#entry.words
    #if entry.below != "" [#linebreak()#emph(entry.below)]
    #parbreak()
  ]
]
"""


def as_pdf(minutes: Minutes, *, public: bool = False) -> bytes:
    """The whole document; the public one leaves out what is the coordinator's alone."""
    data = {
        "title": f"Minutes: {minutes.meeting.title}",
        "when": moment(minutes.meeting, Charter.load()),
        "draft": minutes.is_draft,
        "sections": [
            {"heading": heading, "entries": [_entry(entry) for entry in entries]}
            for heading, entries in sections(minutes, public=public)
        ],
    }
    return typst.compile(PAGE.encode(), sys_inputs={"data": json.dumps(data)}, pdf_standards=["ua-1"])


def _entry(entry) -> dict[str, str]:
    below = [f"Moved: {entry.mover}. Seconded: {entry.seconder}."] if entry.mover else []
    below += [entry.vote()] if entry.vote() else []
    below += [f"By {entry.due:%B} {entry.due.day}, {entry.due.year}."] if entry.due else []
    label = "" if entry.kind == EntryKind.NOTE else f"{entry.get_kind_display()} {entry.reference}".strip()
    return {"label": label, "words": entry.words(), "below": " ".join(below)}
