"""A workgroup's quarterly report as a tagged PDF (PDF/UA-1)."""

import json

import typst
from django.utils.translation import get_language

from charter.models import Charter
from tasks.models import Report

PAGE = r"""
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#set text(lang: data.lang, size: 11pt)
#set page(paper: "us-letter", margin: 2.2cm, numbering: "1 / 1")
= #data.title
#data.from
#for block in data.blocks [
  #if block.kind == "list" [#list(..block.lines)] else [
    #for line in block.lines [#line #linebreak()]
    #parbreak()
  ]
]
"""


def as_pdf(report: Report) -> bytes:
    """The chair's words: lines that begin with a hyphen are a list, everything else stands as written."""
    data = {
        "lang": get_language()[:2],
        "title": f"{report.workgroup.name}, {report.quarter}",
        "from": Charter.load().name,
        "blocks": blocks(report.text),
    }
    return typst.compile(PAGE.encode(), sys_inputs={"data": json.dumps(data)}, pdf_standards=["ua-1"])


def blocks(text: str) -> list[dict]:
    """Runs of list lines and of other lines, in their order; an empty line ends a run."""
    found: list[dict] = []
    open_run = False
    for line in (line.strip() for line in text.splitlines()):
        kind = "list" if line.startswith("- ") else "text"
        if line and open_run and found[-1]["kind"] == kind:
            found[-1]["lines"].append(line.removeprefix("- "))
        elif line:
            found.append({"kind": kind, "lines": [line.removeprefix("- ")]})
        open_run = bool(line)
    return found
