"""A signed link opens one thing for one person: no other purpose, no changed character, no key that was dropped."""

import pytest
from django.core.cache import cache

from mail.links import read, sign
from meetings.models import Invitation
from tests.safety.test_role_walk import EXPECTED, address, world  # noqa: F401

pytestmark = pytest.mark.django_db
SIGNED = sorted(route for route in EXPECTED if "<str:token>" in route and not route.endswith("/notes/"))


@pytest.mark.parametrize("route", SIGNED)
def test_token_of_another_purpose_or_changed_opens_nothing(route, address, client):  # noqa: F811
    path = address(route)
    start, token = route.split("<")[0], path.split("/")[-2]
    rest = path.replace("/" + start, "").split("/", 1)
    token, after = rest[0], rest[1]
    assert client.get(f"/{start}{token}/{after}").status_code == 200
    for wrong in (sign("other", 1, 1), token[:-1] + ("a" if token[-1] != "a" else "b"), "x"):
        assert client.get(f"/{start}{wrong}/{after}").status_code in {404, 410}
        assert client.post(f"/{start}{wrong}/{after}").status_code in {403, 404, 405, 410}


def test_link_lives_while_its_key_is_a_fallback_and_dies_with_it(settings):
    settings.SECRET_KEY = "first"
    token = sign("task", 7, 3)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "second", ["first"]
    assert read("task", token) == (7, 3)
    settings.SECRET_KEY_FALLBACKS = []
    assert read("task", token) is None


def test_a_link_pressed_without_end_waits_and_the_office_behind_the_same_address_does_not(
    address,  # noqa: F811
    world,  # noqa: F811
    client,
    monkeypatch,
):
    cache.clear()
    monkeypatch.setattr("consortium.middleware.PRESSES_OF_ONE", 3)
    link = address("rsvp/<str:token>/")
    statuses = [client.post(link, {"response": "accepted"}).status_code for _ in range(4)]
    assert statuses == [302, 302, 302, 429]
    assert client.get(link).status_code == 200
    colleague = Invitation.objects.create(meeting=world["invitation"].meeting, person=world["cal"])
    other = f"/rsvp/{sign('rsvp', colleague.pk, colleague.person_id)}/"
    assert client.post(other, {"response": "accepted"}).status_code == 302
