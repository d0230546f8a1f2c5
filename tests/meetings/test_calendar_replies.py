"""A calendar's own answer. The replies here are SYNTHETIC: written by hand after the vendors' shapes that
RFC 5546 and public bug reports describe. tests/interop/ has those made by real clients."""

from base64 import b64encode
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone

from charter.models import Charter
from mail.inbound.actions import receive
from meetings.actions import cancel, invite, move, respond, withdraw
from meetings.actions.calendars import remember_reply_address
from meetings.models import CalendarReply, Meeting, Proposal
from members.models import Person

CENTRAL = ZoneInfo("America/Chicago")
NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)


@pytest.fixture(autouse=True)
def november(db):
    Charter(pk=1, short_name="WAHTC", time_zone="America/Chicago").save()
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def meeting(db) -> Meeting:
    return Meeting.objects.create(
        slug="q",
        title="Quarterly",
        starts_at=datetime(2027, 1, 14, 10, tzinfo=CENTRAL),
        ends_at=datetime(2027, 1, 14, 14, tzinfo=CENTRAL),
    )


@pytest.fixture
def invitation(meeting, ada, cal):
    [invitation] = invite(meeting, [cal], by=ada)
    return invitation


def ics(meeting, **changes) -> str:
    fields = {
        "method": "REPLY",
        "uid": meeting.uid,
        "sequence": "SEQUENCE:0",
        "stamp": "DTSTAMP:20261124T180100Z",
        "attendee": "ATTENDEE;PARTSTAT=ACCEPTED:mailto:cal@example.org",
        "times": "DTSTART;TZID=America/Chicago:20270114T100000",
        "more": "",
    } | changes
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Synthetic//EN", f"METHOD:{fields['method']}", "BEGIN:VEVENT",
        f"UID:{fields['uid']}", fields["sequence"], fields["stamp"], fields["times"], fields["attendee"],
        fields["more"], "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip
    return "\r\n".join(line for line in lines if line) + "\r\n"


def mailed(
    calendar: str | bytes, *, sender="cal@example.org", kind="text/calendar", headers="", method="REPLY"
):
    body = b64encode(calendar if isinstance(calendar, bytes) else calendar.encode()).decode()
    return f"""From: {sender}
To: meetings@consortium.example
Subject: Accepted: Quarterly
{headers}MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=B

--B
Content-Type: text/plain

See you.
--B
Content-Type: {kind}; charset=UTF-8; method={method}
Content-Transfer-Encoding: base64

{body}
--B--
""".encode()


def answer(invitation) -> str:
    invitation.refresh_from_db()
    return invitation.response


@pytest.mark.parametrize("partstat", ["ACCEPTED", "TENTATIVE", "DECLINED"])
def test_answer_of_a_calendar_is_the_answer(invitation, meeting, partstat):
    line = f"ATTENDEE;PARTSTAT={partstat}:mailto:cal@example.org"
    assert receive(mailed(ics(meeting, attendee=line))).state == "handled"
    assert answer(invitation) == partstat.lower()
    assert invitation.answers.get().source == "calendar"


SHAPES = {
    "outlook: upper-case scheme, no organizer, no zone": {
        "attendee": "ATTENDEE;PARTSTAT=ACCEPTED;CN=Cal:MAILTO:Cal@Example.org",
        "times": "DTSTART;TZID=Central Standard Time:20270114T100000",
    },
    "google: quoted name and resource counts": {
        "attendee": 'ATTENDEE;CUTYPE=INDIVIDUAL;CN="Ness, Cal";PARTSTAT=accepted;X-NUM-GUESTS=0:mailto:cal@example.org'
    },
    "apple: folded with a tab": {"attendee": "ATTENDEE;PARTSTAT=ACC\r\n\tEPTED:mailto:cal@example.org"},
    "no sequence, no times": {"sequence": "", "times": ""},
    "no stamp": {"stamp": ""},
    "nonsense beside": {"more": "THIS IS NO LINE\r\nDURATION:nonsense\r\nDTEND:2027\r\nRRULE:FREQ=NEVER"},
    "recurrence id and exdates of a careless client": {
        "more": "RECURRENCE-ID;RANGE=THISANDFUTURE:20270114T160000Z\r\nEXDATE:20270115T160000Z"
    },
    "tagged address": {"attendee": "ATTENDEE;PARTSTAT=ACCEPTED:mailto:cal+work@example.org"},
}


