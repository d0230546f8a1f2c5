"""The chair gives out what nobody has; the assignee finishes two tasks from her phone without an account."""

import re
from datetime import date

import pytest
from django.core import mail

from tasks.actions import open_task
from tasks.models import Task
from tests.errands.browsing import PHONE, open_page
from workgroups.models import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def orphans(legislative, bea, dot) -> list[Task]:
    Role.objects.create(person=dot, workgroup=legislative, since=date(2026, 1, 1))
    titles = ["Track the bills", "Write the explainer"]
    return [open_task(title=title, workgroup=legislative, by=bea) for title in titles]


def test_from_the_chairs_page_to_two_tasks_done_on_a_phone(orphans, bea, dot, site, chromium):
    desk = open_page(chromium, site, person=bea, viewport={"width": 1280, "height": 800})
    desk.goto(f"{site}/workgroups/legislative/chair/")
    for task in orphans:
        desk.get_by_label(f"Who leads {task.title}").select_option(label="Dot Ray")
    desk.get_by_role("button", name="Save all changes").click()
    desk.get_by_text("2 tasks changed.").wait_for()
    assert "Nobody has it" not in desk.content()
    assert [message.to for message in mail.outbox] == [["dot@example.org"]]

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
