import pytest
from django.core import mail
from django.utils import timezone

from audit.record import history
from meetings.models import Meeting

TYPED = {
    "title": "Quarterly meeting",
    "starts_at": "2027-04-15T10:00",
    "ends_at": "2027-04-15T14:00",
    "format": "in_person",
    "room": "B12",
}


@pytest.fixture
def coordinator(ada, client):
    client.force_login(ada)
    return client


def test_scheduled_at_ten_here_and_nobody_is_told(coordinator, ada):
    assert coordinator.post("/meetings/new/", TYPED).url == "/meetings/2027-04-15/"
    meeting = Meeting.objects.get()
    assert timezone.localtime(meeting.starts_at).hour == 10
    assert [(e.verb, e.by) for e in history(meeting)] == [("meeting.scheduled", ada)]
    assert mail.outbox == []


def test_second_meeting_of_a_day_gets_an_address_of_its_own(coordinator):
    coordinator.post("/meetings/new/", TYPED)
    assert coordinator.post("/meetings/new/", TYPED).url == "/meetings/2027-04-15-2/"


def test_wrong_times_are_told_at_the_field_and_nothing_typed_is_lost(coordinator):
    page = coordinator.post("/meetings/new/", TYPED | {"ends_at": "2027-04-15T09:00"}).content.decode()
    assert "Give an end after the beginning" in page and 'value="B12"' in page
    assert not Meeting.objects.exists()
