"""From the last minutes to the report: a chair prepares her quarter with few presses."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from meetings.actions.minutes import add_entry, begin, circulate
from meetings.models import AgendaPaper, Meeting
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
    """Circulated minutes of the last meeting promise four things: two of nobody, two of Cal's and late."""
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
    minutes = begin(Meeting.objects.get(slug="last"), by=ada)
    late = {"owner": cal, "due": today - timedelta(days=3)}
    for title, more in (
        ("Track the bills", {}), ("Write the explainer", {}), ("Call the county", late), ("Book the hall", late)
    ):  # fmt: skip
        promise = {"heading": "Workgroups", "kind": "action", "workgroup": legislative}
        add_entry(minutes, text=title, by=ada, **promise, **more)
    circulate(minutes, to=[bea, cal], until=today + timedelta(days=7), by=ada)
    assert sorted(message.to[0] for message in mail.outbox) == ["bea@example.org", *["cal@example.org"] * 2]
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
    report = Task.objects.get(title="Call the county").workgroup.reports.get()
    assert report.filed_at and "- Book the hall" in report.text
    assert AgendaPaper.objects.get().item.meeting.slug == "next"
    assert sorted(message.to[0] for message in mail.outbox) == [
        "cal@example.org",
        "cal@example.org",
        "dot@example.org",
    ]
    assert page.errors == []
