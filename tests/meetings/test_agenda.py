"""The agenda with its times, its mail, and the count of who comes."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core import mail

from charter.models import Charter
from mail.models import Message
from meetings.actions import cancel, invite, respond
from meetings.enums import Source
from meetings.jobs import send_due_reminders
from meetings.models import AgendaItem, Meeting
from members.models import Organization, Person, Representation, Sector

PAGE = "/meetings/2027-01-21/"


@pytest.fixture(autouse=True)
def november(db):
    Charter(pk=1, short_name="WAHTC", time_zone="America/Chicago", quorum_percent=50).save()
    with time_machine.travel(datetime(2026, 11, 24, 18, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def meeting(db) -> Meeting:
    return Meeting.objects.create(
        slug="2027-01-21",
        title="Quarterly meeting",
        starts_at=datetime(2027, 1, 21, 16, tzinfo=UTC),
        ends_at=datetime(2027, 1, 21, 17, tzinfo=UTC),
    )


@pytest.fixture
def coordinator(client, ada, meeting):
    client.force_login(ada)
    return client


def write(client, *items):
    for title, minutes in items:
        client.post(PAGE + "agenda/", {"title": title, "minutes": minutes})


def seat(name: str, sector: Sector, *people: Person) -> Organization:
    organization = Organization.objects.create(name=name, sector=sector)
    for person in people:
        Representation.objects.create(person=person, organization=organization, role="alternate")
    return organization


def test_mail_says_each_kind_once(coordinator, meeting, ada, cal):
    [invitation] = invite(meeting, [cal], by=ada)
    respond(invitation, response="accepted", source=Source.LINK, by=cal)
    for kind, title in (
        ("report", "Report of the Legislative workgroup"), ("break", "Break"), ("report", "Coordinator's report"),
        ("decision", "Budget"),
    ):  # fmt: skip
        coordinator.post(PAGE + "agenda/", {"title": title, "minutes": 10, "kind": kind})
    coordinator.post(PAGE + "agenda/send/")
    letter = Message.objects.get(kind="agenda")
    said = [line.split("  ")[-1].strip() for line in letter.text.splitlines() if "a.m.  " in line]
    assert said == [
        "Report of the Legislative workgroup", "Break", "Coordinator's report", "Decision: Budget",
    ]  # fmt: skip
    assert "Break, 10 minutes" not in letter.html and "Decision, 10 minutes" in letter.html


def test_times_follow_from_the_minutes_and_an_overrun_is_said(coordinator):
    write(coordinator, ("Opening", 15), ("Reports", 50))
    page = coordinator.get(PAGE + "agenda/").content.decode()
    assert "10:00 a.m." in page and "10:15 a.m." in page
    assert page.count("After the end</span>") == 1


def test_items_change_places_and_words(coordinator):
    write(coordinator, ("One", 5), ("Two", 5))
    one, two = AgendaItem.objects.all()
    coordinator.post(f"{PAGE}agenda/{two.pk}/shift/", {"to": "up"})
    coordinator.post(f"{PAGE}agenda/{two.pk}/shift/", {"to": "up"})
    assert [item.title for item in AgendaItem.objects.all()] == ["Two", "One"]
    coordinator.post(f"{PAGE}agenda/{one.pk}/", {"title": "First", "minutes": 9, "presenter": "Ada"})
    coordinator.post(f"{PAGE}agenda/{two.pk}/", {"remove": "1"})
    assert list(AgendaItem.objects.values_list("title", "minutes")) == [("First", 9)]


def test_wrong_minutes_are_said_at_the_field_and_the_words_stay(coordinator):
    page = coordinator.post(PAGE + "agenda/", {"title": "Reports", "minutes": "0"}).content.decode()
    assert "errorlist" in page and "Reports" in page
    assert not AgendaItem.objects.exists()


def test_agenda_goes_once_to_those_who_come(
    coordinator, meeting, ada, cal, dot, django_capture_on_commit_callbacks
):
    write(coordinator, ("Opening", 15))
    for person, response in ((cal, "accepted"), (dot, "declined")):
        [invitation] = invite(meeting, [person], by=ada)
        respond(invitation, response=response, source=Source.LINK, by=person)
    mail.outbox.clear()
    for day in (13, 14, 15):
        with (
            time_machine.travel(datetime(2027, 1, day, 16, tzinfo=UTC), tick=False),
            django_capture_on_commit_callbacks(execute=True),
        ):
            send_due_reminders()
    agendas = [m for m in mail.outbox if m.subject.startswith("Agenda")]
    assert [m.to[0] for m in agendas] == ["cal@example.org"]
    assert "10:00 a.m.  Opening" in agendas[0].body


def test_count_is_by_organization_and_sector(
    coordinator, meeting, ada, cal, dot, django_assert_max_num_queries
):
    legal, faith = (Sector.objects.create(code=name, name=name) for name in ("Attorneys", "Faith"))
    seat("Aid", legal, cal, dot)
    seat("Alliance", faith)
    for number in range(20):
        seat(f"Guest {number}", faith, Person.objects.create_user(f"P {number}", f"p{number}@a.example"))
    [invitation] = invite(meeting, [cal], by=ada)
    respond(invitation, response="accepted", source=Source.LINK, by=cal)
    with django_assert_max_num_queries(25):
        page = coordinator.get(PAGE + "invitees/").content.decode()
    assert "No quorum yet: 1 of 22 voting members come; 12 are needed." in page
    assert "Nobody has said yes from: Faith." in page
    assert "Not asked" in page


def test_nudge_asks_each_at_most_once_a_day(
    coordinator, meeting, ada, cal, dot, django_capture_on_commit_callbacks
):
    invite(meeting, [cal], by=ada)
    mail.outbox.clear()
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            coordinator.post(PAGE + "invitees/nudge/")
    asked = [m.to[0] for m in mail.outbox if m.subject.startswith("Will you come?")]
    assert asked == ["cal@example.org"]


def test_cancelled_meeting_sends_no_agenda(coordinator, meeting, ada, cal):
    write(coordinator, ("Opening", 15))
    [invitation] = invite(meeting, [cal], by=ada)
    respond(invitation, response="accepted", source=Source.LINK, by=cal)
    cancel(meeting, by=ada)
    assert "Sent to 0" in coordinator.post(PAGE + "agenda/send/", follow=True).content.decode()


def test_changed_agenda_is_sent_again_when_pressed_and_not_by_beat(coordinator, meeting, ada, cal):
    write(coordinator, ("Opening", 15))
    [invitation] = invite(meeting, [cal], by=ada)
    respond(invitation, response="accepted", source=Source.LINK, by=cal)
    press = PAGE + "agenda/send/"
    assert "Sent to 1" in coordinator.post(press, follow=True).content.decode()
    assert "Sent to 0" in coordinator.post(press, follow=True).content.decode()
    write(coordinator, ("Reports", 20))
    with time_machine.travel(datetime(2027, 1, 15, 16, tzinfo=UTC), tick=False):
        send_due_reminders()
        assert Message.objects.filter(kind="agenda").count() == 1
    assert "Sent to 1" in coordinator.post(press, follow=True).content.decode()


def test_workgroup_meeting_is_its_own_peoples(meeting, legislative, bea, cal, client):
    Meeting.objects.update(workgroup=legislative)
    client.force_login(cal)
    assert client.get(PAGE).status_code == client.get(PAGE + "agenda/").status_code == 404
    assert PAGE not in client.get("/meetings/").content.decode()
    client.force_login(bea)
    assert client.get(PAGE).status_code == 200


def test_seat_that_ends_on_an_evening_meetings_day_still_counts(coordinator, meeting, ada, cal):
    Meeting.objects.update(
        starts_at=datetime(2027, 1, 22, 1, tzinfo=UTC), ends_at=datetime(2027, 1, 22, 3, tzinfo=UTC)
    )
    meeting.refresh_from_db()
    seat("Aid", Sector.objects.create(code="a", name="Attorneys"), cal)
    Representation.objects.update(until=date(2027, 1, 21))
    [invitation] = invite(meeting, [cal], by=ada)
    respond(invitation, response="accepted", source=Source.LINK, by=cal)
    assert "1 of 1 voting members come" in coordinator.get(PAGE + "invitees/").content.decode()
