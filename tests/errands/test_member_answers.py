"""A member on her phone: the mail, one press, done; then a change of mind."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from meetings.actions import invite, schedule
from meetings.models import Invitation, Meeting
from tests.errands.browsing import PHONE, open_page, until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_one_press_from_the_mail(ada, cal, site, chromium):
    starts = timezone.now() + timedelta(days=30)
    meeting = schedule(
        Meeting(title="Quarterly meeting", starts_at=starts, ends_at=starts + timedelta(hours=4)), by=ada
    )
    invite(meeting, [cal], by=ada)
    phone = open_page(chromium, site, viewport=PHONE)
    phone.goto(re.search(r"http\S+/rsvp/\S+/", mail.outbox[0].body).group())
    assert Invitation.objects.get().response == "needs-action"
    phone.get_by_role("button", name="Yes", exact=True).click()
    phone.get_by_text("Thank you").wait_for()
    assert Invitation.objects.get().response == "accepted"
    phone.get_by_role("button", name="No", exact=True).click()
    until(phone, lambda: Invitation.objects.get().response == "declined")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert phone.errors == []
