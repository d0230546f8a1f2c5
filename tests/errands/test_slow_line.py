"""People on a slow line see that their press was taken, and nothing they press or typed is lost or done twice."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tasks.models import Comment, Task
from tests.errands.browsing import PHONE, open_page, until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def task(cal, legislative) -> Task:
    return Task.objects.create(title="Draft", workgroup=legislative, assignee=cal, due=timezone.localdate())


@pytest.fixture
def phone(task, cal, site, chromium):
    page = open_page(chromium, site, person=cal, viewport=PHONE)
    page.goto(f"{site}/tasks/{task.pk}/")
    page.get_by_label("Comment", exact=True).fill("I called them.")
    return page


def hold(page, address: str) -> list:
    """What is sent there waits until it is let go; the list fills as it comes."""
    held = []
    page.route(address, lambda route: held.append(route))
    return held


def press_and_then(page, first: str, second: str) -> list[str]:
    """Press the second as soon as the page says that the first is being sent; what it says, as it says it.

    Playwright itself would wait for the first one's answer.
    """
    said = []
    page.on("console", lambda line: said.append(line.text))
    page.evaluate(
        """([first, second]) => {
            const press = (name) => [...document.querySelectorAll("main button")]
                .find((one) => one.textContent.trim() === name).click();
            const line = document.querySelector("[data-sending]");
            let then = () => { then = () => {}; press(second); };
            new MutationObserver(() => { console.log(line.textContent); if (line.textContent) then(); })
                .observe(line, { childList: true });
            setTimeout(press, 0, first);
        }""",
        [first, second],
    )
    until(page, lambda: len(said) > 1)
    return said


@pytest.mark.parametrize("second", ["Comment", "I need help"])
def test_press_is_seen_and_another_one_meanwhile_sends_nothing(second, phone, task):
    held, helped = hold(phone, "**/comment/"), hold(phone, "**/help/")
    said = press_and_then(phone, "Comment", second)
    assert said[:2] == ["Sending…", "One moment: what you pressed before is still being sent."]
    assert (len(held), len(helped)) == (1, 0)
    held[0].continue_()
    expect(phone.get_by_text("I called them.")).to_be_visible()
    assert Comment.objects.count() == 1
    assert phone.locator("form[aria-busy]").count() == 0


def test_without_a_network_nothing_typed_leaves_the_page(phone):
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Comment", exact=True).click()
    expect(phone.get_by_text("There is no network. What you typed is still here.")).to_be_visible()
    expect(phone.get_by_label("Comment", exact=True)).to_have_value("I called them.")
    phone.context.set_offline(False)
    phone.get_by_role("button", name="Comment", exact=True).click()
    until(phone, lambda: Comment.objects.exists())


def test_pressed_button_still_sends_its_value(phone, task, site):
    phone.goto(f"{site}/mine/")
    phone.locator("button[value=done]").first.click()
    until(phone, lambda: Task.objects.filter(pk=task.pk, status="done").exists())


def test_page_that_comes_back_can_be_pressed_again(phone, task, site):
    phone.get_by_role("button", name="Comment", exact=True).click()
    until(phone, lambda: Comment.objects.count() == 1)
    phone.go_back()
    phone.get_by_label("Comment", exact=True).fill("And again.")
    phone.get_by_role("button", name="Comment", exact=True).click()
    until(phone, lambda: Comment.objects.count() == 2)


def test_form_whose_answer_is_a_file_can_be_pressed_again(ada, site, chromium):
    page = open_page(chromium, site, person=ada, accept_downloads=True)
    page.goto(f"{site}/people/export/")
    page.get_by_label("What for", exact=False).fill("A list")
    for _ in range(2):
        with page.expect_download():
            page.get_by_role("button", name="Make the file").click()
        expect(page.locator("form[aria-busy]")).to_have_count(0)
    assert page.errors == []
