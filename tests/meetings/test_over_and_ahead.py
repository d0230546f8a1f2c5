"""What can be done with a meeting depends on its time and its state: ahead, going on, over, cancelled."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from charter.models import Charter
from mail.models import Message
from meetings.actions import TooLate, ask, cancel, change, hold, invite, respond
from meetings.actions import minutes as minutes_actions
from meetings.actions.door import give_pass
from meetings.models import Attendance, DoorPass, Meeting
from members.models import Organization
from workgroups.actions import give_role
from workgroups.models import RoleKind

TEN = datetime(2027, 1, 21, 16, tzinfo=UTC)
TWO = TEN + timedelta(hours=4)
PAGE = "/meetings/q/"
ASKING = ["invite/", "edit/", "cancel/", "invitees/nudge/"]


@pytest.fixture(autouse=True)
def clock(db):
    Charter(pk=1, short_name="WAHTC", time_zone="America/Chicago").save()
    with time_machine.travel(TEN - timedelta(days=20), tick=False) as travel:
        yield travel


@pytest.fixture
def meeting(ada, cal) -> Meeting:
    meeting = Meeting.objects.create(slug="q", title="Quarterly", starts_at=TEN, ends_at=TWO)
    invite(meeting, [cal], by=ada)
    return meeting


@pytest.fixture
def desk(client, ada, meeting):
    client.force_login(ada)
    return client


def later(clock, client, person, moment: datetime) -> None:
    """At that moment, signed in again: a session ends when nobody uses it."""
    clock.move_to(moment)
    client.force_login(person)


def page_of(client, path="") -> str:
    return client.get(PAGE + path).content.decode()


def offered(client) -> list[str]:
    page = page_of(client)
    return [path for path in ASKING[:3] if f'href="{PAGE}{path}"' in page]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (TEN - timedelta(days=20), ["invite/", "edit/", "cancel/"]),
        (TEN + timedelta(hours=1), ["invite/", "edit/", "cancel/"]),
        (TWO + timedelta(minutes=1), []),
        (TWO + timedelta(days=40), []),
    ],
)
def test_page_offers_what_its_time_allows(desk, ada, clock, at, expected):
    later(clock, desk, ada, at)
    assert offered(desk) == expected
    assert f'href="{PAGE}clone/"' in page_of(desk)
    assert f'href="{PAGE}attendance/"' in page_of(desk)


@pytest.mark.parametrize("path", ASKING)
def test_page_of_an_act_that_came_too_late_leads_back_and_says_why(desk, ada, clock, path):
    assert desk.get(PAGE + path).status_code == 200
    later(clock, desk, ada, TWO + timedelta(days=1))
    answer = desk.get(PAGE + path, follow=True)
    assert answer.redirect_chain == [(PAGE, 302)]
    assert "This meeting is over." in answer.content.decode()


def test_cancelled_meeting_offers_a_copy_and_nothing_else(desk, meeting, ada):
    cancel(meeting, by=ada)
    page = page_of(desk)
    assert offered(desk) == [] and f'href="{PAGE}clone/"' in page
    assert f'href="{PAGE}attendance/"' not in page and f'href="{PAGE}check-in/"' not in page
    assert "This meeting was cancelled." in desk.get(PAGE + "edit/", follow=True).content.decode()


def test_meeting_noted_as_held_before_its_planned_end_is_over(desk, meeting, ada, cal, dot, clock):
    later(clock, desk, ada, TEN + timedelta(hours=2))
    hold(meeting, by=ada)
    assert offered(desk) == [] and not Meeting.objects.upcoming().exists()
    written = Message.objects.count()
    acts = [
        lambda: ask(meeting, people=[dot], by=ada),
        lambda: change(meeting, values={"title": "Other"}, by=ada),
        lambda: cancel(meeting, by=ada),
        lambda: respond(meeting.invitations.get(), response="declined", source="link", by=cal),
    ]
    for act in acts:
        with pytest.raises(TooLate, match="over"):
            act()
    assert Message.objects.count() == written


def test_who_joins_a_group_after_the_meeting_was_held_is_not_asked(
    meeting, legislative, ada, bea, dot, clock
):
    ask(meeting, workgroups=[legislative], by=ada)
    clock.move_to(TEN + timedelta(hours=2))
    hold(meeting, by=ada)
    give_role(legislative, person=dot, kind=RoleKind.MEMBER, by=ada)
    assert not meeting.invitations.filter(person=dot).exists()


def test_door_weeks_ahead_warns_and_on_the_day_does_not(desk, ada, clock):
    assert "This meeting is still ahead." in page_of(desk, "check-in/")
    later(clock, desk, ada, TEN - timedelta(hours=1))
    assert "This meeting is still ahead." not in page_of(desk, "check-in/")


def test_door_shuts_half_a_day_after_and_attendance_can_still_be_put_right(desk, ada, meeting, clock):
    harbor = Organization.objects.create(name="Harbor House")
    later(clock, desk, ada, TWO + timedelta(hours=11))
    assert desk.get(PAGE + "check-in/").status_code == 200
    later(clock, desk, ada, TWO + timedelta(days=10))
    answer = desk.post(PAGE + "check-in/", {"act": "in", "organization": harbor.pk}, follow=True)
    assert answer.redirect_chain == [(PAGE + "attendance/", 302)] and not Attendance.objects.exists()
    assert "The door is closed" in answer.content.decode()
    desk.post(
        PAGE + "attendance/",
        {"organization": harbor.name, "mode": "in_person", "arrived_at": "2027-01-21T10:05"},
    )
    assert Attendance.objects.get().organization == harbor


def test_helpers_link_follows_the_meeting_to_its_new_date(meeting, ada, clock):
    give_pass(meeting, helper="Pat", by=ada)
    moved = TEN + timedelta(days=7)
    change(meeting, values={"starts_at": moved, "ends_at": moved + timedelta(hours=4)}, by=ada)
    clock.move_to(moved)
    assert DoorPass.objects.valid().exists()


def test_minutes_are_circulated_once_the_meeting_has_begun(desk, meeting, ada, cal, clock):
    minutes = minutes_actions.begin(meeting, by=ada)
    minutes_actions.add_entry(minutes, heading="Opening", kind="note", text="Prepared.", by=ada)
    before = page_of(desk, "minutes/")
    assert "once the meeting has begun" in before and "Circulate version" not in before
    with pytest.raises(minutes_actions.NotNow, match="not begun"):
        minutes_actions.circulate(minutes, to=[cal], until=date(2027, 2, 5), by=ada)
    assert not Message.objects.filter(kind="minutes").exists()
    later(clock, desk, ada, TWO)
    assert "Circulate version 1" in page_of(desk, "minutes/")
    assert minutes_actions.circulate(minutes, to=[cal], until=date(2027, 2, 5), by=ada) == 1


def test_member_says_from_the_meetings_page_that_she_is_or_was_there(client, meeting, cal, clock):
    client.force_login(cal)
    assert "/here/" not in page_of(client)
    later(clock, client, cal, TEN + timedelta(minutes=5))
    assert "I am here" in page_of(client)
    later(clock, client, cal, TWO + timedelta(days=3))
    page = page_of(client)
    assert "I was there" in page and "Will you come?" not in page
    assert "What was said and decided" in page
    client.post(PAGE + "here/", {"mode": "in_person"})
    assert Attendance.objects.get().source == "late"
    later(clock, client, cal, TWO + timedelta(days=40))
    assert "/here/" not in page_of(client)
