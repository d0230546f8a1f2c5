"""`make shots`: every page of the role walk at a desk's and a phone's width, into the ignored folder shots/.

`SHOTS=meetings make shots` takes only the routes that contain that text. A page wider than its window fails.
"""

import os
import re
from pathlib import Path

import pytest

from tests.errands.browsing import DESK, PHONE, open_page
from tests.safety.test_axe import NOT_A_PAGE
from tests.safety.test_role_walk import EXPECTED, ROLES, address, world

__all__ = ["address", "world"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FOLDER = Path(__file__).resolve().parents[2] / "shots"


@pytest.mark.parametrize("role", os.environ.get("SHOTS_AS", "public,coordinator").split(","))
def test_take_shots(role, address, world, site, chromium):
    FOLDER.mkdir(exist_ok=True)
    column, wanted, wide = ROLES.index(role), os.environ.get("SHOTS", ""), []
    person = world[["cal", "bea", "ada"][column - 1]] if column else None
    for name, window in (("1280", DESK), ("390", PHONE)):
        page = open_page(chromium, site, person=person, viewport=window)
        for route, codes in EXPECTED.items():
            if codes[column] != 200 or wanted not in route or any(part in route for part in NOT_A_PAGE):
                continue
            page.goto(site + address(route))
            file = re.sub(r"[^a-z0-9]+", "-", route.lower()).strip("-") or "home"
            page.screenshot(path=FOLDER / f"{role}-{file}-{name}.png", full_page=True)
            if page.evaluate("document.documentElement.scrollWidth") > window["width"]:
                wide.append((name, route))
    assert wide == []
