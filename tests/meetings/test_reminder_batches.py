"""A run over many people goes in batches, each a transaction of its own, and holds one of them at a time."""

import gc
import tracemalloc
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from charter.models import Charter
from mail.models import Message
from meetings.actions import reminding
from meetings.jobs import send_due_reminders
from meetings.models import Invitation, Meeting
from members import batches
from members.models import Person

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 11, 9, 30, tzinfo=ZoneInfo("America/Chicago"))


@pytest.fixture
def collected_as_in_use():
    """Garbage is collected as often as Python does it where nobody says otherwise; tests wait longer."""
    rarely = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield
    gc.set_threshold(*rarely)


@pytest.fixture
def meeting():
    Charter(pk=1, time_zone="America/Chicago").save()
    starts = NOW + timedelta(days=3)
    with time_machine.travel(NOW, tick=False):
        yield Meeting.objects.create(
            slug="q", title="Quarterly", starts_at=starts, ends_at=starts + timedelta(hours=4),
            changed_at=NOW - timedelta(days=30),
        )  # fmt: skip


def asked(meeting, numbers: range) -> None:
    """As many people who were asked and did not answer."""
    people = Person.objects.bulk_create(
        Person(name=f"Person {n}", email=f"p{n}@example.org", handle=f"p{n}") for n in numbers
    )
    sent = NOW - timedelta(days=29)
    Invitation.objects.bulk_create(
        Invitation(meeting=meeting, person=person, sequence_sent=0, stamp_sent=sent) for person in people
    )


def told() -> list[str]:
    return sorted(Message.objects.filter(kind="rsvp_reminder").values_list("address", flat=True))


def test_a_run_that_dies_between_batches_is_taken_up_without_loss_or_repeat(meeting, monkeypatch):
    asked(meeting, range(5))
    monkeypatch.setattr(batches, "AT_ONCE", 2)
    post_many, calls = reminding.post_many, []

    def killed_after_one(drafts):
        calls.append(drafts)
        if len(calls) == 2:
            raise SystemExit
        return post_many(drafts)

    with monkeypatch.context() as patched:
        patched.setattr(reminding, "post_many", killed_after_one)
        with pytest.raises(SystemExit):
            send_due_reminders()
    assert told() == ["p0@example.org", "p1@example.org"]
    first = set(Message.objects.values_list("pk", flat=True))
    send_due_reminders()
    assert told() == [f"p{n}@example.org" for n in range(5)]
    assert first < set(Message.objects.values_list("pk", flat=True)), "what was written stays"


def test_who_answers_while_it_runs_is_not_reminded(meeting, monkeypatch):
    asked(meeting, range(4))
    monkeypatch.setattr(batches, "AT_ONCE", 2)
    post_many = reminding.post_many

    def last_one_answers(drafts):
        Invitation.objects.filter(person__handle="p3").update(response="accepted")
        return post_many(drafts)

    monkeypatch.setattr(reminding, "post_many", last_one_answers)
    send_due_reminders()
    assert told() == ["p0@example.org", "p1@example.org", "p2@example.org"]


def test_memory_does_not_grow_with_the_people(collected_as_in_use, meeting, monkeypatch):
    monkeypatch.setattr(batches, "AT_ONCE", 30)  # tuples of 20 and less are kept by Python to be used again

    def peak(first: int, last: int) -> int:
        """Bytes that one run held at most, over what stood before it."""
        asked(meeting, range(first, last))
        gc.collect()
        tracemalloc.start()
        send_due_reminders()
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert len(told()) == last
        Message.objects.all().delete()
        return most

    peak(0, 30)  # templates and content types are read once
    few, many = peak(30, 60), peak(60, 240)
    assert many - few < 100_000, f"{few} bytes for 60 people, {many} for 240"
