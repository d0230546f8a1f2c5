"""A coordinator cannot work without a second factor, and can set one up with nothing but her mail."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.template.loader import get_template
from django.utils import timezone


@pytest.fixture
def strict(settings, ada):
    cache.clear()
    settings.REQUIRE_SECOND_FACTOR = "coordinators"
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)


def sign_in(client, address: str, capture):
    with capture(execute=True):
        client.post("/accounts/login/code/", {"email": address})
    code = re.search(r"^\s*([A-Z0-9-]{6,9})\s*$", mail.outbox[-1].body, re.MULTILINE).group(1)
    return client.post("/accounts/login/code/confirm/", {"code": code}, follow=True)


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_from_her_first_sign_in_to_her_second(strict, ada, client, django_capture_on_commit_callbacks):
    sign_in(client, ada.email, django_capture_on_commit_callbacks)
    assert client.get("/meetings/").headers["Location"] == "/accounts/2fa/"
    page = client.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post("/accounts/2fa/totp/activate/", {"code": code_for(secret)}, follow=True)
    assert "ecovery" in done.content.decode()
    assert client.get("/meetings/").status_code == 200
    client.logout()
    asked = sign_in(client, ada.email, django_capture_on_commit_callbacks)
    assert asked.redirect_chain[-1][0].startswith("/accounts/2fa/authenticate/")
    assert client.get("/meetings/").status_code == 302
    cache.clear()
    client.post("/accounts/2fa/authenticate/", {"code": code_for(secret)}, follow=True)
    assert client.get("/meetings/").status_code == 200


def test_member_is_offered_one_and_needs_none(strict, cal, client):
    client.force_login(cal)
    assert client.get("/meetings/").status_code == 200
    page = client.get("/accounts/2fa/").content.decode()
    assert "uthenticator" in page and "ecurity key" in page


def test_chair_needs_one_where_the_consortium_says_so(strict, settings, bea, cal, client):
    client.force_login(bea)
    assert client.get("/workgroups/legislative/chair/").status_code == 200
    settings.REQUIRE_SECOND_FACTOR = "chairs"
    assert client.get("/workgroups/legislative/chair/").headers["Location"] == "/accounts/2fa/"
    bea.roles.update(until=timezone.localdate() - timedelta(days=1))
    assert client.get("/meetings/").status_code == 200
    client.force_login(cal)
    assert client.get("/meetings/").status_code == 200


def test_no_page_sets_or_asks_for_a_password(cal, client):
    client.force_login(cal)
    for page in ("set", "change", "reset"):
        assert client.get(f"/accounts/password/{page}/").status_code == 404
    assert not cal.has_usable_password()


ELEMENTS = [
    "alert",
    "badge",
    "button",
    "button_group",
    "details",
    "field",
    "fields",
    "form",
    "h1",
    "h2",
    "hr",
    "img",
    "p",
    "panel",
]
ELEMENTS += ["provider", "provider_list", "table", "tbody", "td", "th", "thead", "tr"]


@pytest.mark.parametrize(
    "name", [*(f"elements/{e}" for e in ELEMENTS), "layouts/base", "layouts/entrance", "layouts/manage"]
)
def test_every_part_of_the_account_pages_is_ours(name):
    assert "site-packages" not in get_template(f"allauth/{name}.html").origin.name


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/login/code/"])
def test_both_sign_in_pages_offer_a_code_in_the_same_words_and_no_account(path, db, client):
    page = client.get(path).content.decode()
    assert 'action="/accounts/login/code/' in page and "Send me a code" in page
    assert "sign up" not in page.lower()


def test_wrong_address_is_said_at_its_field_and_stays(db, client):
    page = client.post("/accounts/login/code/", {"email": "nia@"}).content.decode()
    assert "Enter a valid email address" in page and 'value="nia@"' in page
