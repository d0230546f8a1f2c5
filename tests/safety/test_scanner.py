"""Mail scanners fetch every link, some with a browser that runs scripts. Nothing may change by that."""

import re
from pathlib import Path

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from audit.models import Entry
from charter.models import Charter
from mail.models import Message
from meetings.actions import invite
from meetings.models import Answer, Feed, Meeting
from tasks.actions import open_task

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip


@pytest.fixture
def letters(legislative, ada, cal, fay, django_capture_on_commit_callbacks) -> list[str]:
    """The mail of an invitation and a task, to a member and to a protected one, as text."""
    Charter(pk=1, short_name="WAHTC", time_zone="America/Chicago").save()
    starts = timezone.now() + timezone.timedelta(days=30)
    meeting = Meeting.objects.create(
        slug="q", title="Quarterly", starts_at=starts, ends_at=starts + timezone.timedelta(hours=4)
    )
    with django_capture_on_commit_callbacks(execute=True):
        invite(meeting, [cal, fay], by=ada)
        open_task(title="Write", workgroup=legislative, assignee=cal, by=ada)
    Feed.objects.create(person=cal)
    return [m.message().as_string() for m in mail.outbox] + [m.body for m in mail.outbox]


def paths(texts: list[str]) -> set[str]:
    """Every address of ours in them, whole."""
    found = {m for text in texts for m in re.findall(r"https?://[^/\s\"<>]+(/[^\s\"<>]*)", text)}
    return {path for path in found if path[-1] != "="}


def state() -> list:
    """Everything that an answer, a status or an unsubscription would change."""
    tables = [Answer, Entry, Message, Feed]
    counts = [table.objects.count() for table in tables]
    with connection.cursor() as cursor:
        cursor.execute("SELECT response, answered_at FROM meetings_invitation ORDER BY id")
        rows = cursor.fetchall()
        cursor.execute("SELECT status FROM tasks_task ORDER BY id")
        return [counts, rows, cursor.fetchall()]


def test_scanner_that_fetches_every_link_and_what_it_leads_to_changes_nothing(letters, client):
    before, seen, next_ones = state(), set(), paths(letters)
    assert len(next_ones) >= 3
    while next_ones and len(seen) < 100:
        path = next_ones.pop()
        seen.add(path)
        client.head(path)
        client.options(path)
        client.get(path, headers={"sec-purpose": "prefetch", "x-moz": "prefetch"})
        page = client.get(path)
        if "html" in page.get("Content-Type", ""):
            links = re.findall(r'(?:href|action|src)="(/[^"#]*)', page.content.decode())
            next_ones |= set(links) - seen
    assert state() == before


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_scanner_with_a_browser_that_runs_scripts_changes_nothing(letters, live_server):
    if not Path(CHROMIUM).exists():
        pytest.skip("chromium is absent: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    before = state()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page()
        for path in sorted(paths(letters)):
            page.goto(live_server.url + path)
        browser.close()
    assert state() == before
