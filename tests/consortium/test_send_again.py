"""What was typed is still there where a sign-in ended meanwhile, or was made anew in another tab."""

import re

import pytest
from django.contrib.sessions.models import Session

from tests.consortium.test_sent_twice import address, form_of, hers, texts

__all__ = ["address", "hers"]

HERE = {"accept": "text/html,*/*", "origin": "http://testserver"}
WORDS = "I called them <twice>.\nNobody answered."


def fields_of(page: str) -> dict:
    """The hidden fields of the form that sends again, as a browser would send them."""
    form = page.partition("<main")[2].partition("</main>")[0]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form)
    return {name: value.replace("&lt;", "<").replace("&gt;", ">") for name, value in found}


def test_words_outlive_a_sign_in_that_ended_and_the_next(hers, address, cal):
    form = form_of(hers, address, text=WORDS)
    Session.objects.all().delete()
    lost = hers.post(f"{address}comment/", form, headers=HERE)
    page = lost.content.decode()
    assert (lost.status_code, texts()) == (403, [])
    assert "You are signed out" in page and "I called them &lt;twice&gt;.<br>" in page
    assert lost.headers["Cache-Control"] == "no-store"

    hers.force_login(cal)
    hers.cookies["csrftoken"] = "A" * 32  # made anew by the sign-in
    old = hers.post(f"{address}comment/", fields_of(page), headers=HERE)
    assert (old.status_code, texts()) == (403, [])
    again = hers.post(f"{address}comment/", fields_of(old.content.decode()), headers=HERE)
    assert (again.status_code, texts()) == (302, [WORDS])


@pytest.mark.parametrize("origin", [{}, {"origin": "https://evil.example"}, {"origin": "null"}])
def test_what_another_site_made_a_browser_send_is_not_offered(hers, address, origin):
    refused = hers.post(f"{address}comment/", {"text": WORDS}, headers={"accept": "text/html"} | origin)
    assert refused.status_code == 403
    assert (
        "Nobody answered" not in refused.content.decode() and "Send it again" not in refused.content.decode()
    )


def test_a_script_is_led_to_the_sign_in_as_before(client, address):
    answer = client.post(f"{address}comment/", {"text": WORDS}, headers={"accept": "*/*"})
    assert answer.status_code == 302 and answer["Location"].startswith("/accounts/login/")


def test_no_code_or_password_is_shown_again(hers):
    page = hers.post("/accounts/login/code/confirm/", {"code": "ABCD EFGH"}, headers=HERE).content.decode()
    assert "ABCD EFGH" not in page
