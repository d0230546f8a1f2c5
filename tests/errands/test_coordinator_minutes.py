"""The coordinator after a meeting: her text becomes minutes, they go out, come back corrected, are approved and published."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from mail.jobs import sweep
from mail.models import Message
from meetings.actions import schedule
from meetings.models import Meeting, Minutes
from members.models import Organization, Representation
from members.reference import load_reference
from tasks.models import Task
from tests.errands.browsing import DESK, PHONE, open_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DRAFT = Path(__file__).parents[1] / "meetings" / "minutes" / "2026-07-16-minutes.md"


@pytest.fixture
def meeting(ada, cal, legislative) -> Meeting:
    load_reference("Wisconsin")
    Representation.objects.create(person=cal, organization=Organization.objects.create(name="Harbor House"))
    ended = timezone.now() - timedelta(hours=2)
    return schedule(
        Meeting(title="Quarterly meeting", starts_at=ended - timedelta(hours=4), ends_at=ended), by=ada
    )


def circulate(desk, button: str) -> None:
    """Press, look at how many and a sample, press again, and let the minute for second thoughts pass."""
    desk.get_by_role("button", name=button).click()
    desk.get_by_role("heading", name="The mail as it will look").wait_for()
    desk.get_by_role("button", name=re.compile(r"^Send \d+ mail")).click()
    desk.get_by_role("button", name="Take it back").wait_for()
    Message.objects.filter(state="queued").update(due_at=timezone.now())
    sweep()


def test_from_her_text_to_the_published_copy(meeting, ada, cal, site, chromium):
    address = f"{site}/meetings/{meeting.slug}/minutes/"
    desk = open_page(chromium, site, person=ada, viewport=DESK)
    desk.goto(f"{address}import/")
    desk.get_by_label("Text file").set_input_files(DRAFT)
    desk.get_by_role("button", name="Look at it").click()
    desk.get_by_text("What was recognised").wait_for()
    assert not Minutes.objects.exists()
    desk.get_by_role("button", name="Take it in").click()
    circulate(desk, "Circulate version 1")
    assert Task.objects.filter(origin__startswith="2026-07-A").count() == 11

    phone = open_page(chromium, site, viewport=PHONE)
    letter = next(message for message in mail.outbox if "DRAFT" in message.subject)
    phone.goto(re.search(r"http\S+/correct/\S+/", letter.body).group())
    phone.get_by_role("button", name="I have read them").click()
    phone.get_by_text("You said that you have read this version").wait_for()
    phone.locator("main summary").first.click()
    phone.get_by_label("It should say").first.fill("Called to order at 10:05 a.m.")
    phone.get_by_role("button", name="Propose").first.click()
    phone.get_by_text("the coordinator sees your correction").wait_for()
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    desk.goto(address)
    desk.get_by_text("1 person has said that they read this version").wait_for()
    desk.get_by_role("button", name="Accept").click()
    desk.get_by_role("link", name="version 2").click()
    desk.locator("ins", has_text="10:05 a.m.").wait_for()
    desk.goto(address)
    circulate(desk, "Circulate version 2")
    desk.goto(address)
    desk.get_by_role("button", name="Approved by the meeting").click()
    desk.get_by_role("link", name="Check before publication").click()
    leave = desk.get_by_role("button", name="Leave all")
    leave.first.wait_for()
    for left in reversed(range(leave.count())):
        leave.first.click()
        expect(leave).to_have_count(left)
    desk.get_by_role("button", name="Publish", exact=True).click()
    desk.get_by_role("button", name="Withdraw the public copy").wait_for()
    visitor = open_page(chromium, site, viewport=PHONE)
    visitor.goto(address)
    visitor.get_by_text("Called to order at 10:05 a.m.").wait_for()
    assert "Odalys Brennecke" not in visitor.content() and "[left out]" in visitor.content()
    assert visitor.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert desk.errors == phone.errors == visitor.errors == []
