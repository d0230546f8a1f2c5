"""A member writes for longer than her sign-in lasts: her words stand on the page, and are sent once she is back."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from tasks.models import Comment, Task
from tests.errands.browsing import PHONE, open_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_a_session_that_ended_to_the_comment(cal, legislative, site, chromium):
    task = Task.objects.create(title="Draft", workgroup=legislative, assignee=cal)
    phone = open_page(chromium, site, person=cal, viewport=PHONE)
    phone.goto(f"{site}/tasks/{task.pk}/")
    phone.locator("textarea[name=text]").fill("I called them twice.\nNobody answered.")
    Session.objects.all().delete()
    phone.locator("form:has(textarea[name=text]) button").click()
    phone.get_by_role("heading", name="You are signed out").wait_for()
    phone.get_by_text("Nobody answered.").wait_for()
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    client = Client()
    client.force_login(cal)
    cookies = [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}]
    cookies += [{"name": "csrftoken", "value": "A" * 32, "url": site}]
    phone.context.add_cookies(cookies)
    phone.get_by_role("button", name="Send it again").click()
    phone.get_by_role("heading", name="This form is too old").wait_for()
    phone.get_by_role("button", name="Send it again").click()
    phone.get_by_role("heading", name="Draft").wait_for()
    assert Comment.objects.get().text.replace("\r", "") == "I called them twice.\nNobody answered."
