from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mail import kinds
from mail.actions import Draft, cancel_batch, post, post_many
from mail.batches import one_batch, rehearse
from mail.jobs import deliver, sweep
from mail.models import Message, Pause, Preference
from mail.signals import taken_back

pytestmark = pytest.mark.django_db


def draft(person, reference="one", **fields) -> Draft:
    words = {"kind": "note", "subject": "S", "body": "B", "discreet_body": "D", "path": "/x/?a=1&b=2"}
    return Draft(person=person, about=person, reference=reference, **(words | fields))


@pytest.fixture
def topic(monkeypatch):
    monkeypatch.setattr(kinds, "_topics", {"notes": kinds.Topic("notes", "Notes", ("note",))})


def test_many_are_what_one_by_one_would_be(cal, dot, fay, topic):
    dot.channel = "none"
    drafts = [draft(person) for person in (cal, dot, fay)]
    assert post_many(drafts) == 3
    fields = ("address", "subject", "text", "html", "state", "reason", "neutral")
    many = list(Message.objects.order_by("pk").values_list(*fields))
    Message.objects.all().delete()
    for one in drafts:
        post(**{name: getattr(one, name) for name in one.__dataclass_fields__})
    assert list(Message.objects.order_by("pk").values_list(*fields)) == many
    assert [row[4] for row in many] == ["queued", "suppressed", "queued"]


def test_what_is_written_already_or_named_twice_is_written_once(cal, dot):
    post_many([draft(cal)])
    assert post_many([draft(cal), draft(dot), draft(dot)]) == 1
    assert Message.objects.count() == 2


def test_link_is_whole_in_the_text_and_escaped_in_the_html(cal):
    post_many([draft(cal)])
    message = Message.objects.get()
    assert "/x/?a=1&b=2" in message.text and "/x/?a=1&amp;b=2" in message.html
    assert "link.invalid" not in message.html


def test_queries_do_not_grow_with_the_people(cal, dot, topic):
    def queries(reference, *people) -> int:
        with CaptureQueriesContext(connection) as captured:
            post_many([draft(person, reference) for person in people])
        return len(captured)

    queries("warm", cal)
    assert queries("one", cal) == queries("two", cal, dot)


def test_wishes_are_kept(cal, dot, topic):
    Preference.objects.create(person=cal, topic="notes", frequency="never")
    Pause.objects.create(person=dot, until=date(2027, 1, 4))
    with time_machine.travel("2026-12-30T12:00:00-06:00", tick=False):
        post_many([draft(cal), draft(dot)])
    first, second = Message.objects.order_by("pk")
    assert first.state == "suppressed"
    assert second.due_at.isoformat() == "2027-01-04T15:00:00+00:00"


def test_a_batch_waits_a_minute_and_its_taking_back_is_told(ada, cal, dot):
    told = []
    receiver = lambda messages, **_: told.extend(messages)  # noqa: E731
    taken_back.connect(receiver)
    with one_batch(ada) as batch:
        post_many([draft(cal), draft(dot)])
    sweep()
    assert mail.outbox == []
    assert cancel_batch(batch.code, by=ada) == 2
    assert {message.person for message in told} == {cal, dot}
    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        sweep()
    assert mail.outbox == []


def test_a_rehearsal_leaves_nothing_behind(cal, fay):
    rehearsal = rehearse(lambda: post_many([draft(fay), draft(cal)]), reader=cal)
    [sample] = rehearsal.samples.values()
    assert (len(rehearsal.messages), sample.person, sample.neutral) == (2, cal, False)
    assert not Message.objects.exists()
    assert mail.outbox == []


def test_a_domain_that_takes_little_does_not_hold_up_others(cal, dot, settings):
    settings.MAIL_PER_MINUTE_TO = {"example.org": "1"}
    other = type(cal).objects.create_user("Gil", "gil@other.example")
    post_many([draft(cal), draft(dot), draft(other)])
    deliver(list(Message.objects.order_by("pk").values_list("pk", flat=True)))
    assert {m.to[0] for m in mail.outbox} == {"cal@example.org", "gil@other.example"}
    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        sweep()
    assert len(mail.outbox) == 3
