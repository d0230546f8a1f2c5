"""The steps of a quarter, each through a page, a link in real mail or a calendar's answer; no clock is asked.

Each takes the stage it plays on: this process (`quarter.Here`) or an installation that is served (`served.Served`).
"""

import re
from datetime import time
from email.message import EmailMessage
from itertools import cycle
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db.models import Count
from django.utils import timezone
from icalendar import Calendar

from mail.models import Message
from meetings.minutes_text import parse_agenda
from meetings.models import AgendaItem, Answer, Attendance, Correction, Entry, Invitation, Meeting, Minutes
from meetings.naming import nameable
from meetings.redaction import unsettled
from members.enums import Audience
from members.models import Organization, Person
from members.visibility import Viewer
from tasks.models import Comment, Status, Task
from tests.demo.mailbox import Mailbox, link_in
from tests.demo.quarter import Here, Visitor, answer_by_link, say
from workgroups.models import Workgroup

COORDINATOR = "coordinator@wahtc.example"
ANSWERS = {
    "name": "Wisconsin Anti-Human Trafficking Consortium",
    "short_name": "WAHTC",
    "mission": "Agencies and individuals who work together.",
    "state": "Wisconsin",
    "time_zone": "America/Chicago",
    "sectors": "",
    "protected": "",
    "workgroups": "Legislative, Awareness/Education, Systems Response, Data Collection/Research",
    "coordinator": "Greta Sandvold-Reyes",
    "email": COORDINATOR,
}
DRAFTS = Path(__file__).parents[1] / "meetings" / "minutes"
AGENDA, MINUTES = DRAFTS / "2026-07-16-agenda.md", DRAFTS / "2026-07-16-minutes.md"


def set_up() -> None:
    call_command("setup", verbosity=0, **ANSWERS)
    say("set up", workgroups=Workgroup.objects.count())


def bring_in_roster(coordinator: Visitor, roster: Path) -> None:
    with roster.open("rb") as file:
        page = coordinator.send("/people/import/", file=file)
    assert Person.objects.count() == 1, "the preview wrote to the roster"
    coordinator.send(re.search(r"/people/import/\d+/confirm/", page).group())
    sensitive = Person.objects.filter(channel="undecided").count()
    say("roster imported", people=Person.objects.count() - 1, held_for_a_decision=sensitive)


