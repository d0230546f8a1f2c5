"""Days and times are those of the consortium's own zone, whatever the server's settings say."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import DatabaseError
from django.utils import timezone

from charter.jobs import add_next_holidays
from charter.models import Charter
from charter.zone import own_zone
from library.models import Resource

pytestmark = pytest.mark.django_db
NEW_YEARS_EVE = datetime(2027, 1, 1, 6, 30, tzinfo=UTC)  # half past ten in Oregon, next year in Chicago


@pytest.fixture
def oregon():
    Charter(pk=1, time_zone="America/Los_Angeles").save()


def test_pages_of_another_state_have_its_day_and_hour(oregon, ada, client):
    with time_machine.travel(NEW_YEARS_EVE, tick=False):
        Resource.objects.create(title="Shelter list")
        client.force_login(ada)
        assert "Dec 31, 2026" in client.get("/library/waiting/").content.decode()
        page = client.get("/reports/").content.decode()
        assert "2026-Q4" in page and "2027-Q1" not in page


def test_jobs_of_another_state_have_its_day(oregon, monkeypatch):
    days = []
    monkeypatch.setattr("charter.jobs.load_holidays", days.append)
    with time_machine.travel(NEW_YEARS_EVE, tick=False):
        add_next_holidays.apply()
    assert [day.isoformat() for day in days] == ["2026-12-31"]


def test_a_changed_zone_counts_at_once_and_without_a_database_the_settings_do(oregon, monkeypatch):
    assert own_zone().key == "America/Los_Angeles"
    Charter(pk=1, time_zone="America/New_York").save()
    assert own_zone().key == "America/New_York"

    def gone():
        raise DatabaseError

    Charter(pk=1).save()
    monkeypatch.setattr(Charter, "load", gone)
    assert own_zone() == timezone.get_default_timezone()
