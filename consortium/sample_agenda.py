"""The next meeting's agenda in the sample, and what a member would like on it."""

import json
from pathlib import Path

from meetings.actions.agenda import add_item
from meetings.actions.agenda_proposals import propose_item
from meetings.models import Meeting
from members.models import Person
from workgroups.models import Workgroup

DATA = Path(__file__).parent / "data" / "sample_agenda.json"


def write_agenda(meeting: Meeting, *, by: Person) -> None:
    """Items of every kind and audience; a workgroup's report is its chair's to give."""
    sample = json.loads(DATA.read_text(encoding="utf-8"))
    groups = {group.slug: group for group in Workgroup.objects.all()}
    for row in sample["items"]:
        group = groups.get(row.pop("workgroup", ""))
        chair = group.roles.chairs().select_related("person").first() if group else None
        add_item(meeting, **row, workgroup=group, person=chair.person if chair else None, by=by)
    member = Person.objects.get(email="member@consortium.example")
    for row in sample["proposals"]:
        propose_item(meeting, **row, by=member)
