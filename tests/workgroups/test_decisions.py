"""Which decisions stand on a group's home: by its agenda items, its meetings and the passage's own group."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings.actions.minutes import add_entry, begin, circulate
from meetings.models import AgendaItem, Meeting
from workgroups.models import Workgroup

pytestmark = pytest.mark.django_db
HOME = "/workgroups/legislative/"


@pytest.fixture
def minutes(legislative, ada):
    now = timezone.now()
    meeting = Meeting.objects.create(
        slug="2026-07-16", title="Quarterly", starts_at=now, ends_at=now + timedelta(hours=4)
    )
    AgendaItem.objects.create(
        meeting=meeting, position=1, title="Bills of the session", workgroup=legislative
    )
    AgendaItem.objects.create(meeting=meeting, position=2, title="Legislative lunch", minutes=5)
    return begin(meeting, by=ada)


def decide(minutes, heading: str, text: str, by, **fields) -> None:
    add_entry(minutes, heading=heading, kind=fields.pop("kind", "decision"), text=text, by=by, **fields)


def test_a_decision_belongs_to_the_group_of_its_agenda_item_or_its_own(
    minutes, legislative, ada, bea, client
):
    other = Workgroup.objects.create(slug="data", name="Data")
    decide(minutes, "Bills of the session", "Support the first bill.", ada)
    decide(minutes, "Bills of the session", "Move to support the second.", ada, kind="motion")
    decide(minutes, "Other business", "Print the one-pager.", ada, workgroup=legislative)
    decide(minutes, "Legislative lunch", "Order the soup.", ada)
    decide(minutes, "Other business", "Count again.", ada, workgroup=other)
    circulate(minutes, to=[], until=timezone.localdate() + timedelta(days=10), by=ada)
    client.force_login(bea)
    page = client.get(HOME).content.decode()
    assert all(words in page for words in ("first bill", "support the second", "one-pager"))
    assert "soup" not in page and "Count again" not in page


def test_nothing_of_a_draft_stands_there(minutes, ada, bea, client):
    decide(minutes, "Bills of the session", "Support the first bill.", ada)
    client.force_login(bea)
    assert "first bill" not in client.get(HOME).content.decode()
