"""Bad Wi-Fi, a closed tab, a stopped server, two people, a session that ran out: nothing typed is lost."""

import contextlib
import os
import re
import signal
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Error, expect

from meetings.actions import schedule
from meetings.models import AgendaItem, Entry, Meeting, Vote
from tests.errands.browsing import DESK, FLAGS, PHONE, open_page, until
from tests.meetings.minutes_cast import seat

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


WORDS_KEPT = """new Promise((done) => {
  indexedDB.open("kept-words", 1).onsuccess = (event) => {
    const asked = event.target.result.transaction("words").objectStore("words").count();
    asked.onsuccess = () => done(asked.result);
  };
})"""


@pytest.fixture
def address(ada, site) -> str:
    begins = timezone.now() - timedelta(hours=1)
    meeting = schedule(
        Meeting(title="Quarterly meeting", starts_at=begins, ends_at=begins + timedelta(hours=4)), by=ada
    )
    AgendaItem.objects.create(meeting=meeting, position=1, title="Budget")
    return f"{site}/meetings/{meeting.slug}/minutes/write/"


def passage(page):
    """The first passage."""
    return page.locator("form.passage textarea").first


def saved(page, timeout: int = 15_000) -> None:
    page.locator("[data-editor-state]", has_text=re.compile(r"^Saved \d")).wait_for(timeout=timeout)


def texts() -> list[str]:
    return list(Entry.objects.values_list("text", flat=True))


def test_what_is_typed_is_saved_by_itself_and_once(ada, address, site, chromium):
    page = open_page(chromium, site, person=ada, viewport=DESK)
    page.goto(address)
    passage(page).press_sequentially("The budget was", delay=20)
    saved(page)
    passage(page).press_sequentially(" adopted.", delay=20)
    until(page, lambda: texts() == ["The budget was adopted."])
    until(page, lambda: page.evaluate("Object.keys(localStorage).length") == page.evaluate(WORDS_KEPT) == 0)
    assert page.errors == []


def test_lost_connection_keeps_the_words_and_saves_them_when_it_is_back(ada, address, site, chromium):
    page = open_page(chromium, site, person=ada, viewport=DESK)
    page.goto(address)
    page.context.set_offline(True)
    passage(page).fill("Said while offline.")
    page.locator("[data-editor-state]", has_text="No connection").wait_for()
    assert texts() == []
    page.context.set_offline(False)
    saved(page)
    assert texts() == ["Said while offline."]


def test_what_is_typed_is_kept_letter_by_letter_and_saved_on_leaving_the_field(ada, address, site, chromium):
    page = open_page(chromium, site, person=ada, viewport=DESK)
    page.goto(address)
    page.context.set_offline(True)
    passage(page).press_sequentially("abc")
    assert '"text":"abc"' in page.evaluate("Object.values(localStorage).join()")
    page.context.set_offline(False)
    saved(page)
    with page.expect_request("**/minutes/**", timeout=350):
        passage(page).press("d")
        page.keyboard.press("Tab")
    until(page, lambda: texts() == ["abcd"])


@pytest.fixture
def reopen(ada, address, site, chromium, tmp_path):
    """The editor in a browser whose profile stays on the disk, as it does after a crash."""
    client = Client()
    client.force_login(ada)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}
    opened = []

    def start():
        context = chromium.browser_type.launch_persistent_context(
            str(tmp_path), executable_path="/usr/bin/chromium", args=FLAGS
        )
        opened.append(context)
        context.add_cookies([cookie])
        page = context.new_page()
        page.goto(address)
        return page

    yield start
    for context in opened:
        with contextlib.suppress(Error):
            context.close()


def process_of(profile: Path) -> int:
    """The number of the browser that works in this profile."""
    wanted = f"--user-data-dir={profile}".encode()
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            words = entry.read_bytes().split(b"\0")
            if wanted in words and not any(word.startswith(b"--type=") for word in words):
                return int(entry.parent.name)
    raise AssertionError("The browser does not run.")


