"""A refused sign-in is counted and told to the coordinator, with nobody's address in any log."""

import logging

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache

from audit.models import Entry
from tests.consortium.test_second_factor import sign_in


@pytest.fixture
def known(cal):
    cache.clear()
    EmailAddress.objects.create(user=cal, email=cal.email, verified=True, primary=True)
    return cal


def refused():
    return Entry.objects.filter(verb="sign_in.refused")


def test_wrong_code_is_shown_to_the_coordinator(known, ada, client, caplog):
    with caplog.at_level(logging.WARNING):
        client.post("/accounts/login/code/", {"email": known.email})
        client.post("/accounts/login/code/confirm/", {"code": "WRONG-ONE"})
    (entry,) = refused()
    assert (entry.about, entry.by, entry.data) == (known, None, {"way": "code"})
    assert "sign-in refused: wrong code" in caplog.text and known.email not in caplog.text
    client.force_login(ada)
    assert "1 sign-in was refused" in client.get("/status/").content.decode()
    page = client.get("/history/?about=sign_in").content.decode()
    assert "Sign-in refused: a wrong code" in page and f'href="/people/{known.handle}/"' in page


def test_wrong_second_factor_too(known, client, django_capture_on_commit_callbacks):
    TOTP.activate(known, generate_totp_secret())
    sign_in(client, known.email, django_capture_on_commit_callbacks)
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert refused().get().data == {"way": "second factor"}


def test_unknown_address_leaves_nothing_and_answers_the_same(known, client):
    for _ in range(2):
        page = client.post("/accounts/login/code/", {"email": "nobody@example.org"}, follow=True)
        client.post("/accounts/login/code/confirm/", {"code": "WRONG-ONE"})
    assert page.status_code == 200 and not refused()


def test_flood_from_one_place_fills_no_history(known, client, monkeypatch):
    monkeypatch.setattr("consortium.sign_in_record.MOST", 2)
    for _ in range(3):
        client.post("/accounts/login/code/", {"email": known.email})
        client.post("/accounts/login/code/confirm/", {"code": "WRONG-ONE"})
    assert refused().count() == 2
