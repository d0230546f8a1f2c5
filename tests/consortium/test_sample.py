import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from mail.models import Message
from meetings.agenda import agenda_of
from meetings.models import Attendance, ItemKind, Meeting, Minutes, Poll, PollAnswer
from meetings.quorum import quorum_of_day
from members.models import County, Person, Sector, Tribe
from tasks.models import Task

SAMPLE = ["coordinator", "chair.legislative", "member", "survivor"]


@pytest.fixture
def sample(loaded_sample, db):
    """The sample, of which each test has its own copy."""


def test_sample_is_whole(sample):
    counts = [model.objects.count() for model in (Sector, County, Tribe, Task)]
    assert counts == [8, 72, 11, 60]


def test_clean_up_and_the_coordinators_choice_have_something_to_show(sample, client):
    client.force_login(Person.objects.get(email="coordinator@consortium.example"))
    text = client.get("/duplicates/").content.decode()
    assert "Holis Brandt" in text and "Harbour of the Chippewa" in text
    waits = Person.objects.get(channel="undecided")
    assert waits.protected and not Message.objects.filter(person=waits).exclude(state="held").exists()
    assert "can be written to only after you decide how" in client.get("/").content.decode()


def test_two_past_quarters_have_minutes_and_nobody_is_told_again(sample):
    assert list(Minutes.objects.order_by("pk").values_list("state", flat=True)) == ["published", "circulated"]
    assert set(Message.objects.values_list("kind", flat=True)) == {"invitation", "save_the_date", "date_poll"}


def test_past_meetings_know_who_was_there(sample):
    held = Meeting.objects.filter(state="held").order_by("starts_at")
    assert [len(meeting.attendances.organizations()) for meeting in held] == [20, 22]
    quorums = [quorum_of_day(meeting) for meeting in held]
    assert [(len(q.present), len(q.eligible), q.needed) for q in quorums] == [(20, 26, 14), (22, 26, 14)]
    assert not Attendance.objects.filter(organization__sector__protected=True).exclude(person=None).exists()
    assert Attendance.objects.exclude(person=None).count() > 35


def test_next_meeting_has_an_agenda_within_its_hours_and_a_proposal(sample):
    meeting = Meeting.objects.upcoming().first()
    assert {item.kind for item in meeting.agenda_items.all()} == {*ItemKind.values} - {ItemKind.CLOSED}
    assert not any(slot.late for slot in agenda_of(meeting))
    assert meeting.item_proposals.count() == 1


def test_a_date_is_saved_a_quarter_later_and_a_poll_of_three_is_open(sample):
    later = Meeting.objects.upcoming().last()
    assert later.provisional and later.invitations.count() > 100
    poll = Poll.objects.get()
    assert (poll.dates.count(), poll.meeting) == (3, None)
    assert PollAnswer.objects.values("person").distinct().count() == poll.people.count() // 2
    assert not any(timezone.localtime(date.starts_at).weekday() > 4 for date in poll.dates.all())


def test_loading_twice_changes_nothing(sample):
    before = Person.objects.count()
    call_command("load_sample", verbosity=0)
    assert Person.objects.count() == before


def test_meeting_is_at_ten_in_its_own_zone(sample):
    meeting = Meeting.objects.upcoming().first()
    assert timezone.localtime(meeting.starts_at).hour == 10
    assert meeting.ends_at - meeting.starts_at == timedelta(hours=4)


@pytest.mark.parametrize("who", SAMPLE)
def test_signs_in_by_code_and_reads_her_home(who, sample, client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/accounts/login/code/", {"email": f"{who}@consortium.example"})
    code = re.search(r"^\s*([A-Z0-9-]{6,9})\s*$", mail.outbox[0].body, re.MULTILINE).group(1)
    client.post("/accounts/login/code/confirm/", {"code": code})
    page = client.get("/")
    assert "Yours to do" in page.content.decode()
    assert "You are signed in." in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store"


def test_unknown_address_reads_the_same_and_nothing_is_sent(sample, client):
    known = client.post("/accounts/login/code/", {"email": "member@consortium.example"}, follow=True)
    client.cookies.clear()
    unknown = client.post("/accounts/login/code/", {"email": "stranger@consortium.example"}, follow=True)
    assert unknown.redirect_chain == known.redirect_chain
    assert "stranger" not in "".join(m.to[0] for m in mail.outbox)


def test_development_mail_is_closed_outside_development(sample, client):
    assert client.get("/dev/mail/").status_code == 404
