"""The quarter step by step, on the coordinator's first page and the meeting's: January 14, 2027."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from charter.holidays import load_holidays
from charter.models import Charter
from mail.rules.actions import save_rule
from mail.rules.book import find_rule
from meetings.actions import ask, invite, move, respond, send_invitation
from meetings.actions import minutes as minutes_actions
from meetings.actions.agenda import add_item
from meetings.actions.agenda_sending import send_agenda
from meetings.jobs import send_due_reminders
from meetings.models import Attendance, Meeting, MeetingEvent, Posting
from meetings.steps import course
from members.models import Organization, Person, Representation

CENTRAL = ZoneInfo("America/Chicago")


def at(*parts) -> datetime:
    return datetime(*parts, tzinfo=CENTRAL)


@pytest.fixture(autouse=True)
def clock(db):
    Charter(pk=1, short_name="WAHTC", state_name="Wisconsin", time_zone="America/Chicago").save()
    with time_machine.travel(at(2026, 11, 2, 12), tick=False) as travel:
        yield travel


@pytest.fixture
def meeting(clock) -> Meeting:
    load_holidays(date(2026, 11, 1))
    meeting = Meeting.objects.create(
        slug="q", title="Quarterly", starts_at=at(2027, 1, 14, 10), ends_at=at(2027, 1, 14, 14)
    )
    MeetingEvent.objects.create(
        meeting=meeting, kind="scheduled", at=at(2026, 10, 1, 9), sequence=0, starts_at=meeting.starts_at
    )
    return meeting


@pytest.fixture
def seat(cal) -> Organization:
    seat = Organization.objects.create(name="Aid Society")
    Representation.objects.create(person=cal, organization=seat)
    return seat


def now(meeting: Meeting, *parts):
    moment = at(*parts)
    with time_machine.travel(moment, tick=False):
        return course(Meeting.objects.get(pk=meeting.pk), moment)


def states(found) -> dict[str, str]:
    return {step.label: step.state for step in found.steps}


def due(found) -> list[tuple[str, str]]:
    return [(step.label, step.press) for step in found.due]


def test_every_step_falls_on_the_day_of_the_coordinators_table(meeting):
    days = [(step.label, step.day) for step in now(meeting, 2026, 11, 2, 12).steps]
    assert days == [
        ("Save the date", date(2026, 11, 13)),
        ("Call for agenda items", date(2026, 11, 30)),
        ("Invitation", date(2026, 12, 15)),
        ("Chairs asked for reports, owners for the state of their tasks", date(2026, 12, 23)),
        ("Reminder to whoever has not answered", date(2026, 12, 30)),
        ("Agenda sent", date(2027, 1, 4)),
        ("Quorum forecast to you", date(2027, 1, 7)),
        ("Reminder to whoever has not answered", date(2027, 1, 11)),
        ("Headcount for the caterer", date(2027, 1, 11)),
        ("Final details to those who come", date(2027, 1, 13)),
        ("Sign-in sheet and poster on paper", date(2027, 1, 13)),
        ("Check-in", date(2027, 1, 14)),
        ("Minutes written", date(2027, 1, 14)),
        ("Action items to their owners", date(2027, 1, 15)),
        ("Draft minutes circulated", date(2027, 1, 25)),
        ("End of the time for corrections", date(2027, 2, 8)),
        ("Open tasks to their owners; who was absent", date(2027, 2, 15)),
        ("Have the workgroups met?", date(2027, 3, 1)),
        ("Minutes approved", None),
        ("Minutes published", None),
    ]


def test_a_quarter_from_the_first_step_to_the_last(meeting, ada, cal, seat, clock):
    assert due(now(meeting, 2026, 11, 2, 12)) == []
    assert due(now(meeting, 2026, 11, 16, 12)) == [("Save the date", "Invite")]
    ask(meeting, everyone=True, provisional=True, by=ada)
    assert due(now(meeting, 2026, 12, 16, 12)) == [("Invitation", "Send the invitation")]
    send_invitation(meeting, by=ada)
    found = now(meeting, 2026, 12, 20, 12)
    assert (found.next.label[:6], found.next_own.label) == ("Chairs", "Agenda sent")
    assert due(now(meeting, 2027, 1, 4, 12)) == [("Agenda sent", "Write the agenda")]
    add_item(meeting, title="Budget", minutes=10, kind="decision", by=ada)
    assert due(now(meeting, 2027, 1, 4, 12)) == [("Agenda sent", "Send the agenda")]
    respond(meeting.invitations.get(), response="accepted", source="link", by=cal)
    send_agenda(meeting, by=ada)
    found = now(meeting, 2027, 1, 13, 12)
    assert due(found) == [("Sign-in sheet and poster on paper", "Sign-in sheet (PDF)")]
    assert states(found)["Reminder to whoever has not answered"] == "done"
    assert due(now(meeting, 2027, 1, 14, 10, 5))[1:] == [
        ("Check-in", "Check-in"),
        ("Minutes written", "Write the minutes"),
    ]
    clock.move_to(at(2027, 1, 14, 12))
    Attendance.objects.create(meeting=meeting, organization=seat)
    minutes = minutes_actions.begin(meeting, by=ada)
    minutes_actions.add_entry(minutes, heading="Budget", kind="note", text="Read.", by=ada)
    assert due(now(meeting, 2027, 1, 24, 12)) == []
    assert due(now(meeting, 2027, 1, 25, 12)) == [("Draft minutes circulated", "Circulate")]
    minutes_actions.circulate(minutes, to=[cal], until=date(2027, 2, 8), by=ada)
    Meeting.objects.create(slug="n", title="N", starts_at=at(2027, 4, 15, 10), ends_at=at(2027, 4, 15, 14))
    assert due(now(meeting, 2027, 4, 15, 12)) == [("Minutes approved", "Approve")]
    minutes_actions.approve(minutes, by=ada)
    assert due(now(meeting, 2027, 4, 15, 13)) == [("Minutes published", "Check before publication")]


def test_what_a_rule_sent_is_done_and_what_it_did_not_send_is_past(meeting, ada, cal, seat):
    with time_machine.travel(at(2026, 11, 30, 9, 5), tick=False):
        send_due_reminders()
    found = states(now(meeting, 2026, 12, 24, 12))
    assert found["Call for agenda items"] == "done"
    assert found["Chairs asked for reports, owners for the state of their tasks"] == "past"


def test_after_a_move_what_was_sent_for_the_old_date_is_not_done(meeting, ada, cal, seat, clock):
    invite(meeting, [cal], by=ada)
    respond(meeting.invitations.get(), response="accepted", source="link", by=cal)
    add_item(meeting, title="Budget", minutes=10, by=ada)
    send_agenda(meeting, by=ada)
    assert states(now(meeting, 2026, 11, 3, 12))["Agenda sent"] == "done"
    move(meeting, starts_at=at(2027, 2, 18, 10), ends_at=at(2027, 2, 18, 14), by=ada)
    assert states(now(meeting, 2026, 11, 3, 12))["Agenda sent"] == "ahead"


def test_a_rule_that_is_switched_off_is_no_step(meeting, ada):
    rule = find_rule("headcount")
    rule.active = False
    save_rule(rule, by=ada)
    assert "Headcount for the caterer" not in states(now(meeting, 2026, 11, 3, 12))


def test_public_notice_is_a_step_where_notices_are_given(meeting):
    Charter.objects.update(notice_mode="voluntary")
    assert ("Public notice posted", "Public notice") in due(now(meeting, 2027, 1, 5, 12))
    for where in ("one", "two", "three"):
        Posting.objects.create(meeting=meeting, how="place", where=where)
    assert states(now(meeting, 2027, 1, 5, 12))["Public notice posted"] == "done"


def test_nothing_before_a_meeting_is_due_once_it_is_over(meeting):
    assert due(now(meeting, 2027, 1, 16, 12)) == [
        ("Check-in", "Attendance"),
        ("Minutes written", "Write the minutes"),
    ]


def test_chair_sees_the_steps_of_her_groups_meeting_and_members_see_none(
    meeting, legislative, bea, cal, client
):
    Meeting.objects.update(workgroup=legislative)
    invite(Meeting.objects.get(), [cal], by=bea)
    client.force_login(bea)
    page = client.get("/meetings/q/").content.decode()
    assert "Step by step" in page and "Call for agenda items" not in page
    client.force_login(cal)
    assert "Step by step" not in client.get("/meetings/q/").content.decode()


def test_first_page_shows_the_next_meetings_step_and_what_the_last_one_still_owes(
    meeting, ada, client, clock
):
    clock.move_to(at(2026, 11, 16, 12))
    client.force_login(ada)
    page = client.get("/").content.decode()
    assert "Save the date" in page and 'href="/meetings/q/invite/"' in page
    Meeting.objects.create(slug="n", title="N", starts_at=at(2027, 4, 15, 10), ends_at=at(2027, 4, 15, 14))
    clock.move_to(at(2027, 1, 20, 12))
    client.force_login(ada)
    courses = client.get("/").context["quarter"]["courses"]
    assert [one.meeting.slug for one in courses] == ["q", "n"]
    assert 'href="/meetings/q/minutes/write/"' in client.get("/").content.decode()


def test_steps_cost_as_many_queries_with_one_as_with_thirty_invitees(meeting, ada, client):
    client.force_login(ada)
    counts = []
    for more in (1, 29):
        people = [Person(name=f"P {n}", email=f"p{n}-{more}@example.org") for n in range(more)]
        invite(meeting, Person.objects.bulk_create(people), by=ada)
        client.get("/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