@pytest.mark.parametrize("shape", SHAPES)
def test_shape_of_a_careless_client_is_read(invitation, meeting, shape):
    assert receive(mailed(ics(meeting, **SHAPES[shape]))).state == "handled"
    assert answer(invitation) == "accepted"


@pytest.mark.parametrize(
    "raw",
    [
        lambda text: mailed("\ufeff" + text.replace("\r\n", "\n")),
        lambda text: mailed(text, kind="application/octet-stream; name=invite.ics"),
        lambda text: mailed(text, method="reply"),
        lambda text: f"From: cal@example.org\nContent-Type: text/calendar; method=REPLY\n\n{text}".encode(),
        lambda text: mailed(text, headers="Auto-Submitted: auto-generated\n"),
    ],
    ids=[
        "BOM and bare LF",
        "attachment",
        "lower-case method",
        "whole body",
        "a calendar that answers by itself",
    ],
)
def test_wherever_it_stands_in_the_mail_it_is_found(invitation, meeting, raw):
    receive(raw(ics(meeting)))
    assert answer(invitation) == "accepted"


def test_latest_stamp_wins_whatever_order_the_mail_arrives_in(invitation, meeting):
    receive(mailed(ics(meeting, stamp="DTSTAMP:20261124T175900Z")))
    no = "ATTENDEE;PARTSTAT=DECLINED:mailto:cal@example.org"
    receive(mailed(ics(meeting, stamp="DTSTAMP:20261124T175800Z", attendee=no)))
    assert answer(invitation) == "accepted"
    assert [r.stands for r in CalendarReply.objects.all()] == [True, False]


def test_higher_sequence_wins_over_a_later_clock(invitation, meeting):
    receive(mailed(ics(meeting, stamp="DTSTAMP:20261124T175900Z")))
    no = "ATTENDEE;PARTSTAT=DECLINED:mailto:cal@example.org"
    receive(mailed(ics(meeting, sequence="SEQUENCE:2", stamp="DTSTAMP:20261124T175000Z", attendee=no)))
    assert answer(invitation) == "declined"


def test_same_answer_twice_is_kept_once(invitation, meeting):
    text = ics(meeting, stamp="DTSTAMP:20261124T175900Z")
    receive(mailed(text))
    assert receive(mailed(text, headers="Message-ID: <2@x.y>\n")).state == "ignored"
    assert CalendarReply.objects.count() == 1


def test_answer_to_the_old_time_is_kept_but_does_not_stand(invitation, meeting, ada, november):
    day = datetime(2027, 4, 15, 10, tzinfo=CENTRAL)
    move(meeting, starts_at=day, ends_at=day.replace(hour=14), by=ada)
    assert "later answer or a newer version" in receive(mailed(ics(meeting))).reason
    assert answer(invitation) == "needs-action"
    receive(mailed(ics(meeting, sequence="SEQUENCE:1")))
    assert answer(invitation) == "accepted"


def test_answer_written_before_she_was_taken_back_does_not_count_when_she_is_asked_again(
    invitation, meeting, ada, cal, november
):
    meeting.refresh_from_db()
    withdraw(invitation, by=ada)
    invite(meeting, [cal], by=ada)
    november.shift(timedelta(minutes=5))
    receive(mailed(ics(meeting)))
    assert answer(invitation) == "needs-action" and not CalendarReply.objects.get().stands
    asked = Meeting.objects.get().sequence
    receive(mailed(ics(meeting, sequence=f"SEQUENCE:{asked}", stamp="DTSTAMP:20261124T180200Z")))
    assert answer(invitation) == "accepted"


def test_press_after_the_mail_was_written_stands(invitation, meeting, cal):
    respond(invitation, response="declined", source="link", by=cal)
    receive(mailed(ics(meeting, stamp="DTSTAMP:20261124T170000Z")))
    assert answer(invitation) == "declined"


