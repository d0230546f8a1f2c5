"""The coordinator hears 90 and 30 days before a memorandum ends, once each."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from mail.models import Message
from mail.rules.book import planned
from members.jobs import tell_of_ending_papers
from members.models import Document, Organization

pytestmark = pytest.mark.django_db
ENDS = date(2027, 9, 30)
CHICAGO = ZoneInfo("America/Chicago")


@pytest.fixture
def paper(db) -> Document:
    harbor = Organization.objects.create(name="Harbor House")
    return Document.objects.create(
        organization=harbor, kind="mou", signed_on=date(2025, 9, 30), expires_on=ENDS, file="m.txt",
        at=datetime(2025, 10, 1, tzinfo=CHICAGO),
    )  # fmt: skip


def told(day: date) -> int:
    with time_machine.travel(datetime(day.year, day.month, day.day, 10, tzinfo=CHICAGO), tick=False):
        tell_of_ending_papers()
        tell_of_ending_papers()
    return Message.objects.filter(kind="mou_ends").count()


def test_coordinator_is_told_twice_and_nobody_else(paper, ada, cal):
    days = [ENDS - timedelta(days=left) for left in (100, 88, 60, 29, 20)]
    assert [told(day) for day in days] == [0, 1, 1, 2, 2]
    mail = Message.objects.first()
    assert mail.person == ada and "Harbor House ends on September 30, 2027" in mail.subject
    assert f"/organizations/{paper.organization_id}/" in mail.text


def test_renewed_memorandum_is_not_asked_for(paper, ada):
    Document.objects.create(
        organization=paper.organization, kind="mou", signed_on=date(2027, 6, 1), file="n.txt"
    )
    assert told(ENDS - timedelta(days=88)) == 0


def test_former_member_and_other_papers_are_left_alone(paper, ada):
    Organization.objects.update(status="former")
    assert told(ENDS - timedelta(days=88)) == 0
    Organization.objects.update(status="active")
    Document.objects.update(kind="other")
    assert told(ENDS - timedelta(days=88)) == 0


def test_reminder_stands_among_those_to_come(paper, ada):
    coming = [one for one in planned(date(2027, 1, 1), ENDS) if one.rule.kind == "mou_ends"]
    assert [(one.day, one.about, one.people) for one in coming] == [
        (date(2027, 7, 2), "Harbor House", [ada]),
        (date(2027, 8, 31), "Harbor House", [ada]),
    ]


def test_rule_is_the_coordinators_to_change(ada, client):
    client.force_login(ada)
    assert "A memorandum ends" in client.get("/reminders/rules/").content.decode()
