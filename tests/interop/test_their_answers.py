"""Answers made by KDE's calendar library from our own invitation change the right answer."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from mail.inbound.actions import receive
from mail.models import Message
from meetings.actions import invite, move
from meetings.models import Proposal
from tests.interop.readers import kde, run

pytestmark = pytest.mark.interop


def from_kde(verb: str, *arguments: str, sender="cal@example.org"):
    """What KDE's library makes of the last invitation, brought in as mail from `sender`."""
    request = bytes(Message.objects.exclude(calendar=None).order_by("-pk")[0].calendar)
    answer = run(kde(), verb, *arguments, stdin=request).decode()
    email = EmailMessage()
    email["From"], email["To"], email["Subject"] = sender, "meetings@consortium.example", "Re"
    email.set_content("Answer")
    email.add_alternative(answer, subtype="calendar", params={"method": verb.upper()})
    return receive(email.as_bytes())


@pytest.fixture
def invitation(meeting, ada, cal):
    [invitation] = invite(meeting, [cal], by=ada)
    # KDE stamps whole seconds by the real clock; it answers after it was asked.
    type(invitation).objects.update(stamp_sent=timezone.now() - timedelta(minutes=1))
    return invitation


@pytest.mark.parametrize("partstat", ["ACCEPTED", "TENTATIVE", "DECLINED"])
def test_answer_is_the_answer(invitation, partstat):
    assert from_kde("reply", "cal@example.org", partstat).state == "handled"
    invitation.refresh_from_db()
    assert invitation.response == partstat.lower()


def test_answer_from_a_verified_alias_is_hers(invitation, cal):
    EmailAddress.objects.create(user=cal, email="cal@agency.example", verified=True)
    from_kde("reply", "cal@example.org", "ACCEPTED", sender="cal@agency.example")
    invitation.refresh_from_db()
    assert invitation.response == "accepted"


def test_answer_to_the_moved_meeting_carries_its_version(invitation, meeting, ada):
    week = timedelta(days=7)
    move(meeting, starts_at=meeting.starts_at + week, ends_at=meeting.ends_at + week, by=ada)
    from_kde("reply", "cal@example.org", "DECLINED")
    invitation.refresh_from_db()
    assert (invitation.response, invitation.calendar_replies.get().sequence) == ("declined", 1)


def test_other_time_is_a_proposal(invitation, meeting):
    week = timedelta(days=7)
    times = [(meeting.starts_at + week).isoformat(), (meeting.ends_at + week).isoformat()]
    assert from_kde("counter", "cal@example.org", *times).state == "waiting"
    assert Proposal.objects.get().starts_at == meeting.starts_at + week
