"""A meeting whose minutes are written, and how its coordinator presses; import the fixtures a test file needs."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from meetings.models import Entry, Meeting
from members.models import Organization, Representation, Sector

PAGE = "/meetings/2026-07-16/minutes/"
STARTS = datetime(2026, 7, 16, 15, tzinfo=UTC)


@pytest.fixture(autouse=True)
def july(db):
    with time_machine.travel(datetime(2026, 7, 17, 18, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def meeting(db) -> Meeting:
    return Meeting.objects.create(
        slug="2026-07-16", title="Quarterly meeting", starts_at=STARTS, ends_at=STARTS + timedelta(hours=4)
    )


@pytest.fixture
def coordinator(client, ada, meeting):
    client.force_login(ada)
    return client


@pytest.fixture
def press(coordinator, django_capture_on_commit_callbacks):
    def send(path, *, follow=True, **fields):
        with django_capture_on_commit_callbacks(execute=True):
            return coordinator.post(PAGE + path, fields, follow=follow)

    return send


def seat(person, name="Harbor House", **fields) -> Organization:
    sector = Sector.objects.get_or_create(code=name[:5], defaults={"name": name})[0]
    organization = Organization.objects.create(name=name, sector=sector, **fields)
    if person:
        Representation.objects.create(person=person, organization=organization, since=date(2026, 1, 1))
    return organization


def write(press, text="Said.", **fields) -> Entry:
    press("add/", follow=False, text=text, **{"heading": "Report", "kind": "note"} | fields)
    return Entry.objects.latest("pk")


def circulated(press, cal, text="Said.") -> Entry:
    entry = write(press, text)
    seat(cal)
    press("circulate/", follow=False, to="members", until="2026-07-31")
    return entry


def approved(press, cal, text="Said.") -> Entry:
    entry = circulated(press, cal, text)
    press("approve/", follow=False)
    return entry
