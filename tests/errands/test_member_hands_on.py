"""A member on her phone: yes in person, with a note; then a colleague in her stead."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from meetings.actions import invite, schedule
from meetings.models import Invitation, Meeting
from members.actions import take_seat
from members.models import Organization
from tests.errands.browsing import PHONE, open_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_yes_in_person_then_an_alternate(ada, cal, dot, site, chromium):
    harbor = Organization.objects.create(name="Harbor House")
    take_seat(harbor, person=cal, by=ada)
    take_seat(harbor, person=dot, by=ada)
    starts = timezone.now() + timedelta(days=30)
    meeting = Meeting(
        title="Quarterly meeting", format="hybrid", starts_at=starts, ends_at=starts + timedelta(hours=4)
    )
    invite(schedule(meeting, by=ada), [cal], by=ada)
    phone = open_page(chromium, site, viewport=PHONE)
    phone.goto(re.search(r"http\S+/rsvp/\S+\?answer=accepted", mail.outbox[0].body).group())
    phone.get_by_role("button", name="Send: Yes").click()
    phone.get_by_text("Thank you.").wait_for()
    mine = Invitation.objects.get()
    assert (mine.response, mine.mode) == ("accepted", "in_person")
    phone.get_by_text("I cannot come: someone else in my stead").click()
    phone.get_by_label("Someone from your organization").select_option(label="Dot Ray")
    phone.get_by_role("button", name="Hand my invitation on").click()
    phone.get_by_text("holds your invitation").wait_for()
    assert Invitation.objects.get().person == dot
    assert mail.outbox[-1].to == ["dot@example.org"]
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert phone.errors == []
