"""On her phone a member changes how she is named and who sees her; the coordinator hands over a seat."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from meetings.actions import invite, schedule
from meetings.models import Meeting
from members.actions import create_organization, take_seat
from members.models import Person
from tasks.actions import open_task
from tests.errands.browsing import DESK, PHONE, open_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def harbor(ada, cal, legislative):
    harbor = create_organization(name="Harbor House", since=date(2019, 1, 1), by=ada)
    take_seat(harbor, person=cal, since=date(2019, 1, 1), by=ada)
    create_organization(name="Prairie Lantern", by=ada)
    starts = timezone.now() + timedelta(days=30)
    meeting = schedule(Meeting(title="Spring", starts_at=starts, ends_at=starts + timedelta(hours=4)), by=ada)
    invite(meeting, [cal], by=ada)
    open_task(title="Write the explainer", workgroup=legislative, assignee=cal, by=ada)
    return harbor


def fits(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_from_a_name_and_a_listing_to_hidden_again_in_two_presses(harbor, cal, dot, site, chromium):
    phone = open_page(chromium, site, person=cal, viewport=PHONE)
    phone.goto(f"{site}/people/me/")
    phone.get_by_label("How others see you").fill("C. Ness")
    phone.get_by_role("button", name="Save", exact=True).click()
    phone.get_by_text("This is how others see you now.").wait_for()
    phone.get_by_role("link", name="Change it").click()
    phone.get_by_label("My name").select_option(label="All members")
    phone.get_by_label("My e-mail address").select_option(label="All members")
    phone.get_by_role("button", name="I agree to this").click()
    phone.get_by_text("This is what others see of you now.").wait_for()
    assert fits(phone)

    other = open_page(chromium, site, person=dot, viewport=PHONE)
    other.goto(f"{site}/people/")
    other.get_by_role("link", name="C. Ness").wait_for()
    assert "cal@example.org" in other.content() and "Cal Ness" not in other.content() and fits(other)
    phone.get_by_role("button", name="Hide me everywhere now").click()
    phone.get_by_text("nobody finds you").wait_for()
    other.reload()
    other.get_by_text("Nobody found").wait_for()
    assert phone.errors == other.errors == []


def test_coordinator_finds_as_she_types_and_hands_over_a_seat(harbor, ada, cal, site, chromium):
    desk = open_page(chromium, site, person=ada, viewport=DESK)
    desk.goto(f"{site}/organizations/")
    desk.get_by_role("link", name="Prairie Lantern").wait_for()
    desk.get_by_label("Name").press_sequentially("harb")
    desk.get_by_role("link", name="Prairie Lantern").wait_for(state="detached")
    assert desk.url.endswith("?q=harb")
    desk.get_by_role("link", name="Harbor House").click()
    desk.get_by_role("link", name="Hand over").click()
    desk.get_by_label("E-mail of someone else").fill("nia@n.example")
    desk.get_by_label("Name of someone else").fill("Nia New")
    desk.get_by_label("Write the explainer").check()
    desk.get_by_role("button", name="Hand over").click()
    desk.get_by_text("Tasks that went along: 1.").wait_for()
    nia = Person.objects.get(name="Nia New")
    assert nia.tasks.count() == nia.invitations.count() == 1
    assert not cal.invitations.exists() and not cal.tasks.exists()
    assert desk.errors == []
