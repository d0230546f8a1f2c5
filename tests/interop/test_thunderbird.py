"""Debian's Thunderbird as a member has it: it shows the buttons, fills and empties its calendar, and answers."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMultiAlternatives

from mail.inbound.actions import receive
from mail.mime import as_email
from mail.models import Message
from meetings.actions import cancel, invite, move
from meetings.ical import build
from tests.interop.conftest import CENTRAL
from tests.interop.test_our_files import FRIDAYS, ten_in_madison, utc
from tests.interop.thunderbird import thunderbird
from tests.mail.post_office import post_office

pytestmark = pytest.mark.interop
ANSWERS = {"Accept", "Tentative", "Decline"}
ORGANIZER = "meetings@consortium.example"


@pytest.fixture(scope="module")
def office():
    with post_office() as office:
        yield office


@pytest.fixture
def client(tmp_path, office):
    with thunderbird(tmp_path, smtp=office.smtp) as client:
        yield client


def newest() -> bytes:
    """The last mail we wrote, as it leaves."""
    return as_email(Message.objects.exclude(calendar=None).order_by("-pk")[0]).message().as_bytes()


def answer_sent(office, sent_before: int) -> bytes:
    """The REPLY that Thunderbird sent to the ORGANIZER."""
    for _ in range(150):
        letters = office.letters(ORGANIZER)
        if len(letters) > sent_before:
            return letters[-1]
        time.sleep(0.1)
    raise AssertionError("Thunderbird sent no answer")


def press(client, office, button: str) -> None:
    """Press it, and bring what Thunderbird sends to our inbox."""
    before = len(office.letters(ORGANIZER))
    client.press(button)
    assert receive(answer_sent(office, before)).state == "handled"


def test_invitation_update_and_cancellation(client, office, meeting, ada, cal):
    [invitation] = invite(meeting, [cal], by=ada)
    assert client.open_letter(newest()) >= ANSWERS
    press(client, office, "Accept")
    [entry] = client.wait_for(1)
    assert (entry["uid"], entry["local"], entry["answers"]) == (meeting.uid, 10, ["ACCEPTED"])
    invitation.refresh_from_db()
    assert invitation.response == "accepted"

    week = timedelta(days=7)
    move(meeting, starts_at=meeting.starts_at + week, ends_at=meeting.ends_at + week, by=ada)
    assert client.open_letter(newest()) >= ANSWERS
    press(client, office, "Decline")
    [entry] = client.wait_for(1, 1)
    meeting.refresh_from_db()
    assert entry["start"] == utc(meeting.starts_at).replace("-", "").replace(":", "")
    invitation.refresh_from_db()
    assert (invitation.response, invitation.calendar_replies.first().sequence) == ("declined", 1)

    cancel(meeting, by=ada)
    assert client.open_letter(newest()) >= {"Delete"}
    client.press("Delete")
    assert client.wait_for(0) == []


def test_answer_of_one_invited_at_an_alias_is_hers(client, office, meeting, ada, cal):
    """Her mail program knows her by cal@example.org alone; we invited her at another address of hers."""
    EmailAddress.objects.create(user=cal, email="cal@example.org", verified=True)
    cal.email = "cal.ness@agency.example"
    cal.save()
    [invitation] = invite(meeting, [cal], by=ada)
    assert client.open_letter(newest()) >= ANSWERS
    before = len(office.letters(ORGANIZER))
    client.press("Accept")
    client.answer_as_herself()
    assert receive(answer_sent(office, before)).state == "handled"
    invitation.refresh_from_db()
    assert (invitation.response, invitation.answers.get().source) == ("accepted", "calendar")


def test_ten_in_madison_is_ten_on_both_sides_of_each_change_of_clocks(client):
    for number, day in enumerate(FRIDAYS, start=1):
        times = ten_in_madison(day)
        file = build.request(
            build.Invite(
                **times, zone="America/Chicago", summary="S", organizer=ORGANIZER, organizer_name="O",
                attendee="cal@example.org", attendee_name="Cal",
            )
        )  # fmt: skip
        email = EmailMultiAlternatives("S", "B", ORGANIZER, ["cal@example.org"])
        email.attach_alternative(file.decode(), "text/calendar; method=REQUEST")
        client.open_letter(email.message().as_bytes())
        client.press("Accept")
        client.wait_for(number)
    starts = {datetime.strptime(e["start"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) for e in client.entries()}
    assert starts == {datetime(d.year, d.month, d.day, 10, tzinfo=CENTRAL) for d in FRIDAYS}
    assert {e["local"] for e in client.entries()} == {10}
