"""A chair who holds all her pages against each other cannot tell which of her people is protected.

Fay and Dot both belong to her group, are both listed nowhere, and take part in everything. One of them sits in a
protected seat, the other in an ordinary one; then they change places, and every page, file and preview of the
chair's is read again. Under the names that they chose nothing may differ at all; without, only what they are called.
"""

import io
import re
import subprocess
import zipfile
from collections import Counter
from datetime import date, timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from meetings.actions import invite, respond
from meetings.models import (
    AlternateWish,
    Attendance,
    Invitation,
    Meeting,
    Poll,
    PollAnswer,
    PollDate,
    Proposal,
)
from meetings.name_choices import CHOICES
from members.models import Organization, Person, Representation, Sector
from members.visibility import SOMEONE
from reports.actions import make_token
from reports.datasets import DATASETS
from reports.enums import Scope
from tasks.actions import comment, open_task
from tests.safety.test_role_walk import EXPECTED, address, world
from workgroups.actions import give_role

__all__ = ["address", "world"]

pytestmark = pytest.mark.django_db
NOON = "2026-11-27 12:00-06:00"
NOISE = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|/sent/[-\w]+/')
NUMBERED = re.compile(r"(?<=[-/\"])\d+\b")  # a new row's number is one higher each time
HERS_ALONE = re.compile(r"<str:(token|key)>|<slug:provider>")
DATES = {"title": "Ahead", "starts_at": "2027-01-11T12:00", "ends_at": "2027-01-11T14:00", "format": "in_person"}  # fmt: skip


GROUP = re.compile("meetings|ahead|wide|workgroups|tasks")
FOUND_BY_NAME = {"meetings/<slug:slug>/names/<slug:what>/", "ahead: meetings/<slug:slug>/names/<slug:what>/"}
# Where she stands under her name: the walk would find nothing on empty pages.
BY_NAME = {
    "pages": {
        "meetings/<slug:slug>/",
        "meetings/<slug:slug>/invitees/",
        "meetings/<slug:slug>/minutes/write/",
        "meetings/polls/<int:pk>/",
        "ahead: meetings/<slug:slug>/invite/",
        "wide",
        "workgroups/<slug:slug>/",
        "workgroups/<slug:slug>/chair/",
        "workgroups/<slug:slug>/members/",
        "workgroups/<slug:slug>/tasks/",
    },
    "presses": {"a new time", "who was there"},
    "files": {"tasks.csv"},
}


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def group(world, dot) -> dict:
    """The walk's world, whose meeting and poll are the chair's own, and in which Fay and Dot do the same things."""
    ada, bea, cal, fay, legislative = (world[name] for name in ("ada", "bea", "cal", "fay", "legislative"))
    sector = Sector.objects.create(code="shelter", name="Shelters")
    world |= {
        "dot": dot,
        "seat": Organization.objects.get(name="Advisory Seat A"),
        "delta": Organization.objects.create(name="Delta House", kind="individual", sector=sector),
    }
    Organization.objects.update(since=date(2020, 1, 1))
    Representation.objects.create(organization=world["delta"], person=dot)
    for person in (cal, dot, fay):
        give_role(legislative, person=person, kind="member", by=ada)
    Meeting.objects.update(workgroup=legislative)
    Poll.objects.update(workgroup=legislative)
    world["poll"].people.set([bea, cal, dot, fay])
    for person, said in ((cal, "yes"), (dot, "no"), (fay, "yes")):
        PollAnswer.objects.create(date=PollDate.objects.get(), person=person, ability=said)
    _meet(world)
    for person in (dot, fay):
        done = open_task(title="Call them", workgroup=legislative, assignee=person, due=date(2026, 11, 1), public=True, by=bea)  # fmt: skip
        comment(done, text="I have begun.", by=person)
    return world


