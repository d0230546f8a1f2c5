"""A quarterly meeting two months ahead, and the calendar files and mails it gave."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from charter.models import Charter
from meetings.actions import invite
from meetings.models import Meeting, Venue

NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)
CENTRAL = ZoneInfo("America/Chicago")


@pytest.fixture(autouse=True)
def november(db):
    Charter(pk=1, short_name="WAHTC", time_zone="America/Chicago").save()
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def meeting(db) -> Meeting:
    return Meeting.objects.create(
        slug="q",
        title="Quarterly; with a comma, and a \\",
        venue=Venue.objects.create(
            name="Lakeview Hall", address="100 Sample Street", latitude="43.073100", longitude="-89.401200"
        ),
        join_link="https://meet.example/a;b,c",
        format="hybrid",
        starts_at=datetime(2027, 1, 14, 10, tzinfo=CENTRAL),
        ends_at=datetime(2027, 1, 14, 14, tzinfo=CENTRAL),
    )


@pytest.fixture
def invitation(meeting, ada, cal):
    [invitation] = invite(meeting, [cal], by=ada)
    return invitation
