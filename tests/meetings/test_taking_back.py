"""Whatever writes to all is asked first with its count and a sample, and can be taken back whole for a minute."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail

from mail.actions import cancel_batch
from mail.jobs import deliver, sweep
from mail.models import Message
from meetings.actions import change, invite, respond
from meetings.models import AgendaItem, Invitation, Meeting, Proposal
from members.models import Person

NOW = datetime(2026, 12, 1, 18, tzinfo=UTC)
MOVED = {"title": "Spring", "starts_at": "2027-01-11T10:00", "ends_at": "2027-01-11T12:00", "format": "in_person"}  # fmt: skip
GRACE = {"grace": "1"}


@pytest.fixture
def clock(db):
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def meeting(clock, ada, cal, dot) -> Meeting:
    """Both were invited yesterday; cal comes."""
    clock.move_to(NOW - timedelta(days=1))
    starts = NOW + timedelta(days=40)
    meeting = Meeting.objects.create(
        slug="q", title="Spring", starts_at=starts, ends_at=starts + timedelta(hours=2)
    )
    AgendaItem.objects.create(meeting=meeting, position=1, title="Opening", minutes=5)
    mine, _hers = invite(meeting, [cal, dot], by=ada)
    clock.shift(timedelta(hours=1))
    respond(mine, response="accepted", source="link", by=cal)
    sweep()
    mail.outbox.clear()
    clock.move_to(NOW)
    return meeting


@pytest.fixture
def coordinator(client, meeting, ada):
    client.force_login(ada)
    return client


def state_of(meeting) -> list[dict]:
    """All that is known of the meeting, its log and its invitations."""
    rows = [Meeting.objects.filter(pk=meeting.pk), meeting.events.all(), Invitation.ever.order_by("pk")]
    return [row for some in rows for row in some.values()]


def press(client, path: str, **typed) -> str:
    """Do it from its page, with a minute's grace; the address at which it can be taken back."""
    answer = client.post(f"/meetings/q/{path}", typed | GRACE)
    assert answer.url.startswith("/sent/"), answer
    return answer.url + "take-back/"


ACTS = {
    "a new time": ("edit/", MOVED | {"confirm": "1", "tell": "everybody"}),
    "a new room": ("edit/", MOVED | {"starts_at": "2027-01-10T12:00", "ends_at": "2027-01-10T14:00", "room": "B12", "confirm": "1", "tell": "affected"}),
    "cancelled": ("cancel/", {}),
    "the invitation": ("invite/full/", {}),
}  # fmt: skip


@pytest.mark.parametrize("what", ACTS)
def test_it_is_as_if_it_had_not_been(what, coordinator, meeting, clock):
    Meeting.objects.update(provisional=what == "the invitation")
    path, typed = ACTS[what]
    before = state_of(meeting)
    for _twice in range(2):
        undo = press(coordinator, path, **typed)
        assert state_of(meeting) != before
        clock.shift(timedelta(seconds=20))
        sweep()
        assert "taken back" in coordinator.post(undo, follow=True).content.decode()
        assert state_of(meeting) == before
    clock.shift(timedelta(seconds=90))
    sweep()
    assert mail.outbox == []
    press(coordinator, path, **typed)
    clock.shift(timedelta(seconds=90))
    sweep()
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("what", ["a new time", "cancelled", "the invitation"])
def test_once_one_mail_has_left_the_others_leave_too(what, coordinator, meeting, clock):
    Meeting.objects.update(provisional=what == "the invitation")
    path, typed = ACTS[what]
    undo = press(coordinator, path, **typed)
    clock.shift(timedelta(seconds=61))
    deliver([Message.objects.filter(state="queued").first().pk])
    after = state_of(meeting)
    assert "some have been told already" in coordinator.post(undo, follow=True).content.decode()
    assert state_of(meeting) == after
    sweep()
    assert len(mail.outbox) == 2


def test_an_answer_given_meanwhile_stands(coordinator, meeting, cal, dot, clock):
    undo = press(coordinator, "edit/", **ACTS["a new time"][1])
    clock.shift(timedelta(seconds=10))
    respond(Invitation.objects.get(person=dot), response="declined", source="page", by=dot)
    coordinator.post(undo)
    answers = dict(Invitation.objects.values_list("person__name", "response"))
    assert answers == {cal.name: "accepted", dot.name: "declined"}


