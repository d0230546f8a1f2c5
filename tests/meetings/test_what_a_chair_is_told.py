"""Before a chair sends to many, no count, list or sample tells her which of those she reads by name is protected.

Each page is read twice, in two worlds that differ in who of two is protected alone; a word that differs tells.
"""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from mail.jobs import sweep
from mail.models import Message
from meetings.actions import invite, respond
from meetings.actions.minutes import add_entry, begin
from meetings.models import AgendaItem, Attendance, Meeting
from members.models import Organization, Person, Representation
from tasks.actions import open_task
from workgroups.actions import give_role
from workgroups.models import RoleKind

NOW = datetime(2026, 12, 1, 18, tzinfo=UTC)
TYPED = {"title": "Spring", "starts_at": "2027-01-11T12:00", "ends_at": "2027-01-11T14:00", "format": "in_person"}  # fmt: skip


@pytest.fixture(autouse=True)
def december(db):
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def meeting(legislative, ada, bea, cal, dot, fay) -> Meeting:
    for person, chosen in ((fay, "Robin Elm"), (dot, "Sam Oak")):
        person.display_name = chosen
        person.save()
    delta = Organization.objects.create(name="Delta House", kind="individual")
    Representation.objects.create(organization=delta, person=dot)
    for person in (cal, dot, fay):
        give_role(legislative, person=person, kind=RoleKind.MEMBER, by=ada)
    starts = NOW + timedelta(days=40)
    meeting = Meeting.objects.create(
        slug="q", title="Spring", starts_at=starts, ends_at=starts + timedelta(hours=2), workgroup=legislative
    )
    AgendaItem.objects.create(meeting=meeting, position=1, title="Opening", minutes=5)
    return meeting


@pytest.fixture
def chair(client, bea):
    client.force_login(bea)
    return client


def take_part(meeting, people, *, by, answer=True) -> None:
    for invitation in invite(meeting, people, by=by):
        if answer:
            respond(invitation, response="accepted", source="link", by=invitation.person)
        if len(people) > 1:
            Attendance.objects.create(meeting=meeting, person=invitation.person)
    add_entry(begin(meeting, by=by), heading="Opening", kind="note", text="It was said.", by=by)
    Meeting.objects.filter(pk=meeting.pk).update(revision=1)


def read(response) -> str:
    """The page without what differs each time it is made."""
    page = response.content.decode()
    page = re.sub(r'<ol class="meeting-log">.*?</ol>|<option.*?</option>', "", page, flags=re.DOTALL)
    page = re.sub(r' value="\w{30,}"| (href|action|id|for|aria-[a-z]+)="[^"]*"', "", page)
    return page[page.index("<main") : page.index("</main")]


def seen(act) -> str:
    """What `act()` answers in a world that is gone afterwards."""
    with transaction.atomic():
        page = act()
        transaction.set_rollback(True)
    return page


def circulating(press, to: str):
    Meeting.objects.update(starts_at=NOW - timedelta(hours=1), ends_at=NOW + timedelta(hours=1))
    return press("/meetings/q/minutes/circulate/", {"to": to, "until": "2027-02-01"}, follow=True)


FOLLOWING_ANSWERS = {
    "meeting": lambda c: c.get("/meetings/q/"),
    "who comes": lambda c: c.get("/meetings/q/invitees/"),
    "a new time": lambda c: c.post("/meetings/q/edit/", TYPED),
    "a new room": lambda c: c.post("/meetings/q/edit/", TYPED | {"starts_at": "2027-01-10T12:00", "ends_at": "2027-01-10T14:00", "room": "B12"}),
    "changed": lambda c: c.post("/meetings/q/edit/", TYPED | {"confirm": "1", "tell": "everybody"}, follow=True),
    "changed with grace": lambda c: c.post("/meetings/q/edit/", TYPED | {"confirm": "1", "tell": "affected", "grace": "1"}, follow=True),
    "cancel": lambda c: c.get("/meetings/q/cancel/"),
    "cancelled": lambda c: c.post("/meetings/q/cancel/", follow=True),
    "cancelled with grace": lambda c: c.post("/meetings/q/cancel/", {"grace": "1"}, follow=True),
    "agenda": lambda c: c.get("/meetings/q/agenda/send/"),
    "agenda sent": lambda c: c.post("/meetings/q/agenda/send/", follow=True),
    "present version": lambda c: c.get("/meetings/q/invite/present/"),
    "present version sent": lambda c: c.post("/meetings/q/invite/present/", {"grace": "1"}, follow=True),
    "minutes": lambda c: c.get("/meetings/q/minutes/"),
    "minutes to those who come": lambda c: circulating(c.get, "coming"),
    "minutes to who was there": lambda c: circulating(c.get, "attended"),
    "circulated": lambda c: circulating(c.post, "coming"),
}  # fmt: skip


