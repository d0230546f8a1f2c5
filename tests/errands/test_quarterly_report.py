"""The coordinator's errand at the quarter's end: write between the figures, file, lend it to a funder."""

import pytest
from django.core.management import call_command

from members.models import Person
from tests.errands.browsing import DESK, PHONE, open_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.time_machine("2026-11-26T12:00:00-06:00")
def test_report_is_written_filed_and_read_by_a_funder(chromium, site):
    call_command("load_sample", verbosity=0)
    coordinator = Person.objects.get(is_coordinator=True)
    page = open_page(chromium, site, person=coordinator, viewport=DESK)
    page.goto(f"{site}/reports/2026-Q4/")
    page.get_by_role("link", name="Write between the figures").click()
    page.get_by_label("Introduction").fill("Two counties joined the table.")
    page.get_by_role("button", name="Save").click()
    page.goto(f"{site}/reports/2026-Q4/")
    page.get_by_role("link", name="File this report").click()
    page.get_by_role("button", name="File it now").click()
    page.get_by_label("Who gets it").fill("A fund")
    page.get_by_label("Works until").fill("2026-12-31")
    page.get_by_role("button", name="Make an address").click()
    address = page.locator("code.address").inner_text()
    assert page.errors == []

    funder = open_page(chromium, site, viewport=PHONE)
    funder.goto(address)
    assert funder.get_by_text("Two counties joined the table.").is_visible()
    assert funder.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert funder.get_by_text("Survivor Advisory Seat").count() == 0
    assert funder.errors == []
