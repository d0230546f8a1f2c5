"""A chair moves cards with the mouse and with the keyboard."""

import pytest

from tasks.actions import open_task
from tasks.models import Task
from tests.errands.browsing import DESK, PHONE, open_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def board(legislative, bea, site, chromium):
    """The chair's board with one card on it, and the card."""
    task = open_task(title="Track the bills", workgroup=legislative, by=bea)
    page = open_page(chromium, site, person=bea, viewport=DESK)
    page.goto(f"{site}/workgroups/legislative/tasks/?view=board")
    return page, page.locator(f"[data-task='{task.pk}']")


def column(page, name: str):
    return page.get_by_role("region", name=name)


def test_a_card_is_dragged_to_another_column(board):
    page, card = board
    card.drag_to(column(page, "Done"))
    column(page, "Done").get_by_role("link", name="Track the bills").wait_for()
    assert Task.objects.get().status == "done"
    assert "<span" not in page.locator("main").inner_text()
    assert page.errors == []


def test_a_card_dragged_to_waiting_is_asked_for_whom_and_comes_back_to_the_board(board):
    page, card = board
    card.drag_to(column(page, "Waiting"))
    page.get_by_label("For whom or for what is it waiting?").fill("the county")
    page.get_by_role("button", name="It is waiting").click()
    column(page, "Waiting").get_by_text("the county").wait_for()


def test_a_card_is_moved_with_the_arrow_keys_and_keeps_the_focus(board):
    page, card = board
    card.get_by_role("link", name="Track the bills").focus()
    page.keyboard.press("ArrowRight")
    column(page, "In progress").locator("a:focus").wait_for()
    page.keyboard.press("ArrowLeft")
    column(page, "Not started").get_by_role("link", name="Track the bills").wait_for()
    assert Task.objects.get().status == "not_started"


def test_without_scripts_its_buttons_move_it_on_a_phone(board, bea, site, chromium):
    phone = open_page(chromium, site, person=bea, viewport=PHONE, java_script_enabled=False)
    phone.goto(f"{site}/workgroups/legislative/tasks/?view=board")
    phone.get_by_role("button", name="Move to In progress: Track the bills").click()
    column(phone, "In progress").get_by_role("link", name="Track the bills").wait_for()
    assert Task.objects.get().status == "in_progress"
