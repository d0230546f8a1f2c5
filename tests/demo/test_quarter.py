"""The whole quarter through the public surface, over real SMTP: `make demo`, `make demo ROSTER=path`."""

import os
import re
from email.message import EmailMessage
from itertools import cycle
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import Count
from icalendar import Calendar

from charter.models import Charter
from mail.inbound.actions import receive
from mail.models import Message
from meetings.minutes_text import parse_agenda
from meetings.models import AgendaItem, Answer, Correction, Entry, Invitation, Meeting, Minutes
from meetings.redaction import unsettled
from members.models import Person
from members.reference import load_reference
from tasks.models import Task
from tests.demo.mailbox import Mailbox, link_in
from tests.demo.quarter import Visitor, answer_by_link, on, run_jobs, say
from workgroups.models import Workgroup

COORDINATOR = "coordinator@wahtc.example"
AGENDA = Path(__file__).parents[1] / "meetings" / "minutes" / "2026-07-16-agenda.md"
MINUTES = Path(__file__).parents[1] / "meetings" / "minutes" / "2026-07-16-minutes.md"


@pytest.fixture
def roster() -> Path:
    sample = Path(__file__).parents[1] / "members" / "rosters" / "a_members_2026.csv"
    return Path(os.environ.get("ROSTER") or sample)


@pytest.fixture
def mailbox(settings):
    with Mailbox() as mailbox:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = mailbox.host, mailbox.port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield mailbox


@pytest.mark.django_db(transaction=True)
def test_a_quarter_from_roster_to_reminders(mailbox, roster):
    print()
    with on("2026-05-18T09:00"):
        set_up()
        coordinator = Visitor(mailbox).sign_in(COORDINATOR)
        bring_in_roster(coordinator, roster)
        meeting = schedule(coordinator)
        write_agenda(coordinator, meeting)
    with on("2026-06-01T10:00"):
        coordinator.sign_in(COORDINATOR)
        invite(coordinator, meeting, mailbox)
        answer(mailbox)
    with on("2026-06-10T11:00"):
        coordinator.sign_in(COORDINATOR)
        move(coordinator, meeting, mailbox)
        answer(mailbox)
        answer_from_calendar(mailbox)
    for moment in ("2026-07-02T09:05", "2026-07-09T09:05", "2026-07-13T09:05"):
        with on(moment):
            remind(mailbox, "reminded, agenda sent when due")
    with on("2026-07-17T09:00"):
        coordinator.sign_in(COORDINATOR)
        take_in_minutes(coordinator, meeting)
        circulate(coordinator, meeting, mailbox)
        correct(coordinator, meeting, mailbox)
    for moment in ("2026-07-24T09:05", "2026-09-25T09:05", "2026-10-02T09:05"):
        with on(moment):
            remind(mailbox, "reminded of tasks")
    with on("2026-10-15T12:00"):
        coordinator.sign_in(COORDINATOR)
        assert "voting members come" in coordinator.read(f"/meetings/{meeting.slug}/invitees/")
        publish(coordinator, meeting)
    assert sum(message["Subject"].startswith("Agenda") for _, message in mailbox.received)
    count_everything(mailbox)


def set_up() -> None:
    load_reference()
    Charter(pk=1, name="Wisconsin Anti-Human Trafficking Consortium", short_name="WAHTC").save()
    for name in ("Legislative", "Awareness/Education", "Systems Response", "Data Collection/Research"):
        Workgroup.objects.create(name=name, slug=name.lower().replace("/", "-").replace(" ", "-"))
    greta = Person.objects.create_user("Greta Sandvold-Reyes", COORDINATOR, is_coordinator=True)
    EmailAddress.objects.create(user=greta, email=COORDINATOR, verified=True, primary=True)
    say("set up", workgroups=Workgroup.objects.count())


def bring_in_roster(coordinator: Visitor, roster: Path) -> None:
    with roster.open("rb") as file:
        page = coordinator.send("/people/import/", file=file)
    assert Person.objects.count() == 1, "the preview wrote to the roster"
    coordinator.send(re.search(r"/people/import/\d+/confirm/", page).group())
    sensitive = Person.objects.filter(channel="undecided").count()
    say("roster imported", people=Person.objects.count() - 1, held_for_a_decision=sensitive)


