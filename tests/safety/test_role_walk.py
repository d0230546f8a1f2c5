"""Every page of our own as every role, from the URL configuration: a new page must be placed here."""

import re
from datetime import timedelta

import pytest
from django.urls import get_resolver
from django.utils import timezone

from mail.links import sign
from meetings.models import Invitation, Meeting
from tasks.models import Task

# (public, member, coordinator); 302 is "sign in first".
EXPECTED = {
    "": (200, 200, 200),
    "t/<str:token>/": (200, 200, 200),
    "meetings/": (302, 200, 200),
    "meetings/new/": (302, 403, 200),
    "meetings/<slug:slug>/": (302, 200, 200),
    "meetings/<slug:slug>/invite/": (302, 405, 405),
    "meetings/<slug:slug>/move/": (302, 403, 200),
    "meetings/<slug:slug>/cancel/": (302, 405, 405),
    "rsvp/<str:token>/": (200, 200, 200),
    "workgroups/<slug:slug>/": (200, 200, 200),
    "safety/": (200, 200, 200),
    "outbox/": (302, 403, 200),
    "dev/mail/": (404, 404, 404),
    "healthz": (200, 200, 200),
}


def routes(patterns=None, prefix=""):
    for entry in patterns or get_resolver().url_patterns:
        route = prefix + str(entry.pattern)
        if hasattr(entry, "url_patterns"):
            if not route.startswith("accounts/"):
                yield from routes(entry.url_patterns, route)
        else:
            yield route


def test_every_route_is_placed():
    assert set(routes()) == set(EXPECTED)


@pytest.fixture
def address(legislative, bea, fay):
    now = timezone.now()
    meeting = Meeting.objects.create(
        slug="legislative", title="M", starts_at=now, ends_at=now + timedelta(hours=1)
    )
    asked = Invitation.objects.create(meeting=meeting, person=fay)
    task = Task.objects.create(workgroup=legislative, title="T", assignee=fay, public=True)

    def fill(route: str) -> str:
        token = sign("rsvp", asked.pk, fay.pk) if route.startswith("rsvp") else sign("task", task.pk, fay.pk)
        return "/" + re.sub(r"<str:token>", token, re.sub(r"<slug:slug>", "legislative", route))

    return fill


@pytest.mark.parametrize("role", ["public", "member", "coordinator"])
@pytest.mark.parametrize("route", EXPECTED)
def test_role_gets_what_it_may(route, role, address, ada, cal, client):
    column = ["public", "member", "coordinator"].index(role)
    if column:
        client.force_login([cal, ada][column - 1])
    response = client.get(address(route))
    assert response.status_code == EXPECTED[route][column]
    if role != "coordinator":
        assert "Secretname" not in response.content.decode()


@pytest.mark.parametrize("act", ["invite", "move", "cancel"])
def test_member_cannot_run_a_meeting(act, address, cal, client):
    client.force_login(cal)
    assert client.post(f"/meetings/legislative/{act}/").status_code == 403


def test_answers_by_name_are_the_coordinators(address, ada, cal, client):
    client.force_login(cal)
    assert "Who answered what" not in client.get("/meetings/legislative/").content.decode()
    client.force_login(ada)
    assert "Who answered what" in client.get("/meetings/legislative/").content.decode()


def test_move_with_an_end_before_its_beginning_keeps_what_was_typed(address, ada, client):
    client.force_login(ada)
    typed = {"starts_at": "2027-01-14T10:00", "ends_at": "2027-01-14T09:00"}
    page = client.post("/meetings/legislative/move/", typed).content.decode()
    assert "Give an end after the beginning" in page and "2027-01-14T10:00" in page
    assert Meeting.objects.get().sequence == 0