def _meet(world) -> None:
    ada, cal, dot, fay, legislative = (world[name] for name in ("ada", "cal", "dot", "fay", "legislative"))
    now = timezone.now()
    for slug, days, workgroup in (("ahead", 40, legislative), ("wide", 50, None)):
        starts = now + timedelta(days=days)
        Meeting.objects.create(
            slug=slug, title=slug.title(), starts_at=starts, ends_at=starts + timedelta(hours=2),
            workgroup=workgroup, room="B11",
        )  # fmt: skip
    for meeting in Meeting.objects.all():
        invite(meeting, [cal, dot, fay], by=ada)
        for person, said, mode in ((cal, "accepted", ""), (dot, "declined", ""), (fay, "accepted", "remote")):
            if person == dot and meeting.slug == "wide":
                said = "accepted"
            mine = Invitation.objects.get(meeting=meeting, person=person)
            respond(
                mine,
                response=said,
                mode=mode,
                source="link",
                shows=meeting.slug == "wide",
                note="By bus",
                by=person,
            )
    for invitation in Invitation.objects.filter(meeting__slug="ahead", person__in=[dot, fay]):
        AlternateWish.objects.create(invitation=invitation, name="Pat", email="pat@example.org")
        Proposal.objects.create(invitation=invitation, starts_at=now + timedelta(days=41))
    Attendance.objects.all().delete()
    for name, organization in ((cal, "harbor"), (None, "delta"), (None, "seat")):
        there = Attendance.objects.create(
            meeting=world["meeting"], person=name, organization=world[organization]
        )
    world["there"] = Attendance.objects.get(organization=world["delta"])
    assert there.organization == world["seat"]


def sit(world, *, protected: Person, ordinary: Person) -> None:
    """Who of the two sits where, and what follows from it."""
    for person, organization in ((protected, world["seat"]), (ordinary, world["delta"])):
        Representation.objects.filter(organization=organization).update(person=person)
        Invitation.objects.filter(person=person).update(organization=organization)
    Attendance.objects.filter(organization=world["delta"]).update(person=ordinary)
    Person.objects.filter(pk=protected.pk).update(discreet=True, channel="none")
    Person.objects.filter(pk=ordinary.pk).update(discreet=False, channel="email")


def words_of(response) -> str:
    """What can be read of an answer: of a page, of a PDF, or of a package's parts."""
    body = b"".join(response)
    if body.startswith(b"%PDF-1.7\n%"):
        body = subprocess.run(["pdftotext", "-", "-"], input=body, capture_output=True, check=True).stdout
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            body = b"\n".join(package.read(name) for name in package.namelist() if "core.xml" not in name)
    return f"{response.status_code}\n{NOISE.sub('', body.decode('utf-8', 'replace'))}"


def pages(world, address) -> dict[str, str]:
    """What a chair may open that is not one person's own link; what belongs to a meeting, of each meeting."""
    routes = [
        route
        for route, (_public, _member, chair, coordinator) in EXPECTED.items()
        if (chair == 200 or (coordinator == 200 and route.startswith("meetings/")))
        and not HERS_ALONE.search(route)
        and not route.startswith(("mine/mail/", "people/me/"))
    ]
    found = {route: address(route) for route in routes}
    of_a_meeting = [route for route in routes if route.startswith("meetings/<slug:slug>/")]
    found |= {f"ahead: {route}": found[route].replace("/quarterly/", "/ahead/") for route in of_a_meeting}
    found["wide"] = "/meetings/wide/"
    for person in (world["dot"], world["fay"]):
        for invitation in Invitation.objects.filter(person=person, meeting__workgroup=world["legislative"]):
            where = f"/meetings/{invitation.meeting.slug}/invitees/{invitation.pk}/"
            found[where] = where
        found[f"person {person}"] = f"/people/{person.handle}/"
    for words in ("elm", "a+member", "secret"):
        found[f"find {words}"] = f"/meetings/ahead/?find={words}"
    found |= {f"search {words}": f"/search/?q={words}" for words in ("Robin", "Delta", "Advisory")}
    for what in CHOICES:
        for typed in ("ro", "sam", "fay", "dot", "de", "ad", "a mem"):
            found[f"{what}: {typed}"] = f"/meetings/ahead/names/{what}/?q={typed}"
    seat, sector = world["delta"].pk, world["delta"].sector_id
    for narrowed in (f"seat={seat}", f"sector={sector}"):
        found[narrowed] = f"/meetings/ahead/invitees/nudge/?{narrowed}"
    return found


