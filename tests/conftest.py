"""The cast: ada coordinates, bea chairs, cal represents, dot is in another workgroup, fay is protected."""

import gc
import os
import shutil
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone, translation

from charter.models import ZONE_KEPT
from members.models import Organization, Person, Representation, Sector
from tests.errands.browsing import FLAGS
from tests.migrated import migrated, migrated_template
from workgroups.models import Role, RoleKind, Workgroup

# What is compiled once is kept, for the next run and for each process that a test starts.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# Models, templates and tests stay: to look through them for garbage after each few hundred objects takes a fifth of the time.
gc.set_threshold(50_000, 20, 20)
# Tests that start processes of their own, and wait for them; and the longest, which waits for a browser.
WAITING = (
    "tests/chaos/",
    "tests/load/",
    "tests/consortium/test_run.py",
    "tests/errands/test_minutes_server_killed.py",
    "tests/safety/test_axe.py",
)
SAMPLE_DAY = datetime(2026, 11, 26, 18, tzinfo=UTC)


def _person(name: str, **fields) -> Person:
    return Person.objects.create_user(name, f"{name.split()[0].lower()}@example.org", **fields)


@pytest.fixture
def legislative(db) -> Workgroup:
    return Workgroup.objects.create(slug="legislative", name="Legislative", charge="Bills and statutes.")


@pytest.fixture
def ada(db) -> Person:
    return _person("Ada Lund", is_coordinator=True)


@pytest.fixture
def bea(legislative) -> Person:
    bea = _person("Bea Moe")
    Role.objects.create(person=bea, workgroup=legislative, kind=RoleKind.CHAIR, since=date(2026, 1, 1))
    return bea


@pytest.fixture
def cal(db) -> Person:
    return _person("Cal Ness")


@pytest.fixture
def dot(db) -> Person:
    return _person("Dot Ray")


@pytest.fixture
def fay(db) -> Person:
    sector = Sector.objects.create(code="protected", name="Protected", protected=True)
    seat = Organization.objects.create(name="Advisory Seat A", kind="individual", sector=sector)
    fay = _person("Fay Secretname", discreet=True)
    Representation.objects.create(person=fay, organization=seat)
    return fay


@pytest.fixture(autouse=True)
def nothing_counted():
    """No press of another test counts against this one's limits; the zone is known, as it is after the first page."""
    cache.clear()
    cache.set(ZONE_KEPT, settings.TIME_ZONE)


@pytest.fixture(scope="session")
def no_commit_waits():
    """What a test has written need not outlive a crash of PostgreSQL's machine; tests/bench measures as in use."""
    if connection.vendor == "postgresql":
        settings.DATABASES["default"]["OPTIONS"]["options"] = "-c synchronous_commit=off"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, no_commit_waits):
    """A file of SQLite begins as an empty installation: a run that was killed may have left rows in its own.

    A database of PostgreSQL stays from run to run, and is cloned from an empty installation where it is new.
    """
    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3"):
        database["TEST"]["TEMPLATE"] = migrated_template()
    else:
        file = Path(database["TEST"]["NAME"])
        for beside in ("-wal", "-shm"):
            file.with_name(file.name + beside).unlink(missing_ok=True)
        shutil.copy(migrated(), file)


@pytest.fixture(autouse=True, scope="session")
def few_rows_are_deleted():
    """PostgreSQL makes a file anew for each table that it truncates, of which nearly all are empty."""
    operations = connection.ops
    truncating = operations.sql_flush

    def deleting(style, tables, *, reset_sequences=False, allow_cascade=False):
        if reset_sequences:
            return truncating(style, tables, reset_sequences=True, allow_cascade=allow_cascade)
        rows = [f"DELETE FROM {operations.quote_name(table)}" for table in tables]
        return ["SET LOCAL consortium.erasing = 'on'", *rows]

    with pytest.MonkeyPatch.context() as patch:
        if connection.vendor == "postgresql":
            patch.setattr(operations, "sql_flush", deleting)
        yield


@pytest.fixture(autouse=True)
def english():
    """A request leaves its language to its thread, a job its zone; the next test begins in the site's own."""
    yield
    translation.deactivate()
    timezone.deactivate()


@pytest.fixture(autouse=True, scope="session")
def uploads(tmp_path_factory):
    """What tests upload goes where tests may write."""
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")


@pytest.fixture(scope="module")
def loaded_sample(django_db_setup, django_db_blocker):
    """The sample as it is loaded on SAMPLE_DAY, which is today for all tests of a module; each sees it untouched."""
    with time_machine.travel(SAMPLE_DAY), django_db_blocker.unblock(), transaction.atomic():
        call_command("load_sample", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def started_chromium():
    """One for all tests of a module, since its start takes longer than most of what it is asked."""
    sync_api = pytest.importorskip("playwright.sync_api")
    with pytest.MonkeyPatch.context() as patch, sync_api.sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        try:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        except sync_api.Error as error:
            pytest.skip(
                f"chromium does not start (apt-get install chromium): {error.message.splitlines()[0]}"
            )
        yield browser
        browser.close()


@pytest.fixture
def chromium(started_chromium):
    """Debian's chromium, as if just started; every page it opens must raise no error in its console."""
    yield started_chromium
    for context in started_chromium.contexts:
        context.close()


@pytest.fixture
def site(live_server, settings) -> str:
    settings.SITE_URL = settings.DISCREET_SITE_URL = live_server.url
    return live_server.url


def pytest_collection_modifyitems(items):
    """What waits begins first, so that nobody waits for it alone at the end."""
    items.sort(key=lambda item: not item.nodeid.startswith(WAITING))


def pytest_collection_finish():
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: who waits for a browser or a process needs none."""
    return (os.cpu_count() or 1) + 1


def pytest_sessionfinish(session, exitstatus):
    """Where everything is installed, as .ci/run sees to, a skipped test is a failed run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and os.environ.get("NO_SKIPS") and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