def kill(browser: int) -> None:
    """The browser and all that it started, at once: nothing is finished or closed."""
    group = os.getpgid(browser)
    assert group != os.getpgrp()
    os.killpg(group, signal.SIGKILL)


@pytest.mark.parametrize("offline", [False, True], ids=["online", "offline"])
def test_browser_killed_in_mid_sentence_loses_no_letter(reopen, tmp_path, offline):
    page = reopen()
    page.context.set_offline(offline)
    browser = process_of(tmp_path)
    typed = "The budget for the hotel training was adopted after a long talk about trav"
    passage(page).press_sequentially(typed, delay=40, timeout=60_000)
    kill(browser)
    assert texts() == [] if offline else typed.startswith(texts()[0])
    page = reopen()
    if texts() != [typed]:  # Online, the last letters may have been saved before the kill.
        page.get_by_role("button", name="Put it back").click()
    until(page, lambda: texts() == [typed])
    assert page.locator(".passage-conflict").count() == 0


def test_browser_killed_offline_keeps_what_stands_beside_the_words(reopen, tmp_path):
    page = reopen()
    passage(page).fill("Adopt it")
    page.locator("form.passage select").first.select_option("motion")
    saved(page)
    page.wait_for_timeout(1500)
    page.context.set_offline(True)
    page.get_by_label("Moved by").first.fill("Cal Ness")
    page.get_by_label("Heading", exact=True).fill("Hall")
    page.get_by_label("Text", exact=True).last.fill("Too cold.")
    kill(process_of(tmp_path))
    page = reopen()
    page.get_by_text("Moved by: Cal Ness").wait_for()
    page.get_by_role("button", name="Put it back").click()
    saved(page)
    until(page, lambda: Entry.objects.get().mover == "Cal Ness")
    assert page.get_by_label("Text", exact=True).last.input_value() == "Too cold."
    page.get_by_role("button", name="Save", exact=True).last.click()
    page.wait_for_url("**/write/#entry-*")
    assert texts() == ["Adopt it", "Too cold."]
    page.wait_for_timeout(500)
    page.reload()
    page.wait_for_timeout(500)
    assert page.get_by_label("Text", exact=True).last.input_value() == ""


def test_tab_closed_before_it_was_saved_offers_the_words_in_the_next(ada, address, site, chromium):
    page = open_page(chromium, site, person=ada, viewport=DESK)
    page.goto(address)
    other = page.context.new_page()
    page.context.set_offline(True)
    passage(page).fill("Nearly lost.")
    page.locator("[data-editor-state]", has_text="No connection").wait_for()
    page.close()
    page.context.set_offline(False)
    other.goto(address)
    other.get_by_role("button", name="Put it back").click()
    saved(other)
    assert texts() == ["Nearly lost."]


def test_server_stopped_in_mid_save_gets_the_words_once_when_it_is_back(ada, address, site, chromium):
    """The first request reaches the server and its answer never comes back; then the server is away."""
    page = open_page(chromium, site, person=ada, viewport=DESK)
    page.goto(address)
    heard = []

    def cut(route):
        heard.append(route.request.url)
        if len(heard) == 1:
            route.fetch()
        if len(heard) < 3:
            return route.abort()
        return route.continue_()

    page.route("**/minutes/**", cut)
    passage(page).fill("In mid-save.")
    page.locator("[data-editor-state]", has_text="No connection").wait_for()
    saved(page)
    assert len(heard) >= 3
    assert texts() == ["In mid-save."]


def test_two_tabs_see_both_texts_and_put_them_together(ada, address, site, chromium):
    one = open_page(chromium, site, person=ada, viewport=DESK)
    one.goto(address)
    passage(one).fill("First.")
    saved(one)
    two = open_page(chromium, site, person=ada, viewport=DESK)
    two.goto(address)
    passage(one).fill("First, and hers.")
    until(one, lambda: texts() == ["First, and hers."])
    passage(two).fill("First, and his.")
    conflict = two.locator(".passage-conflict")
    conflict.get_by_text("First, and hers.").wait_for()
    assert conflict.get_by_text("First, and his.").count() == 1
    assert texts() == ["First, and hers."]
    two.get_by_role("button", name="Put both together").click()
    until(two, lambda: texts() == ["First, and hers.\n\nFirst, and his."])


