"""How fast reminders are written: rules evaluated, letters made, rows in the outbox, against bare rows.

    python -m tests.bench.reminders [--count 10000]        on DATABASE_URL's server, or SQLite

Prints rows per second of one run of the job, of a bare bulk_create of the same rows, their ratio (goal: 0.3
at least), and the most memory that the job held for so many rows and for five times as many (goal: the same,
within 5 MB). With a goal missed it ends with 1. The peak is Linux's own (/proc/self), reset before each run.
"""

import argparse
import gc
import os
import re
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "only-for-this-run-and-never-for-a-server")
os.environ.setdefault("LOG_LEVEL", "ERROR")
os.environ["DJANGO_SETTINGS_MODULE"] = "consortium.settings"
GOAL, FLAT = 0.3, 5
TIMES, AT_ONCE = 5, 500


@contextmanager
def scratch(server: str):
    """An empty database of our own, on the server or in a folder."""
    import psycopg

    if not server:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            os.environ["VAR_DIR"] = folder
            yield
        return
    name = f"bench_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        os.environ["DATABASE_URL"] = server.rpartition("/")[0] + f"/{name}"
        try:
            yield
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.reminders")
    parser.add_argument("--count", type=int, default=10_000)
    count = parser.parse_args().count
    with scratch(os.environ.get("DATABASE_URL", "")):
        return _measure(count)


def _measure(count: int) -> int:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    settings.CELERY_TASK_ALWAYS_EAGER = False
    settings.MIGRATION_MODULES = dict.fromkeys(_labels())
    call_command("migrate", run_syncdb=True, verbosity=0)
    _without_a_queue()
    _people(count // 10)
    _run(count // 10)  # warm: templates, content types
    _people(count, first=count // 10)
    ours, peak = _run(count)
    _people(count * TIMES, first=count)
    longer, higher = _run(count * TIMES)
    ratio = ours / _bare(count)
    print(
        f"{connection.vendor}: {count} reminders {ours:.0f} rows/s, ratio to a bare bulk_create {ratio:.2f}; "
        f"memory {peak:.1f} MB, for {count * TIMES} ({longer:.0f} rows/s) {higher:.1f} MB"
    )
    connection.close()
    return ratio < GOAL or higher - peak > FLAT


def _run(count: int) -> tuple[float, float]:
    """Rows per second of one run of the job that writes them all, and its peak of memory in MB."""
    from mail.models import Message
    from meetings.jobs import send_due_reminders

    Message.objects.all()._raw_delete("default")
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")  # VmHWM begins again (proc(5))
    began = time.perf_counter()
    send_due_reminders()
    took = time.perf_counter() - began
    peak = int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text()).group(1)) / 1024
    written = Message.objects.filter(kind="rsvp_reminder").count()
    assert written == count, f"{written} rows for {count} people"
    return count / took, peak


def _bare(count: int) -> float:
    """Rows per second of a bulk_create of so many of the rows that stand there."""
    from mail.models import Message

    rows = list(Message.objects.order_by("pk")[:count])
    Message.objects.all()._raw_delete("default")
    for row in rows:
        row.pk, row._state.adding = None, True
    began = time.perf_counter()
    Message.objects.bulk_create(rows, batch_size=AT_ONCE)
    return count / (time.perf_counter() - began)


def _labels() -> list[str]:
    from django.apps import apps

    return [config.label for config in apps.get_app_configs()]


def _without_a_queue() -> None:
    """Rows alone are measured; handing their numbers to a broker is another process's work."""
    from mail.actions import handing_over, posting

    posting.deliver_after_commit = handing_over.deliver_after_commit = lambda ids: None


def _people(last: int, *, first: int = 0) -> None:
    """People who were asked to a meeting two days ahead, where it is about noon, and did not answer."""
    from charter.models import Charter
    from meetings.models import Invitation, Meeting
    from members.models import Person

    now = datetime.now(UTC)
    offset = 12 - now.hour
    Charter.objects.get_or_create(pk=1, defaults={"time_zone": f"Etc/GMT{-offset:+d}" if offset else "UTC"})
    meeting, _ = Meeting.objects.get_or_create(
        slug="quarterly",
        defaults={
            "title": "Quarterly meeting",
            "starts_at": now + timedelta(days=2),
            "ends_at": now + timedelta(days=2, hours=4),
            "changed_at": now - timedelta(days=30),
        },
    )
    for start in range(first, last, AT_ONCE):
        people = Person.objects.bulk_create(
            Person(name=f"Person {n}", email=f"person{n}@example.org", handle=f"p{n}")
            for n in range(start, min(start + AT_ONCE, last))
        )
        Invitation.objects.bulk_create(
            Invitation(meeting=meeting, person=person, sequence_sent=0, stamp_sent=now - timedelta(days=29))
            for person in people
        )


if __name__ == "__main__":
    raise SystemExit(main())
