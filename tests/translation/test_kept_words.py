"""What is written down by itself: a reason is read in each one's language, a title stands in the consortium's own."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from library.enums import State
from library.jobs import ask_for_due_reviews
from library.models import Resource
from mail.inbound.actions import receive
from mail.inbound.models import InboundMessage
from mail.models import Message
from meetings.actions.minutes import begin
from meetings.models import Entry, Meeting
from members.actions import edit_person
from tasks.models import Task
from tests.mail.test_inbound import bounce, letter, sent_to

pytestmark = pytest.mark.django_db
SPANISH = {"accept-language": "es-MX,es;q=0.9"}


@pytest.fixture
def resource(legislative):
    return Resource.objects.create(
        title="Shelter list",
        workgroup=legislative,
        state=State.PUBLISHED,
        next_review=timezone.localdate() - timedelta(days=1),
        validated_at=timezone.now(),
    )


def in_spanish(client, person):
    edit_person(person, changes={"language": "es"}, by=person)
    client.force_login(person)


def test_why_mail_came_back_is_read_in_the_readers_language(client, ada, cal):
    receive(bounce(sent_to(cal)))
    in_spanish(client, ada)
    page = client.get("/outbox/").content.decode()
    assert "devuelto: 5.1.1" in page and "came back" not in page
    assert "Devuelto: 5.1.1." in client.get(f"/outbox/{Message.objects.get().pk}/").content.decode()


def test_what_the_coordinator_did_with_a_letter_is_no_ones_language(client, ada):
    inbound = receive(letter(Message_ID="<1@example.org>"))
    in_spanish(client, ada)
    client.post(f"/inbound/{inbound.pk}/aside/")
    assert InboundMessage.objects.get().reason == "You set it aside."
    assert "Usted" in client.get(f"/inbound/{inbound.pk}/").content.decode()


def test_title_of_a_task_is_in_the_consortiums_language_whoever_reports(client, resource):
    client.post(f"/library/{resource.pk}/problem/", {"problem": "Old number"}, headers=SPANISH)
    assert Task.objects.get().title == "A reader reports “Old number”: Shelter list"


def test_title_of_a_review_is_in_the_consortiums_language(resource, settings):
    settings.LANGUAGE_CODE = "es"
    with translation.override("en"):
        ask_for_due_reviews()
    assert Task.objects.get().title == "Revisar: Shelter list"


def test_minutes_begin_in_the_consortiums_language(client, ada):
    starts = timezone.now() - timedelta(days=1)
    first, second = (
        Meeting.objects.create(
            slug=f"m{days}",
            title="M",
            starts_at=starts - timedelta(days=days),
            ends_at=starts - timedelta(days=days) + timedelta(hours=2),
        )
        for days in (90, 0)
    )
    begin(first, by=ada)
    in_spanish(client, ada)
    client.post(f"/meetings/{second.slug}/minutes/begin/")
    texts = list(Entry.objects.filter(minutes__meeting=second).values_list("text", flat=True))
    assert any(text.startswith("Approve the minutes of") for text in texts)
