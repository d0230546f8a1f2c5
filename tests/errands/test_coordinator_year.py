"""The coordinator lays out the year and sends the first save-the-date."""

import re

import pytest
from django.core import mail
from django.utils import timezone

from mail.models import Message
from meetings.models import Meeting
from members.actions import take_seat
from members.models import Organization
from tests.errands.browsing import DESK, open_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_year_in_one_act_then_the_first_save_the_date(ada, cal, site, chromium):
    take_seat(Organization.objects.create(name="Harbor House"), person=cal, by=ada)
    page = open_page(chromium, site, person=ada, viewport=DESK)
    page.goto(f"{site}/meetings/year/")
    page.get_by_role("button", name="Show the dates").click()
    page.get_by_role("button", name="Schedule these 4 meetings").click()
    page.get_by_text("4 meetings are scheduled.").wait_for()
    first = Meeting.objects.first()
    assert first.starts_at.year == timezone.localdate().year + 1 and mail.outbox == []
    page.goto(f"{site}/meetings/{first.slug}/")
    page.get_by_role("link", name="Invite", exact=True).click()
    page.get_by_label("Only save the date").check()
    page.get_by_label("Everyone: all who act for a member").check()
    page.get_by_role("button", name="Show what would be sent").click()
    frame = page.frame_locator("iframe.mail-frame")
    frame.get_by_text("Please keep this date free").wait_for()
    assert mail.outbox == []
    page.get_by_role("button", name="Send 1 mail").click()
    page.get_by_text(re.compile(r"1 mail waits, to leave in \d\d seconds")).wait_for()
    assert [message.subject.partition(":")[0] for message in Message.objects.all()] == ["Save the date"]
    assert page.errors == []
