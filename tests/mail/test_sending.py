"""Sending to many is asked first, and can be taken back for a minute."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail

from mail.jobs import sweep
from mail.models import Message
from meetings.models import Invitation, Meeting
from members.models import Organization, Representation

NOW = datetime(2026, 12, 1, 18, tzinfo=UTC)
INVITE, NUDGE = "/meetings/q/invite/", "/meetings/q/invitees/nudge/"
EVERYONE = {"stage": "invitation", "everyone": "on", "confirm": "1"}


@pytest.fixture(autouse=True)
def december(db):
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def coordinator(client, ada, cal, dot):
    starts = NOW + timedelta(days=40)
    Meeting.objects.create(slug="q", title="Quarterly", starts_at=starts, ends_at=starts + timedelta(hours=4))
    for person in (cal, dot):
        seat = Organization.objects.create(name=f"Seat of {person.name}")
        Representation.objects.create(person=person, organization=seat)
    client.force_login(ada)
    return client


@pytest.fixture
def asked(coordinator):
    """Both were invited some days ago."""
    coordinator.post(INVITE, EVERYONE)
    Message.objects.all().delete()
    mail.outbox.clear()
    return coordinator


def test_count_and_sample_come_first_and_nothing_is_written(asked):
    page = asked.get(NUDGE).content.decode()
    assert "<strong>2 mails</strong> will leave" in page and "Send 2 mails" in page
    assert "Quarterly" in page and "/rsvp/•••/" in page
    assert not Message.objects.exists()


def test_invitations_can_be_taken_back_for_a_minute_and_sent_again(coordinator):
    sent = coordinator.post(INVITE, EVERYONE | {"grace": "1"}, follow=True)
    assert "2 mails wait, to leave in 60 seconds." in sent.content.decode()
    sweep()
    assert mail.outbox == []
    page = sent.redirect_chain[-1][0]
    assert "2 messages are taken back" in coordinator.post(page + "take-back/", follow=True).content.decode()
    assert not Invitation.objects.exists()
    again = coordinator.post(INVITE, EVERYONE | {"grace": "1"}).url
    with time_machine.travel(NOW + timedelta(seconds=61), tick=False):
        sweep()
        assert len(mail.outbox) == 2
        assert "It is too late" in coordinator.post(again + "take-back/", follow=True).content.decode()


def test_another_member_cannot_take_it_back(asked, client, cal):
    page = asked.post(NUDGE, {"grace": "1"}).url
    client.force_login(cal)
    assert client.get(page).status_code == client.post(page + "take-back/").status_code == 403


def test_nobody_left_to_write_to_is_said(asked):
    asked.post(NUDGE)
    assert "Nobody is left to write to" in asked.get(NUDGE).content.decode()
