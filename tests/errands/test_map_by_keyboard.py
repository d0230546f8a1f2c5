"""Somebody reads the coverage map without a mouse: one stop of the Tab key, from county to county by arrow keys."""

import pytest

from members.models import County, Organization, Sector
from members.reference import load_reference
from tests.errands.browsing import DESK, open_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_map_and_table_say_the_same(ada, site, chromium):
    load_reference("Wisconsin")
    dane, sector = County.objects.get(name="Dane"), Sector.objects.filter(protected=False).first()
    Organization.objects.create(name="Lantern House", sector=sector).counties.add(dane)

    page = open_page(chromium, site, person=ada, viewport=DESK)
    page.goto(f"{site}/coverage/?sector={sector.code}")
    focused, says = page.locator(":focus"), page.locator("[data-map-says]")
    page.get_by_role("link", name="Skip the map").focus()
    page.keyboard.press("Tab")
    seen = set()
    for key in ["ArrowUp"] * 12 + ["ArrowLeft"] * 12 + ["ArrowDown", "ArrowRight"] * 12:
        page.keyboard.press(key)
        seen.add(focused.get_attribute("aria-label"))
        assert says.inner_text() == focused.get_attribute("aria-label")
    assert len(seen) > 15
    page.keyboard.press("Tab")
    assert focused.get_attribute("data-x") is None, "one stop of the Tab key, not seventy-two"
    page.keyboard.press("Shift+Tab")
    assert focused.get_attribute("aria-label") in seen, "back where she was"

    page.locator(f'svg a[href$="/{dane.fips}/"]').focus()
    assert says.inner_text().startswith("Dane: 1")
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Dane", exact=True))
    assert "1" in row.inner_text()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Dane").wait_for()
    assert page.errors == []
