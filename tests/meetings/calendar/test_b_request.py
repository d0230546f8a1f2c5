"""B. Outgoing REQUEST; the numbers are those of docs/calendar.md."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from django.conf import settings

from mail.jobs import sweep
from mail.models import Message
from meetings.actions import TooLate, ask, catch_up, change, invite, move, respond, send_invitation, withdraw
from tests.meetings.calendar import files
from tests.meetings.calendar.conftest import CENTRAL, NOW


def test_15_no_other_invitees_name_or_address_is_anywhere(meeting, ada, cal, dot):
    invite(meeting, [cal, dot], by=ada)
    assert not re.search(rb"cal@|cal ness", files.decoded(files.email(dot)), re.IGNORECASE)
    assert not isinstance(files.event(dot)["ATTENDEE"], list)


def test_16_attendee_is_the_recipient_and_buttons_are_asked_for(invitation, cal):
    attendee = files.event()["ATTENDEE"]
    assert attendee == f"mailto:{files.email()['To']}"
    assert {name: attendee.params[name] for name in ("CUTYPE", "ROLE", "PARTSTAT", "RSVP", "CN")} == {
        "CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE", "CN": "Cal Ness",
    }  # fmt: skip


def test_17_organizer_receives_mail_and_is_the_sender(invitation):
    organizer = files.event()["ORGANIZER"].removeprefix("mailto:")
    mail = files.email()
    assert organizer == settings.MAIL_ADDRESS == mail["From"].addresses[0].addr_spec
    assert "reply" not in organizer.partition("@")[0]


def test_18_human_answers_go_where_calendars_answer(invitation):
    assert files.email()["Reply-To"].addresses[0].addr_spec == settings.MAIL_ADDRESS


def test_19_organizer_is_the_same_for_ever(invitation, meeting, ada):
    first = files.event()["ORGANIZER"].to_ical()
    change(meeting, values={"room": "B12"}, by=ada)
    assert files.event()["ORGANIZER"].to_ical() == first
    withdraw(invitation, by=ada)
    assert files.event()["ORGANIZER"].to_ical() == first


def test_20_coordinator_is_invited_like_anyone(meeting, ada):
    invite(meeting, [ada], by=ada)
    event = files.event()
    assert (event["ATTENDEE"], event["ORGANIZER"]) == (
        "mailto:ada@example.org",
        f"mailto:{settings.MAIL_ADDRESS}",
    )


def test_21_calendar_is_the_last_alternative_and_again_a_file(invitation):
    mail = files.email()
    assert mail.get_content_type() == "multipart/mixed"
    alternative, attached = mail.iter_parts()
    kinds = [part.get_content_type() for part in alternative.iter_parts()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    calendar = list(alternative.iter_parts())[-1]
    assert calendar.get_param("charset").lower() == "utf-8" and calendar.get_content_disposition() is None
    assert (attached.get_content_type(), attached.get_filename()) == ("application/ics", "invite.ics")
    assert attached.get_payload(decode=True) == calendar.get_payload(decode=True) == files.raw()


def test_22_one_part_has_a_method(invitation):
    parts = [p for p in files.email().walk() if p.get_param("method")]
    assert len(parts) == 1


def test_23_subject_says_what_and_when_and_updates_stay_in_the_thread(invitation, meeting, ada, cal):
    first = files.email()
    assert first["Subject"].startswith("Invitation: Quarterly") and "10:00 a.m. CST" in first["Subject"]
    change(meeting, values={"room": "B12", "title": "Line one\r\nBcc: x@y"}, by=ada)
    second = files.email()
    assert second["In-Reply-To"] == second["References"] == first["Message-ID"] != second["Message-ID"]
    assert "\n" not in second["Subject"] and second["Bcc"] is None


def test_24_no_vacation_answers_it(invitation):
    mail = files.email()
    assert mail["Auto-Submitted"] == "auto-generated" and mail["Precedence"] is None
    assert mail["X-Auto-Response-Suppress"] == "OOF, AutoReply"


def test_25_body_says_all_and_its_links_only_preselect(invitation, meeting, client):
    from meetings.models import AgendaItem, Answer

    AgendaItem.objects.create(meeting=meeting, position=1, title="Budget", minutes=30)
    change(
        meeting,
        values={"starts_at": meeting.starts_at + timedelta(hours=1)},
        by=meeting and invitation.person,
    )
    text = Message.objects.order_by("-pk")[0].text
    for word in ["11:00 a.m. CST", "Lakeview Hall", "meet.example", "Budget"]:
        assert word in text
    links = re.findall(r"http://\S+(/rsvp/\S+\?answer=\w+)", text)
    assert [link.rpartition("=")[2] for link in links] == ["accepted", "tentative", "declined"]
    page = client.get(links[1]).content.decode()
    assert "Press once to send it." in page and "Send: Maybe" in page
    assert not Answer.objects.exists()


def test_26_invitations_are_needed_mail_and_cannot_be_unsubscribed(invitation):
    assert files.email()["List-Unsubscribe"] is None


def test_27_latecomer_gets_the_present_sequence(invitation, meeting, ada, dot):
    change(meeting, values={"room": "B12"}, by=ada)
    invite(meeting, [dot], by=ada)
    assert files.event(dot)["SEQUENCE"] == 1


def test_27_asked_again_stands_above_her_cancel(invitation, meeting, ada, cal):
    withdraw(invitation, by=ada)
    gone = files.event(cal)["SEQUENCE"]
    invite(meeting, [cal], by=ada)
    back = files.event(cal)
    assert back["SEQUENCE"] > gone and back["STATUS"] == "CONFIRMED"


def test_28_nobody_is_asked_to_a_meeting_that_is_over(meeting, ada, cal):
    with time_machine.travel(datetime(2027, 1, 15, tzinfo=CENTRAL)), pytest.raises(TooLate):
        invite(meeting, [cal], by=ada)


def test_28_unsent_version_that_was_overtaken_does_not_leave(invitation, meeting, ada, cal):
    move(meeting, starts_at=meeting.starts_at, ends_at=meeting.ends_at + timedelta(hours=1), by=ada)
    with time_machine.travel(NOW + timedelta(minutes=10)):
        sweep()
    assert list(Message.objects.order_by("pk").values_list("state", flat=True)) == ["cancelled", "sent"]


def test_save_the_date_then_invitation_keeps_the_answer(meeting, ada, cal):
    ask(meeting, people=[cal], provisional=True, by=ada)
    assert files.email()["Subject"].startswith("Save the date: ")
    respond(cal.invitations.get(), response="accepted", source="link", by=cal)
    send_invitation(meeting, by=ada)
    assert files.email()["Subject"].startswith("Invitation: ")
    assert files.event()["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    assert cal.invitations.get().response == "accepted"


def test_whoever_holds_an_old_version_can_be_sent_the_present_one(invitation, meeting, ada, cal):
    assert change(meeting, values={"room": "B12"}, tell="nobody", by=ada) == 0
    assert catch_up(meeting, by=ada) == 1
    assert (files.event()["SEQUENCE"], catch_up(meeting, by=ada)) == (1, 0)