def test_what_is_typed_while_two_texts_are_shown_is_in_the_choice(ada, address, site, chromium):
    one = open_page(chromium, site, person=ada, viewport=DESK)
    one.goto(address)
    passage(one).fill("First")
    until(one, lambda: texts() == ["First"])
    one.goto(address)
    entry = Entry.objects.get()
    Entry.objects.update(text="Theirs.", changed=entry.changed + 1)
    passage(one).fill("Mine")
    one.locator(".passage-conflict").get_by_text("Theirs.").wait_for()
    passage(one).press_sequentially(" and more.")
    one.locator(".passage-conflict").get_by_text("Mine and more.").wait_for()
    one.get_by_role("button", name="Put both together").click()
    until(one, lambda: texts() == ["Theirs.\n\nMine and more."])


def test_what_was_saved_unheard_is_no_other_persons_change(ada, address, site, chromium):
    page = open_page(chromium, site, person=ada, viewport=DESK)
    page.goto(address)
    passage(page).fill("One")
    until(page, lambda: texts() == ["One"])
    page.goto(address)
    lost = []

    def lose_the_answer(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch())
            route.abort()
        else:
            route.continue_()

    page.route("**/minutes/**", lose_the_answer)
    passage(page).fill("One, two")
    until(page, lambda: lost and texts() == ["One, two"])
    passage(page).fill("One, two, three")
    until(page, lambda: texts() == ["One, two, three"])
    assert page.locator(".passage-conflict").count() == 0


def test_session_that_ran_out_discards_nothing(ada, address, site, chromium):
    page = open_page(chromium, site, person=ada, viewport=DESK)
    page.goto(address)
    Session.objects.all().delete()
    passage(page).fill("Long speech.")
    page.locator("[data-editor-state]", has_text="You are signed out").wait_for()
    client = Client()
    client.force_login(ada)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
    saved(page)
    assert texts() == ["Long speech."]


def test_keys_make_a_motion_a_decision_and_an_action_item(ada, cal, address, site, chromium):
    page = open_page(chromium, site, person=ada, viewport=DESK)
    page.goto(address)
    for key, words in (("m", "Adopt the budget"), ("d", "The date stays"), ("a", "Call the clerk")):
        page.keyboard.press(f"Alt+{key}")
        page.keyboard.type(words)
        page.keyboard.press("Control+s")
    typed = [("motion", "Adopt the budget"), ("decision", "The date stays"), ("action", "Call the clerk")]
    until(page, lambda: list(Entry.objects.values_list("kind", "text")) == typed)
    assert page.url.startswith(site)


def test_what_is_typed_while_the_passage_before_is_on_its_way_is_a_passage_after_it(
    ada, address, site, chromium
):
    page = open_page(chromium, site, person=ada, viewport=DESK)
    page.goto(address)
    held = []

    def hold(route):
        if route.request.method == "POST" and not held:
            held.append(route)
        else:
            route.continue_()

    page.route("**/minutes/**", hold)
    page.keyboard.press("Alt+m")
    page.keyboard.type("Adopt the budget")
    page.keyboard.press("Control+s")
    until(page, lambda: held)
    for key, words in (("d", "The date stays"), ("a", "Call the clerk"), ("n", "All leave")):
        page.keyboard.press(f"Alt+{key}")
        page.keyboard.type(words)
        page.keyboard.press("Control+s")
        page.wait_for_timeout(350)
    held[0].continue_()
    typed = [
        ("motion", "Adopt the budget"),
        ("decision", "The date stays"),
        ("action", "Call the clerk"),
        ("note", "All leave"),
    ]
    until(page, lambda: list(Entry.objects.values_list("kind", "text")) == typed)
    page.reload()
    shown = [area.input_value() for area in page.locator("form.passage[id] textarea").all()]
    assert shown == [text for _kind, text in typed]