@pytest.fixture
def told(fay, dot):
    """What `page()` says to the chair while Fay is protected, and while Dot is."""

    def in_both_worlds(page) -> tuple[str, str]:
        def said(protected, ordinary) -> str:
            for person, name in ((protected, "Advisory Seat A"), (ordinary, "Delta House")):
                Representation.objects.filter(organization__name=name).update(person=person)
            Person.objects.filter(pk=protected.pk).update(discreet=True, channel="none")
            Person.objects.filter(pk=ordinary.pk).update(discreet=False, channel="email")
            return page()

        return seen(lambda: said(fay, dot)), seen(lambda: said(dot, fay))

    return in_both_worlds


@pytest.mark.parametrize("what", FOLLOWING_ANSWERS)
@pytest.mark.parametrize("others", [True, False], ids=["among others", "alone"])
def test_nothing_tells_whether_one_who_takes_part_is_protected(
    what, others, told, meeting, chair, ada, cal, dot, fay
):
    def page() -> str:
        take_part(meeting, [cal, dot, fay] if others else [fay], by=ada)
        return read(FOLLOWING_ANSWERS[what](chair))

    protected, ordinary = told(page)
    assert protected == ordinary
    assert "Secretname" not in protected


@pytest.mark.parametrize("what", ["invitees/nudge/", "invite/full/"])
def test_nothing_tells_whether_one_who_is_silent_or_has_the_date_is_protected(
    what, told, meeting, chair, ada, cal, fay
):
    Meeting.objects.update(provisional=True)

    def page() -> str:
        take_part(meeting, [cal, fay], by=ada, answer=False)
        asked = read(chair.get(f"/meetings/q/{what}"))
        return asked + read(chair.post(f"/meetings/q/{what}", {"grace": "1"}, follow=True))

    protected, ordinary = told(page)
    assert protected == ordinary
    assert "<strong>2 mails</strong> will leave" in protected and "Open" in protected


@pytest.mark.parametrize("path", ["", "invitees/", "invitees/nudge/"])
def test_nothing_tells_whether_the_only_one_who_is_silent_is_protected(
    path, told, meeting, chair, ada, cal, fay
):
    def page() -> str:
        take_part(meeting, [cal], by=ada)
        invite(meeting, [fay], by=ada)
        return read(chair.get(f"/meetings/q/{path}"))

    protected, ordinary = told(page)
    assert protected == ordinary and ("Robin Elm" in protected or path == "invitees/nudge/")


BY_NAME = {
    "invite": lambda c, pk: c.post("/meetings/q/invite/", {"ask": "1", "stage": "invitation", "people": [pk]}),
    "invited": lambda c, pk: c.post("/meetings/q/invite/", {"grace": "1", "stage": "invitation", "people": [pk]}, follow=True),
    "asked about late tasks": lambda c, pk: c.post("/workgroups/legislative/chair/", {"act": "ask-late"}, follow=True),
}  # fmt: skip
HIDDEN = [{"discreet": True}, {"channel": "none"}, {"channel": "undecided"}]


@pytest.mark.parametrize("what", BY_NAME)
@pytest.mark.parametrize("how", HIDDEN, ids=lambda how: next(iter(how)) + str(next(iter(how.values()))))
def test_nothing_tells_how_one_whom_the_chair_chose_by_name_is_written_to(
    what, how, meeting, chair, bea, cal, fay, legislative
):
    task = open_task(title="Call", workgroup=legislative, due=date(2026, 11, 1), by=bea)

    def page(person, **fields) -> str:
        type(person).objects.filter(pk=person.pk).update(**fields)
        type(task).objects.update(assignee=person)
        found = read(BY_NAME[what](chair, person.pk))
        return re.sub(r'<option[^>]*>|value="\d+"|Robin Elm|Cal Ness|href="[^"]*"', "", found)

    assert seen(lambda: page(cal)) == seen(lambda: page(fay, **how))


def test_what_a_chair_takes_back_is_said_without_a_number(meeting, chair, ada, cal, fay):
    take_part(meeting, [cal, fay], by=ada)
    page = chair.post("/meetings/q/cancel/", {"grace": "1"}).url
    assert "Your mail waits, to leave in 60 seconds." in chair.get(page).content.decode()
    assert "It is taken back." in chair.post(page + "take-back/", follow=True).content.decode()
    with time_machine.travel(timezone.now() + timedelta(seconds=90), tick=False):
        sweep()
    assert not Message.objects.filter(kind="cancellation", state="sent").exists()


def test_the_coordinator_is_told_all_of_it(meeting, client, ada, cal, fay):
    take_part(meeting, [cal, fay], by=ada)
    type(fay).objects.filter(pk=fay.pk).update(channel="none")
    client.force_login(ada)
    page = client.get("/meetings/q/agenda/send/").content.decode()
    assert "<strong>1 mail</strong> will leave" in page and "1 person gets none" in page
    sent = client.post("/meetings/q/cancel/", {"grace": "1"}, follow=True).content.decode()
    assert "1 mail waits, to leave in 60 seconds." in sent and "Suppressed: 1" in sent
