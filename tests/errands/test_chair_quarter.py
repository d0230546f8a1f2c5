"""From the last minutes to the report: a chair prepares her quarter with few presses."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from meetings.models import AgendaPaper, Meeting
from tasks.actions import open_task
from tasks.models import Task
from tests.errands.browsing import DESK, PHONE, open_page
from workgroups.models import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FEW = 9


class Presses:
    """Counts what a person presses or chooses."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def press(self, role: str, name) -> None:
        self.count += 1
        self.page.get_by_role(role, name=name).click()

    def choose(self, label: str, option: str) -> None:
        self.count += 1
        self.page.get_by_label(label).select_option(label=option)

    def give_date(self, label: str, day: str) -> None:
        self.count += 1
        self.page.get_by_label(label).fill(day)


@pytest.fixture
def quarter(legislative, bea, cal, dot, ada):
    """After the last meeting: two promises nobody has, two late tasks of Cal's, and a meeting ahead."""
    now, today = timezone.now(), timezone.localdate()
    for title, start in (("Last", now - timedelta(days=40)), ("Next", now + timedelta(days=50))):
        Meeting.objects.create(
            slug=title.lower(),
            title=f"{title} quarterly",
            starts_at=start,
            ends_at=start + timedelta(hours=4),
        )
    for person in (cal, dot):
        Role.objects.create(person=person, workgroup=legislative, since=date(2026, 1, 1))
    origin = f"{timezone.localtime(now - timedelta(days=40)):%Y-%m}-A"
    for n, title in enumerate(["Track the bills", "Write the explainer"]):
        open_task(title=title, workgroup=legislative, origin=f"{origin}{n}", by=ada)
    for title in ("Call the county", "Book the hall"):
        late = today - timedelta(days=3)
        open_task(title=title, workgroup=legislative, assignee=cal, due=late, by=ada)
    mail.outbox.clear()


@pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])
def test_from_minutes_to_report_in_few_presses(quarter, window, bea, cal, dot, site, chromium):
    page = open_page(chromium, site, person=bea, viewport=window)
    page.goto(site)
    hand = Presses(page)
    hand.press("link", "Your group's page")
    hand.choose("Who leads Track the bills", "Dot Ray")
    hand.choose("Who leads Write the explainer", "Dot Ray")
    hand.give_date("Date of Call the county", f"{timezone.localdate() + timedelta(days=20)}")
    hand.press("button", re.compile("Ask everyone here how it goes.*Late"))
    page.get_by_text("3 tasks changed.").wait_for()
    page.get_by_text("Asked 1 person, with one mail.").wait_for()
    hand.press("link", "Report for")
    hand.press("button", "File for the agenda")
    page.get_by_text("It stands on the agenda of").wait_for()
    print(f"\npresses from the first page to the filed report: {hand.count}")
    assert hand.count <= FEW
    assert page.evaluate("document.documentElement.scrollWidth") <= window["width"]
    assert set(Task.objects.filter(assignee=dot).values_list("title", flat=True)) == {
        "Track the bills",
        "Write the explainer",
    }
    assert AgendaPaper.objects.get().item.meeting.slug == "next"
    assert sorted(message.to[0] for message in mail.outbox) == [
        "cal@example.org",
        "cal@example.org",
        "dot@example.org",
        "dot@example.org",
    ]
    assert page.errors == []
