"""Every page of the walk, as the public and as the coordinator, against axe-core's WCAG 2.2 A and AA rules."""

import pytest

from tests.errands.browsing import DESK, PHONE, open_page
from tests.safety.test_role_walk import EXPECTED, address, world

__all__ = ["address", "world"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ALL = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
CONTRAST = {"runOnly": ["color-contrast"]}  # What else a rule looks at is the same in the dark.
NOT_A_PAGE = (
    ".ics",
    "report.<",
    ".csv",
    ".json",
    ".atom",
    "/pdf/",
    "/word/",
    "/papers/",
    "/documents/",
    "/text/",
    "documents/<int",
    "healthz",
    "feed",
    "embed",
    "kit",
)


@pytest.mark.parametrize(
    ("column", "window", "scheme", "rules"),
    [(0, PHONE, "light", ALL), (3, DESK, "light", ALL), (3, PHONE, "dark", CONTRAST)],
    ids=["public", "coordinator", "dark"],
)
def test_no_page_breaks_a_rule(column, window, scheme, rules, address, world, site, chromium):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = open_page(
        chromium, site, person=world["ada"] if column else None, viewport=window, color_scheme=scheme
    )
    broken, looked = {}, 0
    for route, codes in EXPECTED.items():
        if codes[column] != 200 or any(part in route for part in NOT_A_PAGE):
            continue
        answer = page.goto(site + address(route))
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        if "sandbox" in answer.headers.get(
            "content-security-policy", ""
        ):  # A mail as rendered: no script runs.
            continue
        looked += 1
        for violation in axe.run(page, options=rules).response["violations"]:
            nodes = [node["html"][:140] for node in violation["nodes"][:2]]
            broken.setdefault(violation["id"], []).append((route, nodes))
    assert looked > 5
    assert broken == {}