def schedule(coordinator: Visitor, day: str) -> Meeting:
    coordinator.send(
        "/meetings/new/",
        title="Quarterly meeting",
        starts_at=f"{day}T10:00",
        ends_at=f"{day}T14:00",
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


def invite(coordinator: Visitor, meeting: Meeting, stage: Here) -> None:
    mailbox = stage.mailbox
    before = len(mailbox.received)
    path = f"/meetings/{meeting.slug}/invite/"
    preview = coordinator.send(path, stage="invitation", everyone="on", ask="1")
    assert "The mail as it will look" in preview and not Invitation.objects.exists()
    for _ in range(2):
        coordinator.send(path, stage="invitation", everyone="on", confirm="1")
    stage.run_jobs()
    arrived = [(to, event) for to, message in mailbox.received[before:] if (event := calendar_of(message))]
    assert all(event["ATTENDEE"] == f"mailto:{to}" for to, event in arrived)
    reachable = Invitation.objects.exclude(person__email="").filter(person__channel="email").count()
    assert len(arrived) == reachable, f"{reachable} can be reached, {len(arrived)} mails arrived"
    say("invited", invited=Invitation.objects.count(), arrived=len(arrived))


def answer(stage: Here) -> None:
    responses = cycle(["accepted", "accepted", "declined", "tentative", None])
    for invitation in Invitation.objects.filter(person__in=reached(stage.mailbox)).select_related("person"):
        if response := next(responses):
            answer_by_link(stage, invitation.person.email, response)
    say("answered by link", answers=Answer.objects.count())


def move(coordinator: Visitor, meeting: Meeting, stage: Here, day: str) -> None:
    before = len(stage.mailbox.received)
    path, typed = (
        f"/meetings/{meeting.slug}/edit/",
        {
            "title": meeting.title,
            "starts_at": f"{day}T10:00",
            "ends_at": f"{day}T14:00",
            "format": "hybrid",
            "room": meeting.room,
            "join_link": meeting.join_link,
        },
    )
    assert "What is different" in coordinator.send(path, **typed)
    coordinator.send(path, **typed, confirm="1", tell="everybody")
    stage.run_jobs()
    meeting.refresh_from_db()
    events = [calendar_of(message) for _, message in stage.mailbox.received[before:]]
    assert {int(event["SEQUENCE"]) for event in events} == {1}
    assert {event["DTSTART"].dt for event in events} == {meeting.starts_at}
    assert {event["DTSTART"].dt.time() for event in events} == {time(10)}
    say("moved by a week", updates=len(events))


def answer_from_calendar(stage: Here) -> None:
    """What a calendar program mails back when its own button is pressed (RFC 5546 3.2.3)."""
    invitation = Invitation.objects.filter(response="needs-action", person__in=reached(stage.mailbox)).first()
    address = invitation.person.email
    event = calendar_of([m for m in stage.mailbox.to(address) if calendar_of(m)][-1])
    now = timezone.now()
    reply = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n"
        f"UID:{event['UID']}\r\nSEQUENCE:{event['SEQUENCE']}\r\nDTSTAMP:{now:%Y%m%dT%H%M%SZ}\r\n"
        f"DTSTART:{invitation.meeting.starts_at:%Y%m%dT%H%M%SZ}\r\nORGANIZER:{event['ORGANIZER']}\r\n"
        f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{address}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = address, settings.MAIL_ADDRESS, "Accepted"
    mail["Message-ID"], mail["Date"] = f"<demo@{address.rpartition('@')[2]}>", now
    mail.set_content("Accepted")
    mail.add_alternative(reply, subtype="calendar", params={"method": "REPLY"})
    stage.hand_in(mail.as_bytes())
    invitation.refresh_from_db()
    assert invitation.response == "accepted", "the calendar's answer was lost"
    say("answered from a calendar", answers=1)


def remind(stage: Here, what: str) -> None:
    before = len(stage.mailbox.received)
    stage.run_jobs()
    say(what, mails=len(stage.mailbox.received) - before)


def check_in(coordinator: Visitor, meeting: Meeting) -> None:
    path = f"/meetings/{meeting.slug}/check-in/"
    for seat in Organization.objects.active().exclude(sector__protected=True)[:3]:
        coordinator.send(path, act="in", organization=seat.pk)
    coordinator.send(path, walk_in="1", guest="Pat Visitor", mode="in_person", act="in")
    here = Attendance.objects.filter(meeting=meeting)
    assert here.count() == 4 and not here.filter(
        person__representations__organization__sector__protected=True
    )
    say("checked in", organizations=3, guests=1)


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


def write_passages(coordinator: Visitor, meeting: Meeting, stage: Here, due: str) -> Task:
    """A motion and an action item in the editor; the item is somebody's whom mail reaches and who has no other."""
    busy = Task.objects.exclude(assignee=None).values("assignee")
    named = Entry.objects.exclude(owner=None).values("owner")
    free, viewer, names = (
        reached(stage.mailbox).exclude(pk__in=busy).exclude(pk__in=named),
        Viewer(Audience.MEMBER),
        nameable(),
    )
    owner, person = next((name, person) for person in free if (name := viewer.name(person)) in names)
    path, heading = f"/meetings/{meeting.slug}/minutes/add/", meeting.agenda_items.first().title
    motion = {"mover": "Harbor House", "seconder": "Legal Aid", "yes": "12", "no": "1", "abstain": "2"}
    coordinator.send(path, heading=heading, kind="motion", text="To write to every county.", **motion)
    action = "Write the letter to the counties."
    coordinator.send(path, heading=heading, kind="action", text=action, who=owner, due=due)
    task = Task.objects.get(title=action)
    assert Entry.objects.get(task=task).owner == person
    say("written in the editor", motions=1, action_items=1)
    return task


def circulate(coordinator: Visitor, meeting: Meeting, stage: Here, until: str) -> None:
    before = len(stage.mailbox.received)
    for _ in range(2):
        coordinator.send(f"/meetings/{meeting.slug}/minutes/circulate/", to="members", until=until)
    stage.run_jobs()
    new = [message["Subject"] for _, message in stage.mailbox.received[before:]]
    drafts = sum("DRAFT" in subject for subject in new)
    say("circulated", drafts=drafts, told_of_tasks=sum("For you" in subject for subject in new))
    assert drafts


def correct(coordinator: Visitor, meeting: Meeting, stage: Here) -> None:
    letter = next(m for _, m in stage.mailbox.received if "DRAFT" in m["Subject"])
    link = link_in(letter, "correct")
    entry = Entry.objects.filter(kind="note").first()
    reader = stage.visitor()
    reader.read(link)
    assert not Correction.objects.exists(), "reading wrote a correction"
    reader.send(link, entry=entry.pk, proposed=f"{entry.text} Coffee was served.")
    correction = Correction.objects.get()
    coordinator.send(f"/meetings/{meeting.slug}/minutes/corrections/{correction.pk}/", do="accept")
    say("corrected from a mail's link", version=Minutes.objects.get().version)


def answer_task(stage: Here, task: Task) -> None:
    """A remark by replying to the mail that gave it, and “done” by the link in the reminder."""
    task.refresh_from_db()
    address = task.assignee.email
    given = next(m for m in stage.mailbox.to(address) if m["Subject"].startswith("For you"))
    reply = EmailMessage()
    reply["From"], reply["To"], reply["Subject"] = address, given["From"], f"Re: {given['Subject']}"
    reply["In-Reply-To"], reply["Message-ID"] = given["Message-ID"], "<demo-task@mail.example>"
    reply.set_content("It left today.")
    stage.hand_in(reply.as_bytes())
    assert Comment.objects.get(task=task).text == "It left today."
    reminder = stage.mailbox.to(address)[-1]
    link, visitor = link_in(reminder, "t"), stage.visitor()
    visitor.read(link)
    visitor.send(link, status=Status.DONE, was=task.status)
    task.refresh_from_db()
    assert task.status == Status.DONE
    say("task answered from mail", remarks=1, done=1)


def report(coordinator: Visitor) -> None:
    now = timezone.localdate()
    page = coordinator.read(f"/reports/{now.year}/")
    assert "Task" in page
    say("report read", bytes=len(page))


def publish(coordinator: Visitor, meeting: Meeting, stage: Here) -> None:
    coordinator.send(f"/meetings/{meeting.slug}/minutes/approve/")
    for what in sorted({str(finding.what) for finding in unsettled(Minutes.objects.get())}):
        coordinator.send(f"/meetings/{meeting.slug}/minutes/public/settle/", what=what, how="keep")
    coordinator.send(f"/meetings/{meeting.slug}/minutes/publish/")
    assert Minutes.objects.get().state == "published"
    public = stage.visitor().read(f"/meetings/{meeting.slug}/minutes/")
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


def count_everything(stage: Here) -> None:
    """The last line. Lost: written to the outbox as due, and never received."""
    mailbox = stage.mailbox
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
