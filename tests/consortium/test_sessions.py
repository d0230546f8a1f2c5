"""Everyone sees where she is signed in, and can end it from anywhere."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

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
