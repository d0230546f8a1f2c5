"""vdirsyncer subscribes to a feed over HTTP, and khal shows what it fetched."""

import os
import shutil
from datetime import timedelta

import pytest

from meetings.actions import cancel, invite, move, open_feed
from tests.interop.conftest import CENTRAL
from tests.interop.readers import needs, run

pytestmark = [pytest.mark.interop, pytest.mark.django_db(transaction=True)]

SYNC = """[general]
status_path = "{home}/status"
[pair feed]
a = "here"
b = "there"
collections = null
conflict_resolution = "b wins"
[storage here]
type = "filesystem"
path = "{home}/calendar"
fileext = ".ics"
[storage there]
type = "http"
url = "{url}"
"""
SHOW = """[calendars]
[[feed]]
path = {home}/calendar
[locale]
local_timezone = America/Chicago
default_timezone = America/Chicago
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {home}/khal.db
"""


@pytest.fixture
def subscriber(tmp_path):
    """Fetches the feed at an address and says what stands in the calendar: date, time and status of each."""
    needs(shutil.which("vdirsyncer") and shutil.which("khal"), "vdirsyncer or khal")
    (tmp_path / "calendar").mkdir()
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}

    def read(url: str) -> list[str]:
        for name, text in {"sync": SYNC, "show": SHOW}.items():
            (tmp_path / name).write_text(text.format(home=tmp_path, url=url))
        for verb in ("discover", "sync"):
            run("vdirsyncer", "-c", tmp_path / "sync", verb, "feed", env=environment)
        form = ["--format", "{start-date} {start-time} {status}", "--day-format", ""]
        shown = run("khal", "-c", tmp_path / "show", "list", *form, "today", "120d", env=environment)
        return [line.strip() for line in shown.decode().splitlines() if line.strip()]

    return read


def test_subscriber_follows_a_move_and_a_cancellation(subscriber, meeting, ada, cal, live_server):
    invite(meeting, [cal], by=ada)
    url = f"{live_server.url}/calendar/{open_feed(cal).key}.ics"
    first = meeting.starts_at.astimezone(CENTRAL).date()
    assert subscriber(url) == [f"{first} 10:00 CONFIRMED"]
    week = timedelta(days=7)
    move(meeting, starts_at=meeting.starts_at + week, ends_at=meeting.ends_at + week, by=ada)
    assert subscriber(url) == [f"{first + week} 10:00 CONFIRMED"]
    cancel(meeting, by=ada)
    assert subscriber(url) == [f"{first + week} 10:00 CANCELLED"]
