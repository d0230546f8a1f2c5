"""A chair's deputy acts in her stead, from the first day to the last."""

from datetime import date

import pytest
import time_machine

from mail.models import Message
from workgroups.models import Role
from workgroups.policy import can_edit_tasks, is_chair

pytestmark = pytest.mark.django_db
MEMBERS = "/workgroups/legislative/members/"
DAYS = {"deputy": "1", "since": "2026-12-01", "until": "2026-12-10"}


@pytest.fixture
def today():
    with time_machine.travel("2026-11-30T18:00:00Z", tick=False) as now:
        yield now


@pytest.fixture
def deputy(today, legislative, bea, dot, client) -> Role:
    Role.objects.create(workgroup=legislative, person=dot, since=date(2026, 1, 1))
    client.force_login(bea)
    client.post(MEMBERS, DAYS | {"person": dot.pk})
    return Role.objects.get(kind="deputy")


def test_rights_follow_the_dates_and_her_membership_stays(deputy, legislative, dot):
    days = [date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 10), date(2026, 12, 11)]
    assert [is_chair(dot, legislative, on=day) for day in days] == [False, True, True, False]
    assert legislative.roles.on(date(2026, 12, 11)).filter(person=dot, kind="member").exists()


def test_she_is_told_once_and_the_days_are_in_the_mail(deputy, dot):
    message = Message.objects.get(kind="deputy_named")
    assert message.person == dot
    assert "Tuesday, December 1, 2026 to Thursday, December 10, 2026" in message.text


def test_a_deputy_keeps_the_list_but_gives_no_roles(deputy, legislative, dot, today, client):
    today.move_to("2026-12-02T18:00:00Z")
    client.force_login(dot)
    assert can_edit_tasks(dot, legislative)
    assert client.get("/workgroups/legislative/chair/").status_code == 200
    role = {"person": dot.pk, "kind": "chair", "since": "2026-12-02"}
    assert client.post(MEMBERS, role).status_code == 403
    longer = client.post(f"/workgroups/legislative/roles/{deputy.pk}/end/", {"on": "2027-12-31"})
    assert longer.status_code == 403
    today.move_to("2026-12-11T18:00:00Z")
    client.force_login(dot)
    assert client.get("/workgroups/legislative/chair/").status_code == 403


def test_one_deputy_at_a_time(deputy, bea, client):
    page = client.post(MEMBERS, DAYS | {"person": bea.pk}).content.decode()
    assert "There is a deputy in these days already" in page
    assert Role.objects.filter(kind="deputy").count() == 1


def test_a_deputy_needs_a_last_day_and_stays_a_member_of_the_group(today, legislative, bea, cal, client):
    client.force_login(bea)
    page = client.post(MEMBERS, {"deputy": "1", "person": bea.pk, "since": "2026-12-01"}).content.decode()
    assert "This field is required." in page
    page = client.post(MEMBERS, DAYS | {"person": cal.pk}).content.decode()
    assert "Select a valid choice" in page and not Role.objects.filter(kind="deputy").exists()