def test_two_passages_typed_offline_in_a_closed_tab_are_both_put_back(ada, address, site, chromium):
    page = open_page(chromium, site, person=ada, viewport=DESK)
    page.goto(address)
    other = page.context.new_page()
    page.context.set_offline(True)
    for words in ("Once.", "Twice."):
        page.keyboard.press("Alt+n")
        page.keyboard.type(words)
    page.close()
    page.context.set_offline(False)
    other.goto(address)
    back = other.get_by_role("button", name="Put it back")
    for left in (2, 1):
        expect(back).to_have_count(left)
        back.first.click()
    until(other, lambda: sorted(texts()) == ["Once.", "Twice."])


def test_name_is_completed_and_the_toolbar_marks_words(ada, cal, address, site, chromium):
    page = open_page(chromium, site, person=ada, viewport=DESK)
    page.goto(address)
    passage(page).press_sequentially("Thanks to @Ca", delay=20)
    page.get_by_role("option", name="Cal Ness").wait_for()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Bold").click()
    page.keyboard.type("all")
    until(page, lambda: texts() == ["Thanks to @Cal Ness **all**"])


def test_editor_works_without_script_and_fits_a_phone(ada, address, site, chromium):
    page = open_page(chromium, site, person=ada, viewport=PHONE, java_script_enabled=False)
    page.goto(address)
    passage(page).fill("Without script.")
    page.get_by_role("button", name="Save", exact=True).first.click()
    page.get_by_text("Saved.").wait_for()
    assert texts() == ["Without script."]
    with_script = open_page(chromium, site, person=ada, viewport=PHONE)
    with_script.goto(address)
    assert with_script.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_passages_are_moved_by_keys_and_buttons(ada, address, site, chromium):
    page = open_page(chromium, site, person=ada, viewport=DESK)
    page.goto(address)
    for number, text in enumerate(("One", "Two", "Three")):
        page.locator("form.passage textarea").nth(number).fill(text)
        page.keyboard.press("Control+s")
        page.locator(
            f"form.passage:nth-of-type({number + 1})[data-passage]:not([data-passage=''])"
        ).wait_for()
    page.keyboard.press("Alt+ArrowUp")
    page.get_by_text("Moved up.").wait_for()
    assert texts() == ["One", "Three", "Two"]
    page.reload()
    page.get_by_role("button", name="Move down: One").click()
    page.get_by_text("Moved down.").wait_for()
    assert texts() == ["Three", "One", "Two"]
    shown = [area.input_value() for area in page.locator("form.passage[id] textarea").all()]
    assert shown == texts() and page.errors == []


def test_votes_are_taken_down_by_keys_and_kept_until_they_are_counted(ada, cal, dot, address, site, chromium):
    names = ("Harbor House", "Lake School", "Watch")
    for name in names:
        seat(None, name)
    page = open_page(chromium, site, person=ada, viewport=DESK)
    page.goto(address)
    passage(page).fill("Adopt it")
    page.keyboard.press("Alt+m")
    page.locator("form.passage select").first.select_option("motion")
    saved(page)
    passage(page).focus()
    page.keyboard.press("Alt+v")
    page.get_by_text("Keys in a row of the table").wait_for()
    page.keyboard.press("f")
    page.keyboard.press("a")
    page.keyboard.press("b")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("r")
    again = page.context.new_page()
    page.close()
    again.goto(f"{address.removesuffix('write/')}{Entry.objects.get().pk}/votes/")
    again.get_by_role("button", name="Put them back").click()
    again.get_by_role("button", name="Count the votes").click()
    again.wait_for_url("**/write/*")
    votes = dict(Vote.objects.values_list("organization__name", "choice"))
    assert votes == {"Harbor House": "for", "Lake School": "recused", "Watch": "abstain"}
    assert page.errors == []