def schedule(coordinator: Visitor) -> Meeting:
    coordinator.send(
        "/meetings/new/",
        title="Quarterly meeting",
        starts_at="2026-07-09T10:00",
        ends_at="2026-07-09T14:00",
        format="hybrid",
        room="Room B12",
        join_link="https://video.example/wahtc",
    )
    meeting = Meeting.objects.get()
    say("meeting scheduled", on=meeting.slug)
    return meeting


def write_agenda(coordinator: Visitor, meeting: Meeting) -> None:
    for row in parse_agenda(AGENDA.read_text(encoding="utf-8")):
        coordinator.send(
            f"/meetings/{meeting.slug}/agenda/", title=row["title"], minutes=15, presenter=row["presenter"]
        )
    page = coordinator.read(f"/meetings/{meeting.slug}/agenda/")
    assert "10:15 a.m." in page
    say("agenda written", items=AgendaItem.objects.count())


def invite(coordinator: Visitor, meeting: Meeting, mailbox: Mailbox) -> None:
    before = len(mailbox.received)
    path = f"/meetings/{meeting.slug}/invite/"
    preview = coordinator.send(path, stage="invitation", everyone="on", ask="1")
    assert "The mail as it will look" in preview and not Invitation.objects.exists()
    for _ in range(2):
        coordinator.send(path, stage="invitation", everyone="on", confirm="1")
    run_jobs()
    arrived = [(to, event) for to, message in mailbox.received[before:] if (event := calendar_of(message))]
    assert all(event["ATTENDEE"] == f"mailto:{to}" for to, event in arrived)
    reachable = Invitation.objects.exclude(person__email="").filter(person__channel="email").count()
    assert len(arrived) == reachable, f"{reachable} can be reached, {len(arrived)} mails arrived"
    say("invited", invited=Invitation.objects.count(), arrived=len(arrived))


def answer(mailbox: Mailbox) -> None:
    responses = cycle(["accepted", "accepted", "declined", "tentative", None])
    for invitation in Invitation.objects.filter(person__in=reached(mailbox)).select_related("person"):
        if response := next(responses):
            answer_by_link(mailbox, invitation.person.email, response)
    say("answered by link", answers=Answer.objects.count())


def move(coordinator: Visitor, meeting: Meeting, mailbox: Mailbox) -> None:
    before = len(mailbox.received)
    path, typed = (
        f"/meetings/{meeting.slug}/edit/",
        {
            "title": meeting.title,
            "starts_at": "2026-07-16T10:00",
            "ends_at": "2026-07-16T14:00",
            "format": "hybrid",
            "room": meeting.room,
            "join_link": meeting.join_link,
        },
    )
    assert "What is different" in coordinator.send(path, **typed)
    coordinator.send(path, **typed, confirm="1", tell="everybody")
    run_jobs()
    events = [calendar_of(message) for _, message in mailbox.received[before:]]
    assert {int(event["SEQUENCE"]) for event in events} == {1}
    assert {event["DTSTART"].dt.isoformat() for event in events} == {"2026-07-16T10:00:00-05:00"}
    say("moved to July 16", updates=len(events))


def answer_from_calendar(mailbox: Mailbox) -> None:
    """What a calendar program mails back when its own button is pressed (RFC 5546 3.2.3)."""
    invitation = Invitation.objects.filter(response="needs-action", person__in=reached(mailbox)).first()
    address = invitation.person.email
    event = calendar_of([m for m in mailbox.to(address) if calendar_of(m)][-1])
    reply = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n"
        f"UID:{event['UID']}\r\nSEQUENCE:{event['SEQUENCE']}\r\nDTSTAMP:20260610T160000Z\r\n"
        f"DTSTART:20260716T150000Z\r\nORGANIZER:{event['ORGANIZER']}\r\n"
        f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{address}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = address, settings.MAIL_ADDRESS, "Accepted"
    mail["Message-ID"], mail["Date"] = (
        f"<demo@{address.rpartition('@')[2]}>",
        "Wed, 10 Jun 2026 11:00:00 -0500",
    )
    mail.set_content("Accepted")
    mail.add_alternative(reply, subtype="calendar", params={"method": "REPLY"})
    receive(mail.as_bytes())
    invitation.refresh_from_db()
    assert invitation.response == "accepted", "the calendar's answer was lost"
    say("answered from a calendar", answers=1)


