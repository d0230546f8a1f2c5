"""`make limits`: 2,000 invitations built and delivered, each as a ratio to bare icalendar and smtplib doing the same.

The time zone of the bare way is built once, as ours is. The mail server is another process on this machine, and both ways talk to it over one connection.
"""

import multiprocessing
import smtplib
import socket
import time
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from html import escape
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from aiosmtpd.controller import Controller
from icalendar import Calendar, Event, Timezone, vCalAddress, vText

from charter.models import Charter
from mail.jobs import deliver
from mail.models import Message
from meetings.actions import invite
from meetings.models import AgendaItem, Meeting, Venue
from members.models import Person

pytestmark = pytest.mark.django_db(transaction=True)
COUNT, AT_ONCE = 2_000, 100
BUILD_GOAL, DELIVERY_GOAL = 0.5, 0.8
CENTRAL = ZoneInfo("America/Chicago")
STARTS = datetime(2030, 1, 17, 10, tzinfo=CENTRAL)
FACTS = "You are invited.\n\nQuarterly meeting\nThursday, January 17, 2030, 10:00 a.m. CST\nLakeview Hall\n"


class Sink:
    """Takes every message and keeps none."""

    async def handle_DATA(self, server, session, envelope) -> str:
        return "250 taken"


def _serve(port: int, ready) -> None:
    Controller(Sink(), hostname="127.0.0.1", port=port).start()
    ready.set()
    time.sleep(3600)


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number = probe.getsockname()[1]
    context = multiprocessing.get_context("fork")
    ready = context.Event()
    server = context.Process(target=_serve, args=(number, ready), daemon=True)
    server.start()
    assert ready.wait(30)
    yield number
    server.terminate()
    server.join()


@pytest.fixture
def people(db) -> list[Person]:
    rows = [Person(name=f"Person {n}", email=f"person{n}@example.org", handle=f"b{n}") for n in range(COUNT)]
    return Person.objects.bulk_create(rows)


def bare_message(name: str, address: str, zone: Timezone) -> EmailMessage:
    """The same invitation by the two libraries alone: text, HTML, calendar, and the calendar as a file."""
    calendar, event = Calendar(), Event()
    for key, value in {
        "prodid": "-//Bare//EN", "version": "2.0", "calscale": "GREGORIAN", "method": "REQUEST",
    }.items():  # fmt: skip
        calendar.add(key, value)
    event.add("uid", "one-meeting")
    event.add("dtstamp", datetime.now(UTC))
    event.add("sequence", 0)
    event.add("dtstart", STARTS)
    event.add("dtend", STARTS + timedelta(hours=4))
    event.add("summary", "Quarterly meeting")
    event.add("location", "Lakeview Hall")
    event.add("description", FACTS)
    event.add("status", "CONFIRMED")
    event.add("organizer", vCalAddress("mailto:meetings@consortium.example"))
    attendee = vCalAddress(f"mailto:{address}")
    attendee.params |= {"CN": vText(name), "PARTSTAT": vText("NEEDS-ACTION"), "RSVP": vText("TRUE")}
    event.add("attendee", attendee, encode=0)
    calendar.add_component(event)
    calendar.add_component(zone)
    file = calendar.to_ical()
    email = EmailMessage(policy=SMTP)
    email["From"], email["To"], email["Subject"] = "meetings@consortium.example", address, "Invitation"
    email["Message-ID"] = f"<{uuid4().hex}@consortium.example>"
    link = f"https://consortium.example/rsvp/{uuid4().hex}/"
    email.set_content(f"{FACTS}\n{link}")
    email.add_alternative(f"<p>{escape(FACTS)}</p><p><a href='{link}'>Answer</a></p>", subtype="html")
    email.add_alternative(file.decode(), subtype="calendar", params={"method": "REQUEST"})
    email.add_attachment(file, maintype="application", subtype="ics", filename="invite.ics")
    return email


def per_second(act) -> float:
    begun = time.perf_counter()
    act()
    return COUNT / (time.perf_counter() - begun)


def test_two_thousand_invitations(port, people, ada, settings, monkeypatch):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    monkeypatch.setattr(deliver, "delay", lambda ids: None)
    Charter(pk=1, short_name="WAHTC", time_zone="America/Chicago").save()
    meeting = Meeting.objects.create(
        slug="q", title="Quarterly meeting", venue=Venue.objects.create(name="Lakeview Hall"),
        starts_at=STARTS, ends_at=STARTS + timedelta(hours=4),
    )  # fmt: skip
    AgendaItem.objects.create(meeting=meeting, position=1, title="Opening", minutes=10)
    bare: list[EmailMessage] = []

    def build_bare() -> None:
        zone = Timezone.from_tzid("America/Chicago", first_date=STARTS.date(), last_date=date(2031, 1, 1))
        bare.extend(bare_message(person.name, person.email, zone) for person in people)

    def deliver_bare() -> None:
        with smtplib.SMTP("127.0.0.1", port) as smtp:
            for email in bare:
                smtp.send_message(email)

    def deliver_ours() -> None:
        ids = list(Message.objects.order_by("pk").values_list("pk", flat=True))
        for start in range(0, COUNT, AT_ONCE):
            deliver(ids[start : start + AT_ONCE])

    figures = {
        "bare build": per_second(build_bare),
        "our build": per_second(lambda: invite(meeting, people, by=ada)),
        "bare delivery": per_second(deliver_bare),
        "our delivery": per_second(deliver_ours),
    }
    build = figures["our build"] / figures["bare build"]
    delivery = figures["our delivery"] / figures["bare delivery"]
    print()
    for name, rate in figures.items():
        print(f"  {name:<16}{rate:>9,.0f} a second")
    print(
        f"  {'ratios':<16}build {build:.2f} (goal {BUILD_GOAL}), delivery {delivery:.2f} (goal {DELIVERY_GOAL})"
    )
    assert Message.objects.filter(state="sent").count() == COUNT
    assert build >= BUILD_GOAL and delivery >= DELIVERY_GOAL