PRESSES = {
    "a new time": ("/meetings/ahead/edit/", DATES),
    "a new room": ("/meetings/ahead/edit/", DATES | {"room": "B12"}),
    "changed": ("/meetings/ahead/edit/", DATES | {"confirm": "1", "tell": "everybody"}),
    "changed for some": ("/meetings/ahead/edit/", DATES | {"confirm": "1", "tell": "affected", "grace": "1"}),
    "cancelled": ("/meetings/ahead/cancel/", {}),
    "cancelled with grace": ("/meetings/ahead/cancel/", {"grace": "1"}),
    "asked again": ("/meetings/ahead/invitees/nudge/", {}),
    "present version": ("/meetings/ahead/invite/present/", {}),
    "agenda": ("/meetings/quarterly/agenda/send/", {}),
    "name tents": ("/meetings/ahead/invitees/tents/", {}),
    "circulate: ask": ("/meetings/quarterly/minutes/circulate/", {"to": "coming", "until": "2027-02-01", "ask": "1"}),
    "circulated": ("/meetings/quarterly/minutes/circulate/", {"to": "coming", "until": "2027-02-01"}),
    "to those there": ("/meetings/quarterly/minutes/circulate/", {"to": "attended", "until": "2027-02-01", "ask": "1"}),
    "date fixed": ("/meetings/polls/dates/{date}/fix/", {}),
    "who was there": ("/meetings/quarterly/attendance/", {"person": "Robin Elm", "mode": "in_person", "arrived_at": "2026-11-20T12:00"}),
    "checked in": ("/meetings/quarterly/check-in/", {"in": "{delta}", "person-{delta}": "{fay}"}),
    "checked in the other": ("/meetings/quarterly/check-in/", {"in": "{delta}", "person-{delta}": "{dot}"}),
    "late": ("/workgroups/legislative/chair/", {"act": "ask-late"}),
    "wish settled": ("/meetings/ahead/invitees/alternates/{wish}/", {"do": "accept"}),
    "time declined": ("/meetings/proposals/{proposal}/decline/", {}),
    "action item": ("/meetings/quarterly/minutes/add/", {"heading": "Work", "kind": "action", "text": "Call", "who": "Robin Elm", "workgroup": "{legislative}"}),
    "noted": ("/meetings/ahead/invitees/{invitation}/", {"act": "note", "response": "tentative"}),
    "sent again": ("/meetings/ahead/invitees/{invitation}/", {"act": "resend"}),
    "link renewed": ("/meetings/ahead/invitees/{invitation}/", {"act": "rotate"}),
    "taken back": ("/meetings/ahead/invitees/{invitation}/", {"act": "withdraw"}),
}  # fmt: skip


def pressed(world, client) -> dict[str, str]:
    """What the chair reads after each press, in a world that is gone afterwards."""
    fay, ahead = world["fay"], Invitation.objects.get(meeting__slug="ahead", person=world["fay"])
    names = {"fay": fay.pk, "dot": world["dot"].pk, "delta": world["delta"].pk, "date": PollDate.objects.get().pk,
             "wish": AlternateWish.objects.get(invitation=ahead).pk,
             "proposal": Proposal.objects.get(invitation=ahead).pk, "invitation": ahead.pk,
             "legislative": world["legislative"].pk}  # fmt: skip
    found = {}
    for what, (path, fields) in PRESSES.items():
        filled = {key.format(**names): value.format(**names) for key, value in fields.items()}
        with transaction.atomic():
            page = words_of(client.post(path.format(**names), filled, follow=True))
            found[what] = NUMBERED.sub("#", page)
            transaction.set_rollback(True)
    return found


