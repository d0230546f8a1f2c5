"""How fast reminders are written: rules evaluated, letters made, rows in the outbox, against bare rows.

    python -m tests.bench.reminders [--count 10000]        on DATABASE_URL's server, or SQLite

Prints rows per second of one run of the job, of a bare bulk_create of the same rows, their ratio (goal: 0.3
at least), and what the job added to the peak of memory for the first and the last quarter of the rows.
"""

import argparse
import os
import resource
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

os.environ.setdefault("SECRET_KEY", "only-for-this-run")
os.environ.setdefault("LOG_LEVEL", "ERROR")
os.environ["DJANGO_SETTINGS_MODULE"] = "consortium.settings"
GOAL = 0.3


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

    from mail.models import Message
    from meetings.jobs import send_due_reminders

    settings.CELERY_TASK_ALWAYS_EAGER = False
    settings.MIGRATION_MODULES = dict.fromkeys(_labels())
    call_command("migrate", run_syncdb=True, verbosity=0)
    _without_a_queue()
    _people(count // 10)
    send_due_reminders()  # warm: templates, content types
    Message.objects.all().delete()
    _people(count, first=count // 10)

    before = _peak()
    began = time.perf_counter()
    send_due_reminders()
    ours = time.perf_counter() - began
    grown = _peak() - before
    rows = list(Message.objects.filter(kind="rsvp_reminder").order_by("pk"))
    assert len(rows) == count, f"{len(rows)} rows for {count} people"

    Message.objects.all().delete()
    for row in rows:
        row.pk, row._state.adding = None, True
    began = time.perf_counter()
    Message.objects.bulk_create(rows)
    bare = time.perf_counter() - began
    ratio = bare / ours
    print(
        f"{connection.vendor}: {count} reminders {count / ours:.0f} rows/s, bare bulk_create "
        f"{count / bare:.0f} rows/s, ratio {ratio:.2f}; memory grew {grown / 1024:.0f} MB"
    )
    connection.close()
    return ratio < GOAL


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
    people = Person.objects.bulk_create(
        Person(name=f"Person {n}", email=f"person{n}@example.org", handle=f"p{n}") for n in range(first, last)
    )
    meeting, _ = Meeting.objects.get_or_create(
        slug="quarterly",
        defaults={
            "title": "Quarterly meeting",
            "starts_at": now + timedelta(days=2),
            "ends_at": now + timedelta(days=2, hours=4),
            "changed_at": now - timedelta(days=30),
        },
    )
    Invitation.objects.bulk_create(
        Invitation(meeting=meeting, person=person, sequence_sent=0, stamp_sent=now - timedelta(days=29))
        for person in people
    )


def _peak() -> int:
    """Kilobytes of memory at most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    raise SystemExit(main())
