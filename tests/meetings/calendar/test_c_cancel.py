"""C. Outgoing CANCEL; the numbers are those of docs/calendar.md."""

from icalendar import Calendar

from mail.inbound.actions import receive
from meetings.actions import cancel, invite, respond, withdraw
from meetings.models import CalendarReply
from members.models import Person
from tests.meetings.calendar import files
from tests.meetings.test_calendar_replies import ics, mailed


def test_29_cancel_keeps_the_facts_and_stands_above(invitation, meeting, ada):
    before = files.event()
    cancel(meeting, by=ada)
    after = files.event()
    assert Calendar.from_ical(files.raw())["METHOD"] == "CANCEL" and after["STATUS"] == "CANCELLED"
    assert after["SEQUENCE"] > before["SEQUENCE"] and after["DTSTAMP"].dt > before["DTSTAMP"].dt
    assert [after[name] for name in ("UID", "SUMMARY")] == [before[name] for name in ("UID", "SUMMARY")]
    assert after["DTSTART"].dt == before["DTSTART"].dt and after["ATTENDEE"] == before["ATTENDEE"]
    assert b"VALARM" not in files.raw()
    assert files.messages()[0].calendar_method == "CANCEL"


def test_30_one_person_uninvited_is_told_alone(meeting, ada, cal, dot):
    hers, _ = invite(meeting, [cal, dot], by=ada)
    withdraw(hers, by=ada)
    gone = files.event(cal)
    assert (gone["STATUS"], gone["ATTENDEE"]) == ("CANCELLED", "mailto:cal@example.org")
    assert files.messages(dot).count() == 1
    assert not meeting.invitations.filter(person=cal).exists() and meeting.invitations.count() == 1


def test_30_others_answers_stand_and_a_reply_to_the_older_number_still_counts(meeting, ada, cal, dot):
    hers, other = invite(meeting, [cal, dot], by=ada)
    withdraw(hers, by=ada)
    line = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:dot@example.org"
    receive(mailed(ics(meeting, attendee=line), sender="dot@example.org"))
    other.refresh_from_db()
    assert other.response == "accepted"


def test_31_cancel_goes_to_everyone_ever_asked_and_to_nobody_else(meeting, ada, cal, dot):
    silent = Person.objects.create_user("Gus", "", channel="none")
    invitation = invite(meeting, [cal, dot, silent], by=ada)[0]
    respond(invitation, response="declined", source="link", by=cal)
    withdraw(meeting.invitations.get(person=dot), by=ada)
    before = files.messages(dot).count()
    cancel(meeting, by=ada)
    assert files.messages(cal)[0].calendar_method == "CANCEL"
    assert files.messages(dot).count() == before, "her entry is gone already"


def test_32_late_reply_is_set_aside_and_answered_by_no_mail(invitation, meeting, ada):
    withdraw(invitation, by=ada)
    before = files.messages().count()
    assert receive(mailed(ics(meeting, sequence="SEQUENCE:1"))).state == "ignored"
    assert not CalendarReply.objects.exists() and files.messages().count() == before
