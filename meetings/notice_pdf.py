"""The public notice as a tagged PDF (PDF/UA-1), to be posted."""

import json
from dataclasses import asdict

import typst

from meetings.notice import Notice

PAGE = r"""
#let data = json(bytes(sys.inputs.data))
#set document(title: "Notice of meeting: " + data.title)
#set text(lang: "en", size: 13pt)
#set page(paper: "us-letter", margin: 2.5cm)
#text(size: 15pt)[#data.body]
= Notice of meeting
*#data.title* #linebreak() #data.when #linebreak() #data.place
== What will be considered
#if data.lines.len() == 0 [To be announced.] else [#list(..data.lines.map(line => [#line.title#if line.who != "" [ (#line.who)]#if line.closed and line.details != "" [#linebreak()#line.details]]))]
#if data.access != "" or data.open_to_all != "" [== Taking part
#if data.open_to_all != "" [#data.open_to_all

]#data.access]
"""


def as_pdf(notice: Notice) -> bytes:
    """One page for the wall, the website and the newspaper."""
    return typst.compile(
        PAGE.encode(), sys_inputs={"data": json.dumps(asdict(notice))}, pdf_standards=["ua-1"]
    )
