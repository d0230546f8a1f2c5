"""Whoever takes a seat is asked to what is still to come; whoever leaves has it taken out of her calendar."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from mail.models import Message
from meetings.actions import ask, invite, move, respond, schedule
from meetings.models import Invitation, Meeting
from members.actions import end_membership, leave_seat, take_seat
from members.models import Organization
from workgroups.models import Workgroup


@pytest.fixture
def harbor(db) -> Organization:
    return Organization.objects.create(name="Harbor House")


def meeting_in(days: int, *, by, **fields) -> Meeting:
    starts = timezone.now() + timedelta(days=days)
    fields = {"title": "Spring meeting"} | fields
    return schedule(Meeting(starts_at=starts, ends_at=starts + timedelta(hours=4), **fields), by=by)


@pytest.fixture
def announced(ada, bea, harbor) -> Meeting:
    meeting = meeting_in(30, by=ada)
    take_seat(harbor, person=bea, by=ada)
    ask(meeting, everyone=True, by=ada)
    return meeting


def event(message: Message):
    return Calendar.from_ical(bytes(message.calendar)).walk("VEVENT")[0]


def test_newcomer_is_asked_with_the_present_sequence(announced, harbor, ada, bea, cal):
    move(announced, starts_at=announced.starts_at, ends_at=announced.ends_at + timedelta(hours=1), by=ada)
    take_seat(harbor, person=cal, by=ada)
    asked = event(Message.objects.get(person=cal))
    assert (asked["SEQUENCE"], asked["UID"]) == (1, announced.uid)
    assert Message.objects.get(person=cal).subject.startswith("Invitation: ")
    assert Message.objects.filter(person=bea, subject__startswith="Moved: ").exists()
    assert harbor.representations.get(person=cal).role == "alternate"


def test_newcomer_is_not_asked_to_what_nobody_was_asked_to(harbor, legislative, ada, bea, cal):
    meeting_in(30, by=ada)
    invite(meeting_in(20, by=ada, workgroup=Workgroup.objects.get(), title="Group"), [bea], by=ada)
    take_seat(harbor, person=cal, by=ada)
    assert not cal.invitations.exists()


def test_taking_the_same_seat_twice_asks_once(announced, harbor, ada, cal):
    take_seat(harbor, person=cal, by=ada)
    take_seat(harbor, person=cal, by=ada)
    assert Message.objects.filter(person=cal).count() == 1


def test_leaving_cancels_for_that_person_alone_and_answers_stand(announced, harbor, ada, bea, cal):
    seat = take_seat(harbor, person=cal, by=ada)
    respond(bea.invitations.get(), response="accepted", source="link", by=bea)
    before = Message.objects.filter(person=bea).count()
    leave_seat(seat, by=ada)
    gone = Message.objects.get(person=cal, kind="withdrawal")
    assert gone.calendar_method == "CANCEL" and event(gone)["STATUS"] == "CANCELLED"
    assert event(gone)["SEQUENCE"] > event(Message.objects.get(person=cal, kind="invitation"))["SEQUENCE"]
    assert not cal.invitations.exists()
    assert Message.objects.filter(person=bea).count() == before
    assert bea.invitations.get().response == "accepted"


def test_coming_back_asks_again_above_the_cancellation(announced, harbor, ada, cal):
    leave_seat(take_seat(harbor, person=cal, by=ada), by=ada)
    take_seat(harbor, person=cal, by=ada)
    sent = Message.objects.filter(person=cal).order_by("pk")
    assert [m.calendar_method for m in sent] == ["REQUEST", "CANCEL", "REQUEST"]
    numbers = [event(m)["SEQUENCE"] for m in sent]
    assert numbers == sorted(set(numbers))


def test_whoever_still_holds_another_seat_stays_asked(announced, harbor, ada, cal):
    take_seat(Organization.objects.create(name="Other"), person=cal, by=ada)
    leave_seat(take_seat(harbor, person=cal, by=ada), by=ada)
    assert cal.invitations.count() == 1


def test_seat_that_ends_after_the_meeting_is_asked_until_then(announced, harbor, ada, cal):
    seat = take_seat(harbor, person=cal, by=ada)
    leave_seat(seat, on=timezone.localdate() + timedelta(days=60), by=ada)
    assert cal.invitations.count() == 1


def test_organization_that_leaves_takes_its_people_along_and_history_stays(announced, harbor, ada, bea, cal):
    take_seat(harbor, person=cal, by=ada)
    end_membership(harbor, by=ada)
    assert not Invitation.objects.filter(person__in=[bea, cal]).exists()
    assert (harbor.status, harbor.representations.filter(until=None).count()) == ("former", 0)
    assert harbor.representations.count() == 2


def test_protected_newcomer_reads_neutral_words_only(announced, fay, ada):
    seat = fay.representations.get()
    seat.until = date(2020, 1, 1)
    seat.save()
    leave_seat(take_seat(seat.organization, person=fay, by=ada), by=ada)
    texts = [message.subject + message.text for message in Message.objects.filter(person=fay)]
    assert len(texts) == 2
    assert all("Spring" not in text and text.startswith("A note from the") for text in texts)
