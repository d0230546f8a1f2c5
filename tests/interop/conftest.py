"""A meeting two months ahead by the real clock: foreign clients look at it, so time is not frozen here."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from charter.models import Charter
from meetings.models import Meeting, Venue

CENTRAL = ZoneInfo("America/Chicago")


@pytest.fixture
def meeting(db) -> Meeting:
    Charter(pk=1, short_name="WAHTC", time_zone="America/Chicago").save()
    day = (timezone.now() + timedelta(days=60)).date()
    starts = datetime(day.year, day.month, day.day, 10, tzinfo=CENTRAL)
    return Meeting.objects.create(
        slug="quarterly",
        title="Quarterly; with a comma, a \\ and 日本語" * 2,
        venue=Venue.objects.create(name="Hall; east, room 2"),
        starts_at=starts,
        ends_at=starts + timedelta(hours=4),
    )