def test_clock_far_ahead_is_not_believed(invitation, meeting, cal):
    receive(mailed(ics(meeting, stamp="DTSTAMP:20300101T000000Z")))
    with time_machine.travel(NOW + timedelta(minutes=5)):
        respond(invitation, response="declined", source="link", by=cal)
    assert answer(invitation) == "declined"


def test_alias_that_she_verified_is_hers(invitation, meeting, cal):
    EmailAddress.objects.create(user=cal, email="cal@agency.example", verified=True)
    line = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:cal@agency.example"
    receive(mailed(ics(meeting, attendee=line), sender="cal@agency.example"))
    assert answer(invitation) == "accepted"


def test_address_that_the_coordinator_settled_is_remembered_with_one_press(
    invitation, meeting, cal, ada, dot, client
):
    strange = ics(meeting, attendee="ATTENDEE;PARTSTAT=ACCEPTED:mailto:cal@home.example")
    first = receive(mailed(strange, sender="cal@home.example"))
    client.force_login(ada)
    assert "let cal@home.example answer" in client.get(f"/inbound/{first.pk}/").content.decode()
    typed = {"invitation": invitation.pk, "response": "declined", "remember": "1"}
    client.post(f"/inbound/{first.pk}/answer/", typed)
    assert answer(invitation) == "declined"
    later = ics(
        meeting,
        attendee="ATTENDEE;PARTSTAT=ACCEPTED:mailto:cal@home.example",
        stamp="DTSTAMP:20261124T180900Z",
    )
    assert receive(mailed(later, sender="cal@home.example")).state == "handled"
    assert not EmailAddress.objects.filter(email="cal@home.example").exists()
    assert not remember_reply_address(cal, address=dot.email, by=ada)


def test_client_that_puts_its_own_address_but_sends_from_hers(invitation, meeting):
    line = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:cal.private@elsewhere.example"
    receive(mailed(ics(meeting, attendee=line)))
    assert answer(invitation) == "accepted"


def test_assistant_of_the_same_office_answers_for_her(invitation, meeting):
    line = 'ATTENDEE;PARTSTAT=ACCEPTED;SENT-BY="mailto:desk@example.org":mailto:cal@example.org'
    receive(mailed(ics(meeting, attendee=line), sender="desk@example.org"))
    assert answer(invitation) == "accepted"
    assert CalendarReply.objects.get().sent_by == "desk@example.org"


@pytest.mark.parametrize(
    ("changes", "sender"),
    [
        ({}, "eve@evil.example"),
        ({"attendee": 'ATTENDEE;PARTSTAT=ACCEPTED;SENT-BY="mailto:e@evil.example":mailto:cal@example.org'}, "e@evil.example"),
        ({"attendee": "ATTENDEE;PARTSTAT=ACCEPTED:mailto:eve@evil.example"}, "eve@evil.example"),
        ({"attendee": ""}, "eve@evil.example"),
        ({"uid": "unknown"}, "cal@example.org"),
        ({"attendee": "ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:dot@example.org\":mailto:cal@example.org"}, "cal@example.org"),
    ],
    ids=["forged", "forged delegate", "stranger", "nobody", "unknown meeting", "delegated"],
)  # fmt: skip
def test_what_cannot_be_believed_or_decided_waits(invitation, meeting, changes, sender):
    assert receive(mailed(ics(meeting, **changes), sender=sender)).state == "waiting"
    assert answer(invitation) == "needs-action"


def test_shared_address_of_two_invited_people_waits(invitation, meeting, ada):
    invite(meeting, [Person.objects.create_user("Cid Ness", "cal@example.org")], by=ada)
    assert "Several" in receive(mailed(ics(meeting))).reason
    assert answer(invitation) == "needs-action"


def test_our_own_servers_verdict_is_heeded_and_no_other(invitation, meeting, settings):
    settings.INBOUND_AUTHSERV_ID = "mx.consortium.example"
    theirs = "Authentication-Results: mx.evil.example; dmarc=pass\n"
    assert receive(mailed(ics(meeting), headers=theirs)).state == "waiting"
    ours = "Authentication-Results: mx.consortium.example; dmarc=pass header.from=example.org\n"
    assert receive(mailed(ics(meeting), headers=ours + "Message-ID: <3@x>\n")).state == "handled"


