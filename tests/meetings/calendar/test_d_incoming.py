"""D. What calendars answer, beside tests/meetings/test_calendar_replies.py; numbers of docs/calendar.md."""

from datetime import timedelta

import time_machine
from django.core import mail
from icalendar import Calendar

from mail.inbound.actions import receive
from mail.models import Message
from meetings.actions import respond, settle_proposal
from meetings.models import AlternateWish, Invitation, Proposal
from tests.meetings.calendar import files
from tests.meetings.calendar.conftest import NOW
from tests.meetings.test_calendar_replies import answer, ics, mailed

DELEGATED = 'ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:zoe@example.net":mailto:cal@example.org'
COUNTER = {
    "method": "COUNTER",
    "times": "DTSTART;TZID=America/Chicago:20270121T100000\r\nDTEND;TZID=America/Chicago:20270121T140000",
}


def test_34_answer_that_names_nobody_waits(invitation, meeting):
    assert receive(mailed(ics(meeting, attendee=""))).state == "waiting"
    assert answer(invitation) == "needs-action"


def test_36_passed_on_mail_answered_by_a_stranger_waits(invitation, meeting):
    line = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:zoe@example.net"
    assert receive(mailed(ics(meeting, attendee=line), sender="zoe@example.net")).state == "waiting"
    assert Invitation.objects.count() == 1


def test_37_mail_delayed_in_a_queue_does_not_beat_a_later_press(invitation, meeting, cal):
    with time_machine.travel(NOW + timedelta(minutes=10)):
        respond(invitation, response="declined", source="link", by=cal)
        receive(mailed(ics(meeting, stamp="DTSTAMP:20261124T180500Z")))
    assert answer(invitation) == "declined"


def test_39_delegation_is_put_to_the_coordinator_and_adds_nobody(invitation, meeting):
    assert receive(mailed(ics(meeting, attendee=DELEGATED))).state == "waiting"
    assert AlternateWish.objects.get().email == "zoe@example.net"
    assert Invitation.objects.count() == 1 and answer(invitation) == "needs-action"


def test_40_declined_proposal_is_told_to_the_calendar(invitation, meeting, ada):
    receive(mailed(ics(meeting, **COUNTER), method="COUNTER"))
    settle_proposal(Proposal.objects.get(), accept=False, by=ada)
    calendar = Calendar.from_ical(files.raw())
    assert calendar["METHOD"] == files.messages()[0].calendar_method == "DECLINECOUNTER"
    assert (files.event()["UID"], files.event()["SEQUENCE"]) == (meeting.uid, 0)


def test_40_coordinator_sees_a_proposal_moves_to_it_or_declines(invitation, meeting, ada, client):
    receive(mailed(ics(meeting, **COUNTER), method="COUNTER"))
    proposal = Proposal.objects.get()
    client.force_login(ada)
    page = client.get("/meetings/q/").content.decode()
    assert "proposes another time" in page and "January 21" in page
    form = client.get(f"/meetings/q/edit/?proposal={proposal.pk}").content.decode()
    assert "2027-01-21T10:00" in form
    client.post(f"/meetings/proposals/{proposal.pk}/decline/")
    proposal.refresh_from_db()
    assert proposal.settled_at and "proposes another time" not in client.get("/meetings/q/").content.decode()


def test_40_refresh_sends_the_present_version_to_the_address_on_file_once_an_hour(invitation, meeting):
    ask = mailed(ics(meeting, method="REFRESH"), method="REFRESH")
    assert receive(ask).state == "handled"
    again = mailed(ics(meeting, method="REFRESH"), method="REFRESH", headers="Message-ID: <2@x.y>\n")
    assert receive(again).state == "ignored"
    assert [m.address for m in files.messages()] == ["cal@example.org"] * 2


def test_40_refresh_of_a_stranger_is_not_served(invitation, meeting):
    receive(mailed(ics(meeting, method="REFRESH"), sender="eve@evil.example", method="REFRESH"))
    assert Message.objects.count() == 1


def test_44_nothing_that_comes_in_is_answered_by_mail(invitation, meeting):
    mail.outbox.clear()
    receive(mailed(ics(meeting), headers="List-Id: <x>\nPrecedence: bulk\n"))
    assert mail.outbox == []


def test_45_out_of_office_is_no_answer(invitation, meeting):
    raw = b"From: cal@example.org\nTo: meetings@consortium.example\nSubject: Automatic reply\nAuto-Submitted: auto-replied\n\nAway."
    assert receive(raw).kind == "automatic"
    assert answer(invitation) == "needs-action"