def taken_home(client, secret: str) -> dict[str, str]:
    found = {}
    for name in DATASETS:
        answer = client.get(f"/api/v1/{name}/", headers={"Authorization": f"Bearer {secret}"})
        found[f"api {name}"] = words_of(answer)
        answer = client.post(f"/reports/data/{name}/", {"format": "csv", "purpose": "x"})
        found[f"{name}.csv"] = words_of(answer)
    return found


@pytest.fixture
def read(group, address, client):
    """What the chair reads while one of the two is protected, in a world that is gone afterwards."""
    secret = make_token(person=group["bea"], name="T", scopes=Scope.values, until=date(2099, 1, 1))[1]
    where = pages(group, address)
    parts = {
        "pages": lambda: {name: words_of(client.get(path)) for name, path in where.items()},
        "her group's pages": lambda: {
            name: words_of(client.get(path)) for name, path in where.items() if GROUP.match(name)
        },
        "presses": lambda: pressed(group, client),
        "files": lambda: taken_home(client, secret),
    }

    def found(part: str, *, protected: str, ordinary: str) -> dict[str, str]:
        with transaction.atomic():
            sit(group, protected=group[protected], ordinary=group[ordinary])
            client.force_login(group["bea"])
            words = parts[part]()
            transaction.set_rollback(True)
        return words

    return found


@pytest.mark.parametrize("part", BY_NAME)
def test_nothing_differs_but_who_is_protected(part, group, read):
    nothing_differs(part, group, read)


def test_nothing_differs_where_a_page_names_only_those_who_matter(group, read, monkeypatch):
    monkeypatch.setattr("meetings.name_choices.AT_ONCE", 4)
    nothing_differs("pages", group, read)


def nothing_differs(part, group, read) -> None:
    for name, chosen in (("fay", "Robin Elm"), ("dot", "Sam Oak")):
        Person.objects.filter(pk=group[name].pk).update(display_name=chosen)
    hers = read(part, protected="fay", ordinary="dot")
    the_other = read(part, protected="dot", ordinary="fay")
    assert {name: apart(hers[name], the_other[name]) for name in hers if hers[name] != the_other[name]} == {}
    assert [name for name, words in hers.items() if "Secretname" in words or "Dot Ray" in words] == []
    assert {name for name, words in hers.items() if "Robin Elm" in words} >= BY_NAME[part]
    if part == "pages":
        assert "Cal Ness, Robin Elm, Sam Oak." in hers["wide"], "in the order of the names that are shown"


def test_without_chosen_names_nothing_differs_but_what_they_are_called(read):
    """In the order of the names, "A member" comes elsewhere than a name: each page has the same words, and no others.

    Names found for typed letters are left out: nobody is found by a name that the pages do not call her.
    """
    hers = read("her group's pages", protected="fay", ordinary="dot")
    the_other = read("her group's pages", protected="dot", ordinary="fay")
    found = {}
    for name in hers.keys() - FOUND_BY_NAME:
        one = hers[name].replace("Dot Ray", str(SOMEONE))
        two = the_other[name].replace("Fay Secretname", str(SOMEONE))
        if Counter(re.findall(r"\w+", one)) != Counter(re.findall(r"\w+", two)):
            found[name] = apart(one, two)
    assert found == {}


def apart(one: str, two: str) -> list[str]:
    """The lines that stand in one alone; of a page that leaks there may be many, so only some and their beginnings."""
    first, second = set(one.splitlines()), set(two.splitlines())
    lines = [f"- {line.strip()}" for line in first - second] + [
        f"+ {line.strip()}" for line in second - first
    ]
    return [line[:200] for line in lines[:6]]