def test_counter_is_a_proposal_and_moves_nothing(invitation, meeting):
    text = ics(
        meeting,
        method="COUNTER",
        times="DTSTART;TZID=America/Chicago:20270121T100000\r\nDTEND;TZID=America/Chicago:20270121T140000",
        more="COMMENT:The week after suits us better",
    )
    inbound = receive(mailed(text, method="COUNTER"))
    assert (inbound.state, "January 21" in inbound.reason) == ("waiting", True)
    proposal = Proposal.objects.get()
    assert proposal.starts_at == datetime(2027, 1, 21, 16, tzinfo=UTC)
    assert proposal.note == "The week after suits us better"
    meeting.refresh_from_db()
    assert (meeting.sequence, answer(invitation)) == (0, "needs-action")


def test_no_mail_ever_goes_out_for_what_comes_in(invitation, meeting):
    mail.outbox.clear()
    receive(mailed(ics(meeting)))
    receive(mailed(ics(meeting), sender="eve@evil.example"))
    assert mail.outbox == []


def test_answer_after_the_cancellation_or_the_end_is_set_aside(invitation, meeting, ada):
    with time_machine.travel(datetime(2027, 1, 15, tzinfo=CENTRAL)):
        assert receive(mailed(ics(meeting))).state == "ignored"
    cancel(meeting, by=ada)
    assert receive(mailed(ics(meeting, stamp="DTSTAMP:20261124T180200Z"))).state == "ignored"
    assert answer(invitation) == "needs-action"


def test_foreign_invitation_waits_and_is_put_on_no_calendar(invitation, meeting):
    assert receive(mailed(ics(meeting, method="REQUEST"), method="REQUEST")).state == "waiting"
    assert receive(mailed(ics(meeting, method="CANCEL"), method="CANCEL")).state == "ignored"
    meeting.refresh_from_db()
    assert meeting.state == "scheduled"


def test_calendar_that_cannot_be_read_waits(invitation):
    assert receive(mailed("BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:")).state == "waiting"


def tnef(message_class: bytes, uid: str) -> bytes:
    """A minimal winmail.dat (synthetic): a signature, and a message class and a body as level-1 attributes."""

    def attribute(name: int, kind: int, data: bytes) -> bytes:
        head = (
            b"\x01"
            + name.to_bytes(2, "little")
            + kind.to_bytes(2, "little")
            + len(data).to_bytes(4, "little")
        )
        return head + data + (sum(data) & 0xFFFF).to_bytes(2, "little")

    return (
        (0x223E9F78).to_bytes(4, "little")
        + b"\x01\x00"
        + attribute(0x9006, 0x0008, (0x10000).to_bytes(4, "little"))
        + attribute(0x9007, 0x0006, (1252).to_bytes(8, "little"))
        + attribute(0x8008, 0x0007, message_class + b"\x00")
        + attribute(0x800C, 0x0002, b"vCal-Uid\x01\x00\x00\x00" + uid.encode() + b"\x00")
    )


@pytest.mark.parametrize(
    ("message_class", "response"),
    [(b"IPM.Schedule.Meeting.Resp.Pos", "accepted"), (b"IPM.Schedule.Meeting.Resp.Neg", "declined")],
)
def test_winmail_dat_is_read(invitation, meeting, message_class, response):
    receive(mailed(tnef(message_class, meeting.uid), kind="application/ms-tnef; name=winmail.dat"))
    assert answer(invitation) == response


def test_broken_winmail_dat_waits(invitation):
    assert receive(mailed(b"\x78\x9f\x3e\x22broken", kind="application/ms-tnef")).state == "waiting"


def test_stamp_of_a_second_request_is_later_even_within_the_second(invitation, meeting, ada):
    before = invitation.stamp_sent
    move(
        meeting,
        starts_at=meeting.starts_at + timedelta(days=7),
        ends_at=meeting.ends_at + timedelta(days=7),
        by=ada,
    )
    invitation.refresh_from_db()
    assert invitation.stamp_sent > before
    assert timezone.now() == NOW
