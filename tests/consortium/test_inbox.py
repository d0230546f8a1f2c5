import json
from base64 import b64encode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mail.inbound.actions import receive
from mail.inbound.models import InboundMessage, ReturnedAddress
from meetings.actions import invite
from tests.meetings.test_calendar_replies import ics, mailed, meeting, november  # noqa: F401


@pytest.fixture
def invitation(meeting, ada, cal):  # noqa: F811
    [invitation] = invite(meeting, [cal], by=ada)
    return invitation


@pytest.fixture
def forged(invitation) -> InboundMessage:
    return receive(mailed(ics(invitation.meeting), sender="eve@evil.example"))


@pytest.fixture
def coordinator(ada, client):
    client.force_login(ada)
    return client


def test_what_could_not_be_believed_is_shown_and_settled_in_one_press(coordinator, forged, invitation):
    page = coordinator.get("/inbound/").content.decode()
    assert "Someone else answered" in page
    typed = {"invitation": invitation.pk, "response": "accepted"}
    assert coordinator.post(f"/inbound/{forged.pk}/answer/", typed).url == "/inbound/"
    invitation.refresh_from_db()
    forged.refresh_from_db()
    assert (invitation.response, invitation.answers.get().source) == ("accepted", "coordinator")
    assert forged.state == "handled"


def test_answer_without_a_person_is_asked_for_again(coordinator, forged, invitation):
    page = coordinator.post(f"/inbound/{forged.pk}/answer/", {"response": "accepted"}).content.decode()
    assert "This field is required" in page
    assert not invitation.answers.exists()


def test_person_of_another_meeting_cannot_be_chosen(coordinator, forged, invitation, dot):
    other = invitation.meeting
    other.pk, other.slug, other.uid = None, "other", "other"
    other.save()
    [foreign] = invite(other, [dot], by=None)
    coordinator.post(f"/inbound/{forged.pk}/answer/", {"invitation": foreign.pk, "response": "accepted"})
    assert not foreign.answers.exists()


def test_set_aside_and_gone(coordinator, forged):
    coordinator.post(f"/inbound/{forged.pk}/aside/")
    assert "Everything that came in is settled" in coordinator.get("/inbound/").content.decode()
    assert coordinator.post(f"/inbound/{forged.pk}/aside/").status_code == 404


def test_read_again_after_the_address_was_put_right(coordinator, forged, invitation, cal):
    cal.email = "eve@evil.example"
    cal.save()
    coordinator.post(f"/inbound/{forged.pk}/again/")
    invitation.refresh_from_db()
    assert invitation.response == "accepted"


def test_text_of_a_stranger_is_shown_as_text(coordinator):
    inbound = receive(b"From: x@y.example\nSubject: <b>hi\n\n<script>alert(1)</script>")
    page = coordinator.get(f"/inbound/{inbound.pk}/").content.decode()
    assert "<script>alert" not in page and "&lt;b&gt;hi" in page


def test_returned_address_is_written_to_again(coordinator, db):
    row = ReturnedAddress.objects.create(address="cal@example.org")
    assert "cal@example.org" in coordinator.get("/inbound/").content.decode()
    coordinator.post(f"/inbound/addresses/{row.pk}/")
    assert not ReturnedAddress.objects.exists()


def test_list_costs_the_same_for_one_and_for_thirty(coordinator, db):
    def cost(rows: range) -> int:
        for number in rows:
            receive(f"From: x@y.example\nSubject: {number}\n\n{number}".encode())
        with CaptureQueriesContext(connection) as queries:
            coordinator.get("/inbound/")
        return len(queries)

    coordinator.get("/inbound/")  # signing in costs one more
    assert cost(range(1)) == cost(range(1, 30))


def hand_in(client, secret: str, raw: bytes):
    body = {"From": "cal@example.org", "Headers": [], "Attachments": [], "RawEmail": raw.decode()}
    return client.post(
        "/inbound/webhook/postmark/",
        json.dumps(body),
        content_type="application/json",
        headers={"authorization": "Basic " + b64encode(secret.encode()).decode()},
    )


def test_webhook_brings_an_answer_like_the_mailbox(client, invitation, settings):
    settings.INBOUND_WEBHOOK_SECRET = "us:secret"
    settings.ANYMAIL = {"WEBHOOK_SECRET": "us:secret"}
    assert hand_in(client, "us:guess", mailed(ics(invitation.meeting))).status_code == 400
    assert hand_in(client, "us:secret", mailed(ics(invitation.meeting))).status_code == 200
    invitation.refresh_from_db()
    assert invitation.response == "accepted"


def test_webhook_without_a_secret_does_not_exist(client, db):
    assert hand_in(client, "us:secret", b"x").status_code == 404
