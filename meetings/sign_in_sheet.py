"""The sheet that people sign at the door, as a tagged PDF; it says of nobody which sector she is from (R23)."""

import json

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from charter.models import Charter
from meetings.letters import moment
from meetings.models import Meeting
from meetings.quorum import day_of
from members.enums import Audience
from members.models import Organization, Representation
from members.visibility import Viewer

FREE_LINES = 12
PAGE = r"""
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#set text(lang: data.lang, size: 10pt)
#set page(paper: "us-letter", flipped: true, margin: 1.5cm, numbering: "1 / 1")
#set table(stroke: 0.5pt + luma(120), inset: 6pt)
= #data.title
#data.when #linebreak() #data.place
#table(
  columns: (2fr, 2fr, 2fr, 3fr),
  table.header(..data.words.columns.map(name => strong(name))),
  ..data.rows.map(row => ([#row.organization], [#row.people], [], [#v(14pt)])).flatten(),
)
== #data.words.guests
#table(
  columns: (3fr, 3fr, 3fr),
  table.header(..data.words.of_guests.map(name => strong(name))),
  ..range(data.free).map(n => ([#v(14pt)], [], [])).flatten(),
)
"""


def as_pdf(meeting: Meeting) -> bytes:
    """Every active organization with its representatives of the day, and free lines for guests."""
    charter = Charter.load()
    words = {
        "columns": [_("Organization"), _("Represented by"), _("Name, if another"), _("Signature")],
        "guests": _("Guests"),
        "of_guests": [_("Name"), _("Organization"), _("Signature")],
    }
    data = {
        "lang": get_language()[:2],
        "words": words,
        "title": _("Sign-in: %(title)s") % {"title": meeting.title},
        "when": moment(meeting, charter),
        "place": meeting.place,
        "free": FREE_LINES,
        "rows": rows_of(meeting, charter),
    }
    return typst.compile(PAGE.encode(), sys_inputs={"data": json.dumps(data)}, pdf_standards=["ua-1"])


def rows_of(meeting: Meeting, charter: Charter) -> list[dict[str, str]]:
    """A line for each organization, with those of whom every member may read that they act for it."""
    viewer, people = Viewer(Audience.MEMBER), {}
    held = list(Representation.objects.on(day_of(meeting, charter)).select_related("person").order_by("role"))
    with_seat = viewer.with_seat(one.person for one in held)
    for one in (one for one in held if one.person_id in with_seat):
        people.setdefault(one.organization_id, []).append(viewer.name(one.person))
    return [
        {"organization": seat.name, "people": ", ".join(people.get(seat.pk, []))}
        for seat in Organization.objects.active()
    ]
