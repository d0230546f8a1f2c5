import pytest
from django.core import mail
from django.utils import timezone

from audit.record import history
from charter.models import Charter
from meetings.actions import invite
from meetings.models import Meeting, Venue

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
    assert coordinator.post("/meetings/new/", TYPED | {"anyway": "1"}).url == "/meetings/2027-04-15-2/"


def test_wrong_times_are_told_at_the_field_and_nothing_typed_is_lost(coordinator):
    page = coordinator.post("/meetings/new/", TYPED | {"ends_at": "2027-04-15T09:00"}).content.decode()
    assert "Give an end after the beginning" in page and 'value="B12"' in page
    assert not Meeting.objects.exists()


def test_times_are_typed_in_the_consortiums_own_zone(ada, client):
    Charter(pk=1, time_zone="America/Los_Angeles").save()
    client.force_login(ada)
    typed = {
        "title": "T",
        "starts_at": "2027-03-18T10:00",
        "ends_at": "2027-03-18T14:00",
        "format": "in_person",
    }
    client.post("/meetings/new/", typed)
    meeting = Meeting.objects.get()
    assert meeting.starts_at.isoformat() == "2027-03-18T17:00:00+00:00"
    assert "2027-03-18T10:00" in client.get(f"/meetings/{meeting.slug}/edit/").content.decode()


def test_a_new_venue_tells_in_the_invitation_how_to_get_in(
    ada, cal, client, django_capture_on_commit_callbacks
):
    client.force_login(ada)
    client.post("/meetings/venues/", {"name": "Hall", "parking": "In the ramp", "access": "East door"})
    typed = {
        "title": "T",
        "starts_at": "2099-03-18T10:00",
        "ends_at": "2099-03-18T14:00",
        "format": "in_person",
    }
    client.post("/meetings/new/", typed | {"venue": Venue.objects.get().pk})
    with django_capture_on_commit_callbacks(execute=True):
        invite(Meeting.objects.get(), [cal], by=ada)
    assert "In the ramp" in mail.outbox[0].body and "East door" in mail.outbox[0].body
