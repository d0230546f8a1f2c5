"""Every public page: light, alone on the network, readable without scripts, and left without a trace."""

import gzip
from urllib.parse import urlsplit

import pytest
from django.test import Client

from charter.models import Charter
from tests.errands.browsing import PHONE, open_page, until
from tests.safety.test_axe import NOT_A_PAGE
from tests.safety.test_role_walk import EXPECTED, address, world

__all__ = ["address", "world"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HEAVIEST = 60 * 1024
EXIT_LOADED = (
    "performance.getEntriesByType('resource').some((one) => one.name.includes('exit.js') && one.responseEnd)"
)
TELL_WHAT_IS_SHOWN = """() => new MutationObserver(() => console.log(`${document.title}|${document.body.innerText}`))
    .observe(document, { childList: true, subtree: true, characterData: true })"""
OPEN = [
    route for route, codes in EXPECTED.items() if codes[0] == 200 and not any(p in route for p in NOT_A_PAGE)
]

ANSWERED = ["/search/?q=protocol", "/library/?q=protocol", "/coverage/?sector=1", "/help/?county=1"]


def is_page(path: str) -> bool:
    """Whether it is something to read and not a file."""
    answer = Client().get(path)
    return "text/html" in answer.headers["Content-Type"] and "Content-Disposition" not in answer.headers


@pytest.fixture
def paths(address) -> list[str]:
    return [path for path in map(address, OPEN) if is_page(path)] + ANSWERED


def test_every_public_page_is_light_and_asks_nobody_else(paths, site, chromium):
    """Each in a window of its own that keeps no copy of anything, all open at once and weighed at the end."""
    first = open_page(chromium, site, viewport=PHONE)
    opened = {}
    for path in paths:
        page = first.context.new_page()
        page.errors = []
        page.on(
            "console", lambda said, page=page: page.errors.append(said.text) if said.type == "error" else None
        )
        page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
        answers = []
        page.on("response", lambda answer, answers=answers: answers.append(answer))
        page.goto(site + path, wait_until="commit")
        opened[path] = page, answers
    heavy, foreign, errors = {}, set(), []
    for path, (page, answers) in opened.items():
        page.wait_for_load_state("networkidle")
        weight = sum(len(gzip.compress(answer.body())) for answer in answers)
        if weight > HEAVIEST:
            heavy[path] = weight
        foreign |= {answer.url for answer in answers if urlsplit(answer.url).netloc != urlsplit(site).netloc}
        errors += page.errors
    assert len(paths) > 15 and all(len(answers) > 2 for _page, answers in opened.values())
    assert (heavy, foreign, errors) == ({}, set(), [])


def test_every_public_page_is_read_without_scripts(paths, site, chromium):
    page = open_page(chromium, site, viewport=PHONE, java_script_enabled=False)
    hollow = []
    for path in paths:
        page.goto(site + path)
        if not page.locator("h1").first.is_visible() or len(page.locator("main").inner_text()) < 20:
            hollow.append(path)
    assert hollow == []


def test_without_scripts_a_visitor_finds_and_suggests(address, world, site, chromium):
    page = open_page(chromium, site, viewport=PHONE, java_script_enabled=False)
    page.goto(site)
    page.get_by_role("searchbox").fill("protocol")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Response protocol").click()
    page.locator(".menu summary").click()
    page.get_by_role("link", name="Library", exact=True).click()
    page.get_by_role("link", name="Suggest a resource").first.click()
    page.get_by_label("Title").fill("Shelter list")
    page.get_by_label("Link").fill("https://shelters.example/")
    page.get_by_role("button", name="Suggest").click()
    page.get_by_role("heading", name="Thank you").wait_for()


@pytest.fixture
def way_out(site, db) -> str:
    """The neutral site that one leaves for: here, a page of our own."""
    Charter.objects.update_or_create(pk=1, defaults={"exit_url": f"{site}/robots.txt"})
    return f"{site}/robots.txt"


@pytest.mark.parametrize("path", ["/", "/library/", "/accounts/login/"])
def test_way_out_is_first_by_keyboard_and_seen_on_the_smallest_phone(path, way_out, site, chromium):
    page = open_page(chromium, site, viewport={"width": 320, "height": 568})
    page.goto(site + path)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.quickExit") is not None
    box = page.locator("[data-quick-exit]").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 320 and box["y"] + box["height"] <= 568
    page.mouse.wheel(0, 5000)
    assert page.locator("[data-quick-exit]").bounding_box()["y"] >= 0


@pytest.mark.parametrize("how", ["key", "click"])
def test_leaving_replaces_the_page_in_the_history(how, way_out, site, chromium):
    page = open_page(chromium, site)
    page.goto(f"{site}/safety/")
    page.goto(f"{site}/help/")
    if how == "key":
        for _ in range(3):
            page.keyboard.press("Shift")
    else:
        page.locator("[data-quick-exit]").click()
    page.wait_for_url(way_out)
    page.go_back()
    assert page.url == f"{site}/safety/"


@pytest.mark.parametrize("how", ["key", "click"])
def test_leaving_on_a_slow_line_clears_the_page_at_once(how, way_out, site, chromium):
    page = open_page(chromium, site)
    page.goto(f"{site}/help/")
    said = []
    page.on("console", lambda line: said.append(line.text))
    page.evaluate(TELL_WHAT_IS_SHOWN)
    page.route(way_out, lambda route: None)
    if how == "key":
        for _ in range(3):
            page.keyboard.press("Shift")
    else:
        page.locator("[data-quick-exit]").click(no_wait_after=True)
    until(page, lambda: said[-1:] == ["|"])


def test_way_out_is_ready_before_the_rest_of_the_page_has_come(way_out, site, chromium):
    page = open_page(chromium, site)
    page.route("**/site.css", lambda route: None)
    page.goto(f"{site}/help/", wait_until="commit")
    page.locator("[data-quick-exit]").wait_for(state="attached")
    until(page, lambda: page.evaluate(EXIT_LOADED))
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(way_out)


def test_shift_in_ordinary_typing_leaves_nothing(way_out, site, chromium):
    page = open_page(chromium, site)
    page.goto(f"{site}/library/")
    page.get_by_role("searchbox").press_sequentially("ABC Act")
    assert page.url == f"{site}/library/"


def test_way_out_works_as_a_plain_link(way_out, site, chromium):
    page = open_page(chromium, site, java_script_enabled=False)
    page.goto(f"{site}/help/")
    page.locator("[data-quick-exit]").click()
    page.wait_for_url(way_out)


def test_bar_promises_no_more_than_it_does(way_out, site, chromium):
    page = open_page(chromium, site)
    page.goto(site)
    said = page.locator(".exit-bar").inner_text().lower()
    assert "does not delete your browser history" in said
    assert not any(
        word in said.replace("safety tips", "") for word in ("safe", "untraceable", "clears", "private")
    )


def test_titles_are_neutral_until_the_charter_says_otherwise(way_out, site, chromium):
    page = open_page(chromium, site)
    page.goto(f"{site}/library/")
    assert page.title() == "Quarterly Meeting Office"
    Charter.objects.update(neutral_titles=False, short_name="Our group")
    page.reload()
    assert page.title() == "Library · Our group"
