"""The trail: whole, for the coordinator, and never rewritten."""

import ast
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from audit.following import history_follows
from audit.models import AppendOnly, Entry
from audit.record import record
from consortium.history_words import WORDS
from tasks.models import Task

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
APPS = ("charter", "mail", "members", "workgroups", "tasks", "meetings", "library", "reports", "consortium")


@pytest.fixture
def trail(ada, cal, legislative):
    task = Task.objects.create(title="Draft the bill", workgroup=legislative)
    record("task.moved", task, by=cal, before="2026-10-01", after="2026-11-01")
    record("person.name_read", cal, by=ada)
    return task


def test_coordinator_reads_who_did_what(trail, ada, client):
    client.force_login(ada)
    page = client.get("/history/").content.decode()
    assert "Cal Ness" in page and "Task&#x27;s date moved" in page and "Draft the bill" in page
    assert "before: 2026-10-01" in page and "after: 2026-11-01" in page


def test_reads_of_protected_data_are_found_by_themselves(trail, ada, client):
    client.force_login(ada)
    page = client.get("/history/?about=reads").content.decode()
    assert "A protected name read" in page and "date moved" not in page


def test_days_narrow_it_and_a_wrong_day_is_said(trail, ada, client):
    client.force_login(ada)
    assert "Nothing fits" in client.get("/history/?first=2099-01-01").content.decode()
    assert "Enter a valid date" in client.get("/history/?first=yesterday").content.decode()


def test_history_is_neither_changed_nor_removed(trail):
    entry = Entry.objects.first()
    with pytest.raises(AppendOnly):
        entry.save()
    with pytest.raises(AppendOnly):
        entry.delete()
    with pytest.raises(AppendOnly):
        Entry.objects.update(verb="nothing.happened")
    with pytest.raises(AppendOnly):
        Entry.objects.all().delete()


def test_database_itself_lets_no_row_of_the_history_change(trail):
    if connection.vendor != "postgresql":
        return
    rewrite, remove = "UPDATE audit_entry SET verb = 'nothing.happened'", "DELETE FROM audit_entry"
    for allowed, change in (
        (transaction.atomic, rewrite),
        (transaction.atomic, remove),
        (history_follows, rewrite),
    ):
        with pytest.raises(IntegrityError, match="only ever added"), allowed(), connection.cursor() as cursor:
            cursor.execute(change)
    with history_follows():
        Entry._base_manager.update(by=None)
    with pytest.raises(IntegrityError, match="only ever added"), transaction.atomic():
        Entry._base_manager.update(object_id="1")


def test_query_count_is_the_same_for_two_entries_and_for_forty(trail, ada, client, legislative):
    client.force_login(ada)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/history/")
        return len(queries)

    client.get("/history/")
    before = count()
    for number in range(40):
        record("task.opened", Task.objects.create(title=f"T{number}", workgroup=legislative), by=ada)
    assert count() == before
    assert Entry.objects.filter(at__gte=datetime(2026, 1, 1, tzinfo=UTC)).count() >= 42


def test_reads_one_after_the_other_are_one_line(ada, cal, fay, client):
    for person in (cal, fay, cal):
        record("person.name_read", person, by=ada)
    client.force_login(ada)
    page = client.get("/history/?about=reads").content.decode()
    assert page.count("A protected name read") == 1 and "and 2 more like it" in page


def test_every_act_has_words():
    """Each act that the source writes down by its name; a new one needs words for its reader."""
    acts = set()
    for path in ROOT.rglob("*.py"):
        if path.relative_to(ROOT).parts[0] in APPS and "migrations" not in path.parts:
            acts |= {
                node.args[0].value
                for node in ast.walk(ast.parse(path.read_text()))
                if isinstance(node, ast.Call)
                and getattr(node.func, "id", "") in ("record", "record_each")
                and isinstance(node.args[0], ast.Constant)
            }
    assert len(acts) > 150
    assert acts - set(WORDS) == set()
