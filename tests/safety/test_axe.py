"""Every page of the walk, as the public and as the coordinator, against axe-core's WCAG 2.2 A and AA rules."""

import pytest

from tests.errands.browsing import DESK, PHONE, open_page
from tests.safety.test_role_walk import EXPECTED, address, world

__all__ = ["address", "world"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# Details of what is in order are not asked for.
ALL = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
# What else a rule looks at is the same in the dark.
CONTRAST = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}
BROKEN = "rules => axe.run(rules).then(found => found.violations)"
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
    ("column", "looks"),
    [(0, [(PHONE, "light", ALL)]), (3, [(DESK, "light", ALL), (PHONE, "dark", CONTRAST)])],
    ids=["public", "coordinator"],
)
def test_no_page_breaks_a_rule(column, looks, address, world, site, chromium):
    """Each page is opened once, and looked at by light and, as the coordinator, in the dark too."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = open_page(chromium, site, person=world["ada"] if column else None, reduced_motion="reduce")
    page.add_init_script(axe.axe_script)
    broken, looked = {}, 0
    for route, codes in EXPECTED.items():
        if codes[column] != 200 or any(part in route for part in NOT_A_PAGE):
            continue
        _look(page, *looks[0][:2])
        answer = page.goto(site + address(route))
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        if "sandbox" in answer.headers.get(
            "content-security-policy", ""
        ):  # A mail as rendered: no script runs.
            continue
        looked += 1
        for window, scheme, rules in looks:
            _look(page, window, scheme)
            for violation in page.evaluate(BROKEN, rules):
                nodes = [node["html"][:140] for node in violation["nodes"][:2]]
                broken.setdefault(violation["id"], []).append((scheme, route, nodes))
    assert looked > 5
    assert broken == {}


def _look(page, window, scheme) -> None:
    page.set_viewport_size(window)
    page.emulate_media(color_scheme=scheme)
