"""How a person's browser is driven: Debian's chromium, at a phone's or a desk's width."""

from django.test import Client

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
DESK = {"width": 1280, "height": 800}


def open_page(browser, site: str, *, person=None, **options):
    """A fresh browser window, signed in as `person`; `page.errors` gathers what its console complains of."""
    context = browser.new_context(**options)
    if person is not None:
        client = Client()
        client.force_login(person)
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.errors = []
    page.on("console", lambda said: page.errors.append(said.text) if said.type == "error" else None)
    return page


def until(page, holds, *, seconds: int = 15) -> None:
    """Wait until the database says so: a browser's request may still be on its way.

    Raises AssertionError where it never does.
    """
    for _ in range(seconds * 20):
        if holds():
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"Not so after {seconds} seconds.")