def test_who_waited_for_a_place_of_the_smaller_room_has_one(coordinator, meeting, dot, clock):
    undo = press(coordinator, "edit/", **ACTS["a new room"][1] | {"capacity": "1"})
    clock.shift(timedelta(seconds=10))
    hers = Invitation.objects.get(person=dot)
    respond(hers, response="accepted", source="page", by=dot)
    hers.refresh_from_db()
    assert hers.waiting_since
    coordinator.post(undo)
    hers.refresh_from_db()
    assert (hers.response, hers.waiting_since) == ("accepted", None)


def test_of_two_changes_the_later_is_taken_back_first(coordinator, meeting, clock):
    before = state_of(meeting)
    first = press(coordinator, "edit/", **ACTS["a new time"][1])
    clock.shift(timedelta(seconds=10))
    second = press(coordinator, "cancel/")
    assert "take that back first" in coordinator.post(first, follow=True).content.decode()
    for undo in (second, first):
        assert "taken back" in coordinator.post(undo, follow=True).content.decode()
    assert state_of(meeting) == before


def test_a_time_proposed_from_a_calendar_is_open_again(coordinator, meeting, cal, clock):
    starts = datetime(2027, 1, 11, 16, tzinfo=UTC)
    proposal = Proposal.objects.create(
        invitation=Invitation.objects.get(person=cal), starts_at=starts, ends_at=starts + timedelta(hours=2)
    )
    clock.shift(timedelta(seconds=10))
    undo = press(coordinator, "edit/", **ACTS["a new time"][1], proposal=proposal.pk)
    proposal.refresh_from_db()
    assert proposal.accepted
    coordinator.post(undo)
    proposal.refresh_from_db()
    assert (proposal.settled_at, proposal.accepted) == (None, False)


def test_who_holds_an_older_version_still_does(coordinator, meeting, ada, clock):
    change(meeting, values={"room": "B12"}, tell="nobody", by=ada)
    undo = press(coordinator, "invite/present/")
    coordinator.post(undo)
    assert "2 calendars hold an older version" in coordinator.get("/meetings/q/").content.decode()


def test_nobody_stays_invited_not_even_who_gets_no_mail(coordinator, meeting, clock):
    new = [
        Person.objects.create_user("Gil", "gil@example.org"),
        Person.objects.create_user("Hal", "hal@example.org", channel="none"),
        Person.objects.create_user("Ida", "ida@example.org", channel="undecided"),
    ]
    before = state_of(meeting)
    undo = press(coordinator, "invite/", people=[person.pk for person in new])
    assert Invitation.objects.count() == 5
    coordinator.post(undo)
    assert Invitation.objects.count() == 2 and state_of(meeting)[-2:] == before[-2:]
    press(coordinator, "invite/", people=[person.pk for person in new])
    states = Message.objects.filter(person__in=new).exclude(state="cancelled").values_list("state", flat=True)
    assert sorted(states) == ["held", "queued", "suppressed"]


ASKED = {
    "invite/": {"ask": "1", "everyone": "on"},
    "invite/full/": None,
    "invite/present/": None,
    "edit/": MOVED,
    "cancel/": None,
    "agenda/send/": None,
    "invitees/nudge/": None,
}


@pytest.mark.parametrize("path", ASKED)
def test_count_and_sample_come_first_and_nothing_is_written(path, coordinator, meeting, dot):
    from members.models import Organization, Representation

    if path == "invite/":
        seat = Organization.objects.create(name="Seat")
        Representation.objects.create(
            person=Person.objects.create_user("Gil", "gil@example.org"), organization=seat
        )
    Meeting.objects.update(provisional=path == "invite/full/", revision=1 if path == "invite/present/" else 0)
    before, typed = state_of(meeting), ASKED[path]
    messages = Message.objects.count()
    address = f"/meetings/q/{path}"
    page = (coordinator.post(address, typed) if typed else coordinator.get(address)).content.decode()
    assert "The mail as it will look" in page and "60 seconds" in page
    assert any(
        words in page for words in ("</strong> will leave", "get a mail that takes", "It concerns 2 people")
    )
    assert "/rsvp/•••/" in page or path == "cancel/"
    assert (state_of(meeting), Message.objects.count()) == (before, messages)


def test_what_was_kept_to_take_it_back_is_soon_forgotten(coordinator, meeting, clock):
    from consortium.jobs import keep_schedule
    from meetings.models import Before

    press(coordinator, "cancel/")
    assert Before.objects.count() == 1
    clock.shift(timedelta(hours=2))
    keep_schedule()
    assert not Before.objects.exists()
    assert cancel_batch("p1-none") == 0
