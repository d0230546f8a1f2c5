"""Every page of our own pressed, and every object's page opened, by people who have no business there, from the URL configuration.

A press by a stranger must be refused and write nothing, but for the routes placed here: where the token
is the right to press, or the data her own. The strangers: the public, a member of nothing, the chair of another workgroup, a chair
whose term is over, one whose seat is over, and a member who was removed.
"""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.utils import timezone

from members.models import Organization, Person, Representation
from tests.safety.test_role_walk import EXPECTED, address, world  # noqa: F401
from workgroups.models import Role, RoleKind, Workgroup

WRITES = re.compile(r'^(INSERT INTO|UPDATE|DELETE FROM) "(?!django_session|usersessions_)(\w+)"')
REFUSED = {400, 401, 403, 404, 405, 429}
# The token in the address is the right to press.
BY_TOKEN = {"m/stop/<str:token>/", "stay/<str:token>/", "door/<str:token>/"}
# Her own data, or what every member may ask for.
EVERY_MEMBERS = {
    "people/me/renew/", "people/me/hide/", "workgroups/<slug:slug>/join/", "workgroups/<slug:slug>/leave/",
    "workgroups/<slug:slug>/tasks/filters/", "tasks/<int:pk>/comment/", "calendar/",
}  # fmt: skip
# Suggestions of the public lie before all chairs, whichever group's they become.
EVERY_CHAIRS = {"library/<int:pk>/assign/"}


@pytest.fixture
def strangers(world) -> dict[str, Person | None]:  # noqa: F811
    year_ago = timezone.localdate() - timedelta(days=365)
    people = {
        name: Person.objects.create_user(name, f"{name}@example.org")
        for name in ("member_of_nothing", "other_chair", "former_chair", "former_seat", "removed")
    }
    other = Workgroup.objects.create(slug="training", name="Training")
    chair = {"kind": RoleKind.CHAIR, "since": year_ago}
    Role.objects.create(person=people["other_chair"], workgroup=other, **chair)
    over = {"until": timezone.localdate() - timedelta(days=1)}
    Role.objects.create(person=people["former_chair"], workgroup=world["legislative"], **chair, **over)
    Representation.objects.create(
        person=people["former_seat"], organization=world["harbor"], since=year_ago, role="alternate", **over
    )
    Organization.objects.create(name="Elsewhere")
    Person.objects.filter(pk=people["removed"].pk).update(is_active=False)
    return people | {"public": None}


def pressed(client, path: str) -> tuple[bool, list[str]]:
    """Whether an empty press got further than reading would, and which tables it wrote; it is rolled back."""
    cache.clear()
    wrote = set()

    def see(execute, sql, *how):
        if found := WRITES.match(sql):
            wrote.add(found.group(2))
        return execute(sql, *how)

    with transaction.atomic(), connection.execute_wrapper(see):
        response = client.post(path)
        transaction.set_rollback(True)
    to_sign_in = response.headers.get("Location", "").startswith("/accounts/login")
    if response.status_code in REFUSED or to_sign_in:
        return False, sorted(wrote)
    only_read = response.status_code == 200 and client.get(path).status_code == 200
    return not only_read, sorted(wrote)


@pytest.mark.parametrize(
    "who", ["public", "member_of_nothing", "other_chair", "former_chair", "former_seat", "removed"]
)
def test_press_by_a_stranger_is_refused_and_writes_nothing(who, strangers, address, client):  # noqa: F811
    if strangers[who]:
        client.force_login(strangers[who])
    member = who not in {"public", "removed"}
    allowed = BY_TOKEN | (EVERY_MEMBERS if member else set())
    found = {route: pressed(client, address(route)) for route in EXPECTED if route not in allowed}
    assert {route: result for route, result in found.items() if result != (False, [])} == {}


@pytest.mark.parametrize(
    "who", ["member_of_nothing", "other_chair", "former_chair", "former_seat", "removed"]
)
def test_stranger_opens_no_object_that_is_not_every_members(who, strangers, address, client):  # noqa: F811
    """Another group's chair and a former one are members like any other; who was removed is the public."""
    client.force_login(strangers[who])
    column = 0 if who == "removed" else 1
    allowed = EVERY_CHAIRS if who == "other_chair" else set()
    opened = {}
    for route, codes in EXPECTED.items():
        if "<" not in route or codes[column] == 200 or route in allowed:
            continue
        response = client.get(address(route))
        if response.status_code == 200 or b"Secretname" in b"".join(response):
            opened[route] = response.status_code
    assert opened == {}
