"""Who is written to and what is due: announcements posted by an act, and reminders that beat finds.

Runs in a process of its own, by `python -m tests.chaos.cast prepare|announce|coordinator|open_house ...`, with the
stage's settings.
"""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402  (needs the settings)
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from charter.models import Charter  # noqa: E402
from mail.actions import Draft, post_many  # noqa: E402
from meetings.links import rsvp_path  # noqa: E402
from meetings.models import Invitation, Meeting  # noqa: E402
from members.models import Person  # noqa: E402

ANNOUNCED, REMINDED = "The room has changed", "Will you come?"
AT_ONCE = 50


def prepare(count: int) -> None:
    """An empty database with `count` people who were asked to a meeting two days ahead and did not answer."""
    settings.MIGRATION_MODULES = dict.fromkeys(_apps())
    call_command("migrate", run_syncdb=True, verbosity=0)
    now = datetime.now(UTC)
    # A zone in which it is about noon, so that the reminder of three days before is due.
    offset = 12 - now.hour
    Charter.objects.create(pk=1, time_zone=f"Etc/GMT{-offset:+d}" if offset else "UTC")
    people = [
        Person(name=f"Person {n}", email=f"person{n}@example.org", handle=f"p{n}") for n in range(count)
    ]
    Person.objects.bulk_create(people)
    start = now + timedelta(days=2)
    meeting = Meeting.objects.create(
        slug="quarterly",
        title="Quarterly meeting",
        starts_at=start,
        ends_at=start + timedelta(hours=4),
        changed_at=now - timedelta(days=30),
    )
    asked = now - timedelta(days=29)
    Invitation.objects.bulk_create(
        Invitation(meeting=meeting, person=person, sequence_sent=0, stamp_sent=asked)
        for person in Person.objects.all()
    )


def announce(first: int, last: int) -> None:
    """One act per fifty people, each a transaction, as a coordinator's press is."""
    people = list(Person.objects.order_by("pk")[first:last])
    meeting = Meeting.objects.get()
    for start in range(0, len(people), AT_ONCE):
        with transaction.atomic():
            post_many(
                Draft("announcement", person, meeting, "one", ANNOUNCED, "It is up.", "Something is new.")
                for person in people[start : start + AT_ONCE]
            )


def coordinator(count: int = 0) -> None:
    """`prepare`, and somebody to be warned; prints the cookie of her session."""
    from django.test import Client

    prepare(count)
    ada = Person.objects.create_user("Ada Lund", "ada@example.org", is_coordinator=True)
    browser = Client()
    browser.force_login(ada)
    print(browser.cookies[settings.SESSION_COOKIE_NAME].OutputString().partition(";")[0])


def open_house(count: int) -> None:
    """`coordinator`; then prints the address by which each answers, in the people's order."""
    coordinator(count)
    for invitation in Invitation.objects.order_by("person_id"):
        print(rsvp_path(invitation))


def _apps() -> list[str]:
    from django.apps import apps

    return [config.label for config in apps.get_app_configs()]


if __name__ == "__main__":
    Path(settings.VAR_DIR).mkdir(exist_ok=True)
    acts = {"prepare": prepare, "announce": announce, "coordinator": coordinator, "open_house": open_house}
    acts[sys.argv[1]](*map(int, sys.argv[2:]))
