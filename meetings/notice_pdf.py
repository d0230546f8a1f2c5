"""The public notice as a tagged PDF (PDF/UA-1), to be posted."""

import json
from dataclasses import asdict

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from meetings.notice import Notice

PAGE = r"""
#let data = json(bytes(sys.inputs.data))
#set document(title: data.words.notice + ": " + data.title)
#set text(lang: data.lang, size: 13pt)
#set page(paper: "us-letter", margin: 2.5cm)
#text(size: 15pt)[#data.body]
= #data.words.notice
*#data.title* #linebreak() #data.when #linebreak() #data.place
== #data.words.considered
#if data.lines.len() == 0 [#data.words.later] else [#list(..data.lines.map(line => [#line.title#if line.who != "" [ (#line.who)]#if line.closed and line.details != "" [#linebreak()#line.details]]))]
#if data.access != "" or data.open_to_all != "" [== #data.words.part
#if data.open_to_all != "" [#data.open_to_all

]#data.access]
"""


def as_pdf(notice: Notice) -> bytes:
    """One page for the wall, the website and the newspaper."""
    words = {
        "notice": _("Notice of meeting"),
        "considered": _("What will be considered"),
        "later": _("To be announced."),
        "part": _("Taking part"),
    }
    data = asdict(notice) | {"lang": get_language()[:2], "words": words}
    return typst.compile(PAGE.encode(), sys_inputs={"data": json.dumps(data)}, pdf_standards=["ua-1"])
