"""Somebody applies on a phone, the coordinator approves at her desk, and the new member holds the invitation."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.utils import timezone

from meetings.actions import ask, schedule
from meetings.models import Meeting
from members.models import Person
from members.reference import load_reference
from tests.errands.browsing import DESK, PHONE, open_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sent_to(address: str) -> list[str]:
    return [message.body for message in mail.outbox if message.to == [address]]


def test_from_the_form_to_the_invitation(ada, bea, site, chromium):
    cache.clear()
    load_reference("Wisconsin")
    starts = timezone.now() + timedelta(days=30)
    meeting = schedule(
        Meeting(title="Quarterly meeting", starts_at=starts, ends_at=starts + timedelta(hours=4)), by=ada
    )
    ask(meeting, everyone=True, people=[bea], by=ada)

    phone = open_page(chromium, site, viewport=PHONE)
    phone.goto(f"{site}/join/")
    phone.get_by_label("Agency or organization").check()
    phone.get_by_label("Name of the organization or group").fill("Lantern House")
    phone.get_by_label("Sector").select_option(label="Service providers")
    phone.get_by_label("Your name").fill("Nia Novak")
    phone.get_by_label("E-mail").fill("nia@lantern.example")
    counties = phone.get_by_role("group", name="Counties you serve")
    counties.get_by_label("Find").fill("dan")
    counties.get_by_label("Dane").check()
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    phone.get_by_role("button", name="Send the application").click()
    phone.get_by_role("heading", name="Look in your mail").wait_for()
    phone.goto(re.search(r"http\S+/join/\S+/", sent_to("nia@lantern.example")[0]).group())
    phone.get_by_role("button", name="Yes, it was me").click()
    phone.get_by_role("heading", name="Thank you").wait_for()

    desk = open_page(chromium, site, person=ada, viewport=DESK)
    desk.goto(re.search(r"http\S+/join/applications/\S+/", sent_to(ada.email)[0]).group())
    desk.get_by_role("link", name="Approve").click()
    desk.get_by_label("The letter").fill("Welcome, Nia. We meet in January.")
    desk.get_by_role("button", name="Approve and send the letter").click()
    desk.get_by_text("They are in.").wait_for()

    letters = sent_to("nia@lantern.example")
    assert any("We meet in January" in letter for letter in letters)
    phone.goto(f"{site}/accounts/login/code/")
    phone.get_by_label("E-mail address").fill("nia@lantern.example")
    phone.keyboard.press("Enter")
    phone.get_by_label("Code").wait_for()
    code = re.search(r"^\s*([A-Z0-9-]{6,9})\s*$", sent_to("nia@lantern.example")[-1], re.MULTILINE).group(1)
    phone.get_by_label("Code").fill(code)
    phone.keyboard.press("Enter")
    phone.get_by_role("link", name="Quarterly meeting").first.wait_for()
    assert Person.objects.get(email="nia@lantern.example").invitations.get().meeting == meeting
    assert desk.errors == phone.errors == []
