"""A link's whole life in a browser: suggested, given out, validated, found, expired, on a task list, renewed."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from library.jobs import ask_for_due_reviews
from library.models import Resource
from tasks.models import Task
from tests.errands.browsing import DESK, PHONE, open_page
from workgroups.models import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TODAY = datetime(2026, 11, 26, 18, tzinfo=UTC)


def test_link_from_suggestion_to_renewal(legislative, bea, cal, site, chromium):
    Role.objects.create(person=cal, workgroup=legislative, since=date(2026, 1, 1))
    with time_machine.travel(TODAY):
        visitor = open_page(chromium, site, viewport=PHONE)
        visitor.goto(f"{site}/library/")
        visitor.get_by_role("link", name="Suggest a resource").first.click()
        visitor.get_by_label("Title").fill("Shelter list")
        visitor.get_by_label("Link").fill("https://shelters.example/")
        visitor.get_by_role("button", name="Suggest").click()
        visitor.get_by_role("heading", name="Thank you").wait_for()
        _give_out(chromium, site, bea)
        _validate(chromium, site, cal, until=TODAY + timedelta(days=365))
        visitor.goto(f"{site}/search/?q=shelter")
        visitor.get_by_role("link", name="Shelter list").click()
        visitor.get_by_text("November 26, 2027").wait_for()
    with time_machine.travel(TODAY + timedelta(days=366)):
        ask_for_due_reviews()
        visitor.reload()
        visitor.get_by_text("It may be out of date").wait_for()
        reviewer = open_page(chromium, site, person=cal, viewport=PHONE)
        reviewer.goto(f"{site}/workgroups/legislative/tasks/")
        reviewer.get_by_text("Review: Shelter list").first.wait_for()
        _validate(chromium, site, cal, until=TODAY + timedelta(days=731))
        assert Task.objects.get().status == "done"
        visitor.reload()
        visitor.get_by_text("November 26, 2028").wait_for()
        assert visitor.get_by_text("It may be out of date").count() == 0
    assert visitor.errors == reviewer.errors == []


def _give_out(chromium, site, chair):
    page = open_page(chromium, site, person=chair, viewport=DESK)
    page.goto(f"{site}/library/waiting/")
    page.get_by_role("link", name="Give to someone").click()
    page.get_by_label("Workgroup").select_option(label="Legislative")
    page.get_by_label("Validated by").select_option(label="Cal Ness")
    page.get_by_role("button", name="Give").click()
    page.get_by_text("Given out").wait_for()


def _validate(chromium, site, member, *, until):
    page = open_page(chromium, site, person=member, viewport=PHONE)
    page.goto(f"{site}/library/{Resource.objects.get().pk}/validate/")
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_label("Look at it again on").fill(until.date().isoformat())
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("Published.").wait_for()
