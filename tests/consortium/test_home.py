"""The first page says what is mine to do, and lets me do it there."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from lxml import html

from meetings.actions import invite
from meetings.models import Invitation, Meeting
from tasks.actions import open_task
from workgroups.models import Role


@pytest.fixture
def meeting(ada, cal) -> Meeting:
    starts = timezone.now() + timedelta(days=30)
    meeting = Meeting.objects.create(
        slug="next", title="Quarterly", starts_at=starts, ends_at=starts + timedelta(hours=4)
    )
    invite(meeting, [cal], by=ada)
    return meeting


def test_member_answers_from_her_first_page(meeting, cal, client):
    client.force_login(cal)
    page = client.get("/")
    client.post(page.context["invitations"][0].link, {"response": "accepted"})
    assert Invitation.objects.get().response == "accepted"
    assert "Yes" in client.get("/").content.decode()


def test_chair_sees_what_is_late_and_what_nobody_has(legislative, bea, client):
    open_task(title="Old", workgroup=legislative, due=date(2020, 1, 1), by=bea)
    open_task(title="New", workgroup=legislative, assignee=bea, by=bea)
    client.force_login(bea)
    assert "1 task late, 1 without an owner" in client.get("/").content.decode()


def test_coordinator_sees_the_quarter_at_a_glance(meeting, ada, client, django_assert_max_num_queries):
    for number in range(10):
        copy = Meeting.objects.get(pk=meeting.pk)
        copy.pk, copy.slug, copy.uid = None, f"more-{number}", f"u{number}"
        copy.save()
        invite(copy, [ada], by=ada)
    client.force_login(ada)
    with django_assert_max_num_queries(38):
        page = client.get("/").content.decode()
    assert "0 of 1 are coming; 0 have answered" in page
    assert "0 messages" not in page


def test_what_is_overdue_leads_to_the_tasks_it_counts(legislative, ada, client):
    open_task(title="Old bill", workgroup=legislative, due=date(2020, 1, 1), by=ada)
    open_task(title="Old list of rooms", due=date(2020, 1, 1), by=ada)
    client.force_login(ada)
    page = html.fromstring(client.get("/").content.decode())
    there = [link.get("href") for link in page.xpath("//a[text()='1 task overdue']")]
    found = [client.get(path).content.decode() for path in there]
    assert ["Old bill" in one for one in found] == ["/legislative/" in path for path in there]
    assert ["Old list of rooms" in one for one in found] == ["/legislative/" not in path for path in there]
    assert len(there) == 2


def test_former_chair_sees_no_group(legislative, bea, client):
    Role.objects.update(until=date(2026, 2, 1))
    client.force_login(bea)
    assert "without an owner" not in client.get("/").content.decode()


def first_row(client) -> list[str]:
    return [page["path"] for page in client.get("/").context["navigation"]["daily"]]


def test_the_coordinators_first_row_is_short_and_the_rest_one_step_away(client, ada):
    client.force_login(ada)
    page = client.get("/reports/")
    navigation = page.context["navigation"]
    assert len(navigation["daily"]) <= 8
    assert {"/reports/", "/history/", "/site/", "/minutes/"} <= {each["path"] for each in navigation["more"]}
    assert '<summary class="here">More</summary>' in page.content.decode()


def test_a_member_and_a_visitor_have_everything_in_one_row(client, cal):
    assert "/help/" not in first_row(client) and "/library/" in first_row(client)
    client.force_login(cal)
    assert "/mine/" in first_row(client)
    assert client.get("/").context["navigation"]["more"] == []
