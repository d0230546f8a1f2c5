"""Everyone sees where she is signed in, and can end it from anywhere."""

import os
import subprocess
import sys

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

pytestmark = pytest.mark.django_db


@pytest.fixture
def twice(cal) -> tuple[Client, Client]:
    """The same person with a phone and with a library's computer."""
    phone, computer = Client(headers={"user-agent": "Phone"}), Client(headers={"user-agent": "Computer"})
    for browser in (phone, computer):
        browser.force_login(cal)
        browser.get("/meetings/")
    return phone, computer


def test_every_sign_in_is_listed_with_its_browser(twice):
    page = twice[0].get("/accounts/sessions/").content.decode()
    assert "Phone" in page and "Computer" in page and "Sign out everywhere else" in page


def test_one_press_ends_all_others(twice):
    phone, computer = twice
    phone.post("/accounts/sessions/")
    assert phone.get("/meetings/").status_code == 200
    assert computer.get("/meetings/").status_code == 302
    assert UserSession.objects.count() == 1


def test_page_lists_nobody_elses(twice, dot, client):
    client.force_login(dot)
    assert "Computer" not in client.get("/accounts/sessions/").content.decode()


def test_own_page_leads_there(cal, client):
    client.force_login(cal)
    assert 'href="/accounts/sessions/"' in client.get("/people/me/").content.decode()


def test_sign_in_in_use_ends_after_twelve_hours(cal, client):
    with time_machine.travel("2026-11-02T08:00Z", tick=False) as clock:
        client.force_login(cal)
        for _ in range(24):
            assert client.get("/meetings/").status_code == 200
            clock.shift(29 * 60)
        clock.shift(25 * 60)
        assert client.get("/meetings/").headers["Location"].startswith("/accounts/login/")


def test_reading_on_writes_once_a_minute_and_each_minute_counts(cal, client):
    with time_machine.travel("2026-11-02T08:00Z", tick=False) as clock:
        client.force_login(cal)
        client.get("/meetings/")
        with CaptureQueriesContext(connection) as reading:
            client.get("/meetings/")
        assert [one["sql"] for one in reading if not one["sql"].startswith("SELECT")] == []
        clock.shift(60)
        assert "sessionid" in client.get("/meetings/").cookies
        assert UserSession.objects.get().last_seen_at == timezone.now()


def test_on_https_every_cookie_is_bound_to_this_host():
    said = "import consortium.message_storage as m; print(m.Cookie.cookie_name, s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME)"
    environment = {**os.environ, "SITE_URL": "https://x.example.org", "SECRET_KEY": "k" * 50, "DEBUG": "0"}
    environment["DJANGO_SETTINGS_MODULE"] = "consortium.settings"
    program = f"from django.conf import settings as s; {said}"
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)
    assert done.stdout.split() == ["__Host-messages", "__Host-sessionid", "__Host-csrftoken"], done.stderr


def test_address_is_the_one_that_our_proxy_saw_and_none_that_a_visitor_made_up(cal, client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    client.force_login(cal)
    client.get("/meetings/", headers={"x-forwarded-for": "198.51.100.7, 203.0.113.9"})
    assert UserSession.objects.get().ip == "203.0.113.9"
