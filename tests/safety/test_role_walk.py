"""Every page of our own as every role, from the URL configuration: a new page must be placed here.

Each app says what its routes answer in `tests/<app>/access.py`: EXPECTED maps a route to the status for
(public, member, chair, coordinator), 302 being "sign in first"; `build(cast)` makes what they are about
and `address(route, cast)` fills a route in.
"""

from importlib import import_module

import pytest
from django.urls import get_resolver

from meetings.models import Meeting

ROLES = ["public", "member", "chair", "coordinator"]
PLACED = [
    import_module(f"tests.{app}.access")
    for app in ("mail", "members", "workgroups", "tasks", "meetings", "library", "reports", "consortium")
]
EXPECTED = {route: codes for place in PLACED for route, codes in place.EXPECTED.items()}


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
def world(legislative, ada, bea, cal, fay) -> dict:
    """What the pages of every app are about; each app's `access.build` adds its own."""
    cast = {"legislative": legislative, "ada": ada, "bea": bea, "cal": cal, "fay": fay}
    for place in PLACED:
        getattr(place, "build", lambda cast: None)(cast)
    return cast


@pytest.fixture
def address(world):
    def fill(route: str) -> str:
        for place in PLACED:
            if route in place.EXPECTED and "<" in route:
                return place.address(route, world)
        return "/" + route

    return fill


@pytest.mark.parametrize("role", ROLES)
def test_role_gets_what_it_may(role, address, world, client):
    """One world for the whole walk, since reading changes nothing."""
    column = ROLES.index(role)
    if column:
        client.force_login(world[["cal", "bea", "ada"][column - 1]])
    wrong, exposed = {}, []
    for route, codes in EXPECTED.items():
        response = client.get(address(route))
        if response.status_code != codes[column]:
            wrong[route] = (response.status_code, codes[column])
        if role != "coordinator" and b"Secretname" in b"".join(response):
            exposed.append(route)
    assert wrong == {}
    assert exposed == []


@pytest.mark.parametrize("act", ["invite", "edit", "cancel"])
def test_member_cannot_run_a_meeting(act, address, cal, client):
    client.force_login(cal)
    assert client.post(f"/meetings/quarterly/{act}/").status_code == 403


def test_answers_by_name_are_the_coordinators(address, ada, cal, client):
    client.force_login(cal)
    assert "Who answered what" not in client.get("/meetings/quarterly/").content.decode()
    client.force_login(ada)
    assert "Who answered what" in client.get("/meetings/quarterly/").content.decode()


def test_change_with_an_end_before_its_beginning_keeps_what_was_typed(address, ada, client):
    client.force_login(ada)
    typed = {"starts_at": "2027-01-14T10:00", "ends_at": "2027-01-14T09:00"}
    page = client.post("/meetings/quarterly/edit/", typed).content.decode()
    assert "Give an end after the beginning" in page and "2027-01-14T10:00" in page
    assert Meeting.objects.get().sequence == 0
