"""The chair gives out what nobody has; the assignee finishes two tasks from her phone without an account."""

import re
from datetime import date

import pytest
from django.core import mail
from django.test import Client

from tasks.actions import open_task
from tasks.models import Task
from workgroups.models import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def chromium(monkeypatch):
    """Debian's chromium; every page it opens must raise no error in its console."""
    sync_api = pytest.importorskip("playwright.sync_api")
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_api.sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        except sync_api.Error as error:
            pytest.skip(f"chromium does not start: {error.message.splitlines()[0]}")
        yield browser
        browser.close()


@pytest.fixture
def site(live_server, settings) -> str:
    settings.SITE_URL = settings.DISCREET_SITE_URL = live_server.url
    return live_server.url


def open_page(browser, site: str, *, person=None, **options):
    context = browser.new_context(**options)
    if person is not None:
        client = Client()
        client.force_login(person)
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
    page = context.new_page()
    page.set_default_timeout(5000)
    page.errors = []
    page.on("console", lambda said: page.errors.append(said.text) if said.type == "error" else None)
    return page


@pytest.fixture
def orphans(legislative, bea, dot) -> list[Task]:
    Role.objects.create(person=dot, workgroup=legislative, since=date(2026, 1, 1))
    titles = ["Track the bills", "Write the explainer"]
    return [open_task(title=title, workgroup=legislative, by=bea) for title in titles]


def test_from_the_chairs_page_to_two_tasks_done_on_a_phone(orphans, bea, dot, site, chromium):
    desk = open_page(chromium, site, person=bea, viewport={"width": 1280, "height": 800})
    desk.goto(f"{site}/workgroups/legislative/chair/")
    for task in orphans:
        line = desk.locator(f"#task-{task.pk}")
        line.get_by_label(f"Who leads {task.title}").select_option(label="Dot Ray")
        line.get_by_role("button", name="Assign").click()
        desk.get_by_text("Dot Ray has it now.").wait_for()
    assert "Nobody has it" not in desk.content()
    assert [message.to for message in mail.outbox] == [["dot@example.org"]] * 2

    phone = open_page(chromium, site, viewport=PHONE)
    phone.goto(re.search(r"http\S+/t/\S+/", mail.outbox[0].body).group())
    phone.get_by_role("button", name="Done").click()
    phone.get_by_text("Thank you.").wait_for()
    phone.get_by_role("link", name=orphans[1].title).click()
    phone.get_by_role("heading", name=orphans[1].title).wait_for()
    phone.get_by_role("button", name="Done").click()
    phone.get_by_text("Thank you.").wait_for()
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert set(Task.objects.values_list("status", "assignee")) == {("done", dot.pk)}
    assert desk.errors == phone.errors == []
