"""A seat changes hands on one page: history, invitations and tasks."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from mail.models import Message
from meetings.actions import invite, schedule
from meetings.models import Meeting
from members.actions import create_organization, take_seat
from members.models import Representation
from tasks.actions import open_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat(ada, cal, legislative) -> Representation:
    harbor = create_organization(name="Harbor House", since=date(2019, 1, 1), by=ada)
    seat = take_seat(harbor, person=cal, since=date(2019, 1, 1), by=ada)
    starts = timezone.now() + timedelta(days=30)
    meeting = schedule(Meeting(title="Spring", starts_at=starts, ends_at=starts + timedelta(hours=4)), by=ada)
    invite(meeting, [cal], by=ada)
    for title in ("Goes along", "Stays"):
        open_task(title=title, workgroup=legislative, assignee=cal, by=ada)
    return seat


@pytest.fixture
def hand_over(seat, ada, client):
    def press(**typed):
        client.force_login(ada)
        path = f"/organizations/{seat.organization_id}/seats/{seat.pk}/hand-over/"
        values = {"to": "new", "since": timezone.localdate(), "invitations": "on", **typed}
        return client.post(path, values, follow=True).content.decode()

    return press


def test_seat_invitations_and_chosen_tasks_go_to_someone_on_the_roster(seat, hand_over, cal, dot):
    along = cal.tasks.get(title="Goes along")
    text = hand_over(email="dot@example.org", tasks=[along.pk])
    assert "Tasks that went along: 1." in text
    assert [task.title for task in dot.tasks.all()] == ["Goes along"]
    assert [task.title for task in cal.tasks.all()] == ["Stays"]
    assert dot.invitations.count() == 1 and not cal.invitations.exists()
    assert Message.objects.get(person=cal, kind="withdrawal").calendar_method == "CANCEL"
    rows = seat.organization.representations.order_by("since").values_list("person__name", "until")
    assert list(rows) == [("Cal Ness", timezone.localdate() - timedelta(days=1)), ("Dot Ray", None)]


def test_invitation_stays_where_the_coordinator_says_so(hand_over, cal):
    hand_over(email="dot@example.org", invitations="")
    assert cal.invitations.count() == 1


def test_alternate_is_offered_first_and_someone_new_needs_a_name(seat, hand_over, ada, dot, client):
    take_seat(seat.organization, person=dot, since=date(2020, 1, 1), by=ada)
    assert "Give a name, or the address of someone on the roster." in hand_over()
    text = client.get(f"/organizations/{seat.organization_id}/seats/{seat.pk}/hand-over/").content.decode()
    assert f'value="{dot.pk}"' in text
    hand_over(to=dot.pk)
    assert seat.organization.representations.get(until=None).person == dot


def test_wrong_day_changes_nothing_and_says_what_to_do(seat, hand_over):
    text = hand_over(name="Nia New", since="2018-01-01")
    assert "Give a day after the one on which the seat was taken." in text and "Nia New" in text
    assert Representation.objects.count() == 1


def test_seat_that_ended_is_not_handed_over(seat, ada, client):
    Representation.objects.update(until=timezone.localdate())
    client.force_login(ada)
    assert client.get(f"/organizations/{seat.organization_id}/seats/{seat.pk}/hand-over/").status_code == 404


def test_protected_newcomer_gets_no_mail_before_the_coordinator_chose(seat, hand_over):
    seat.organization.sector = protected_sector()
    seat.organization.save()
    hand_over(name="Gia Secretname", email="gia@g.example")
    held = Message.objects.filter(person__name="Gia Secretname")
    assert held and set(held.values_list("state", "neutral")) == {("held", True)}


def protected_sector():
    from members.models import Sector

    return Sector.objects.create(code="p", name="P", protected=True)
