"""A coordinator adds a passkey in her browser and signs in with it alone."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from tests.errands.browsing import DESK, open_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_passkey_from_the_account_page_to_the_next_sign_in(ada, site, chromium, settings):
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    desk = open_page(chromium, site, person=ada, viewport=DESK)
    devices = desk.context.new_cdp_session(desk)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    desk.goto(f"{site}/accounts/2fa/webauthn/add/")
    desk.get_by_label("Name").fill("Laptop")
    if desk.get_by_label("Passwordless").count():
        desk.get_by_label("Passwordless").check()
    desk.locator("main button").last.click()
    desk.wait_for_url("**/accounts/2fa/**")
    desk.get_by_text("ecovery").first.wait_for()
    assert Authenticator.objects.filter(user=ada, type="webauthn").count() == 1
    desk.context.clear_cookies()
    desk.goto(f"{site}/accounts/login/")
    desk.get_by_role("button", name="passkey").click()
    desk.wait_for_url(f"{site}/")
    desk.get_by_role("heading", name="Yours to do").wait_for()