def remind(mailbox: Mailbox, what: str) -> None:
    before = len(mailbox.received)
    run_jobs()
    say(what, mails=len(mailbox.received) - before)


def take_in_minutes(coordinator: Visitor, meeting: Meeting) -> None:
    path = f"/meetings/{meeting.slug}/minutes/import/"
    page = coordinator.send(path, text=MINUTES.read_text(encoding="utf-8"))
    assert not Minutes.objects.exists(), "looking at the text wrote minutes"
    assert "What was recognised" in page
    coordinator.send(path, text=MINUTES.read_text(encoding="utf-8"), confirm="1")
    entries = Entry.objects.all()
    motions, actions = entries.filter(kind="motion").count(), entries.filter(kind="action").count()
    assert (motions, actions, Task.objects.count()) == (5, 11, 11)
    say("minutes taken in", motions=motions, action_items=actions)


def circulate(coordinator: Visitor, meeting: Meeting, mailbox: Mailbox) -> None:
    before = len(mailbox.received)
    for _ in range(2):
        coordinator.send(f"/meetings/{meeting.slug}/minutes/circulate/", to="members", until="2026-07-31")
    run_jobs()
    new = [message["Subject"] for _, message in mailbox.received[before:]]
    drafts = sum("DRAFT" in subject for subject in new)
    say("circulated", drafts=drafts, told_of_tasks=sum("For you" in subject for subject in new))
    assert drafts


def correct(coordinator: Visitor, meeting: Meeting, mailbox: Mailbox) -> None:
    letter = next(m for _, m in mailbox.received if "DRAFT" in m["Subject"])
    link = link_in(letter, "correct")
    entry = Entry.objects.filter(kind="note").first()
    reader = Visitor(mailbox)
    reader.read(link)
    assert not Correction.objects.exists(), "reading wrote a correction"
    reader.send(link, entry=entry.pk, proposed=f"{entry.text} Coffee was served.")
    correction = Correction.objects.get()
    coordinator.send(f"/meetings/{meeting.slug}/minutes/corrections/{correction.pk}/", do="accept")
    say("corrected from a mail's link", version=Minutes.objects.get().version)


def publish(coordinator: Visitor, meeting: Meeting) -> None:
    coordinator.send(f"/meetings/{meeting.slug}/minutes/approve/")
    for what in sorted({finding.what for finding in unsettled(Minutes.objects.get())}):
        coordinator.send(f"/meetings/{meeting.slug}/minutes/public/settle/", what=what, how="keep")
    coordinator.send(f"/meetings/{meeting.slug}/minutes/publish/")
    assert Minutes.objects.get().state == "published"
    public = Visitor(coordinator.mailbox).read(f"/meetings/{meeting.slug}/minutes/")
    assert "Coffee was served." in public
    say("approved and published", bytes=len(public))


def reached(mailbox: Mailbox):
    """People whose address is theirs alone and who got mail; a shared box cannot be told apart."""
    shared = Person.objects.values("email").annotate(n=Count("pk")).filter(n__gt=1).values("email")
    addresses = {to for to, _ in mailbox.received}
    return Person.objects.filter(email__in=addresses).exclude(email__in=shared).exclude(is_coordinator=True)


def calendar_of(message):
    part = next((p for p in message.walk() if p.get_content_type() == "text/calendar"), None)
    return part and Calendar.from_ical(part.get_payload(decode=True)).walk("VEVENT")[0]


def count_everything(mailbox: Mailbox) -> None:
    """The last line. Lost: written to the outbox as due, and never received."""
    received = {message["Message-ID"] for _, message in mailbox.received}
    owed = Message.objects.exclude(state__in=["suppressed", "cancelled", "held"])
    lost = [m.key for m in owed if m.message_id not in received]
    figures = {
        "invited": Invitation.objects.count(),
        "answered": Invitation.objects.exclude(answered_at=None).count(),
        "sent": len(mailbox.received),
        "lost": len(lost),
        "doubled": mailbox.repeated(),
        "tasks": Task.objects.count(),
    }
    print(" ".join(f"{name} {value}" for name, value in figures.items()))
    assert not lost, lost
    assert not mailbox.repeated()
