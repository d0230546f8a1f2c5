"""Invitation and answer carried both ways by a real mail pair on loopback: SMTP in, IMAP out."""

import re
import smtplib
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from django.utils import timezone
from icalendar import Calendar

from charter.models import Charter
from mail.inbound.models import InboundMessage, InboxCursor
from mail.jobs import poll_inbox
from meetings.actions import cancel, invite, move
from meetings.models import Meeting
from tests.mail.post_office import post_office


@pytest.fixture(scope="module")
def office():
    with post_office() as office:
        yield office


@pytest.fixture
def by_mail(office, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.smtp
    settings.INBOUND_URL = office.inbox_url("meetings@consortium.example")
    return office


@pytest.fixture
def meeting(db) -> Meeting:
    Charter(pk=1, short_name="WAHTC", time_zone="America/Chicago").save()
    starts = timezone.now().replace(microsecond=0) + timedelta(days=60)
    return Meeting.objects.create(
        slug="q", title="Quarterly", starts_at=starts, ends_at=starts + timedelta(hours=4)
    )


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    def run(act, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return act(*args, **kwargs)

    return run


def calendar_of(raw: bytes):
    """The letter, its text/calendar part, and the calendar in it."""
    email = message_from_bytes(raw, policy=policy.default)
    [part] = [p for p in email.walk() if p.get_content_type() == "text/calendar"]
    return email, part, Calendar.from_ical(part.get_payload(decode=True))


def answer(office, request: Calendar, partstat: str) -> None:
    """Her client's REPLY (synthetic), sent to the ORGANIZER by SMTP."""
    event = request.walk("VEVENT")[0]
    reply, me = Calendar(), event["ATTENDEE"]
    reply.add("method", "REPLY")
    me.params = type(me.params)({"PARTSTAT": partstat})
    body = type(event)({key: event[key] for key in ("UID", "SEQUENCE", "ORGANIZER", "DTSTART")})
    body.add("attendee", me, encode=0)
    body.add("dtstamp", timezone.now())
    reply.add_component(body)
    email = EmailMessage()
    email["From"], email["To"] = "cal@example.org", event["ORGANIZER"].removeprefix("mailto:")
    email["Subject"] = f"{partstat}: Quarterly"
    email.set_content("See you.")
    email.add_alternative(reply.to_ical().decode(), subtype="calendar", params={"method": "REPLY"})
    with smtplib.SMTP("127.0.0.1", office.smtp) as smtp:
        smtp.send_message(email)


def test_invitation_goes_out_the_answer_comes_in_and_so_after_a_move_and_a_cancellation(
    by_mail, meeting, ada, cal, commit
):
    [invitation] = commit(invite, meeting, [cal], by=ada)
    [raw] = by_mail.letters("cal@example.org")
    email, part, request = calendar_of(raw)
    event = request.walk("VEVENT")[0]
    assert part.get_param("method") == request["METHOD"] == "REQUEST"
    assert (event["UID"], event["DTSTART"].dt) == (meeting.uid, meeting.starts_at)
    assert email["From"].addresses[0].addr_spec == event["ORGANIZER"].removeprefix("mailto:")

    answer(by_mail, request, "ACCEPTED")
    poll_inbox()
    invitation.refresh_from_db()
    assert (invitation.response, invitation.answers.get().source) == ("accepted", "calendar")

    week = timedelta(days=7)
    commit(move, meeting, starts_at=meeting.starts_at + week, ends_at=meeting.ends_at + week, by=ada)
    moved = calendar_of(by_mail.letters("cal@example.org")[-1])[2]
    answer(by_mail, request, "ACCEPTED")
    poll_inbox()
    invitation.refresh_from_db()
    assert invitation.response == "needs-action", "that was an answer to the old time"
    answer(by_mail, moved, "DECLINED")
    poll_inbox()
    invitation.refresh_from_db()
    assert invitation.response == "declined"

    commit(cancel, meeting, by=ada)
    _, part, gone = calendar_of(by_mail.letters("cal@example.org")[-1])
    assert (part.get_param("method"), gone.walk("VEVENT")[0]["STATUS"]) == ("CANCEL", "CANCELLED")
    assert len(by_mail.letters("cal@example.org")) == 3


def test_mailbox_is_read_once_and_on_from_where_it_was(by_mail, meeting):
    for number in range(3):
        email = EmailMessage()
        email["From"], email["To"] = "eve@example.org", "meetings@consortium.example"
        email["Subject"] = f"Letter {number}"
        email.set_content("Hello")
        with smtplib.SMTP("127.0.0.1", by_mail.smtp) as smtp:
            smtp.send_message(email)
        poll_inbox()
        poll_inbox()
    letters = InboundMessage.objects.filter(subject__startswith="Letter")
    assert sorted(letters.values_list("subject", flat=True)) == ["Letter 0", "Letter 1", "Letter 2"]
    assert InboxCursor.objects.get().last_uid >= 3


def test_mailbox_that_is_away_stops_nothing(meeting, settings):
    settings.INBOUND_URL = "imap://a:b@127.0.0.1:9/INBOX"
    poll_inbox()


def test_no_other_members_name_or_address_is_anywhere_in_the_bytes(by_mail, meeting, ada, cal, dot, commit):
    commit(invite, meeting, [cal, dot], by=ada)
    raw = by_mail.letters("dot@example.org")[-1]
    email, _, _ = calendar_of(raw)
    decoded = raw + b"".join(p.get_payload(decode=True) or b"" for p in email.walk() if not p.is_multipart())
    assert not re.search(rb"cal@|cal ness|ada@|ada lund", decoded, re.IGNORECASE)
