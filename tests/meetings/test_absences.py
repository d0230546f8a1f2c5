"""Who stays away: an organization's attendance, and one private word to the coordinator for each streak."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from charter.models import Charter
from mail.models import Message
from meetings.absences import kept_meetings, lines, missed_in_a_row, too_many
from meetings.jobs import tell_of_absences
from meetings.models import Attendance, Meeting
from members.actions import change_status, create_organization, take_seat
from members.models import Organization

pytestmark = pytest.mark.django_db


@pytest.fixture
def seats(ada) -> list[Organization]:
    Charter(pk=1, absences_before_notice=2).save()
    return [create_organization(name=name, since=date(2020, 1, 1), by=ada) for name in ("Away", "There")]


def hold(days_ago: int, *present: Organization, **fields) -> Meeting:
    """A meeting that many days ago, at which these were."""
    starts = timezone.now() - timedelta(days=days_ago)
    meeting = Meeting.objects.create(
        slug=f"m-{days_ago}", title="M", starts_at=starts, ends_at=starts + timedelta(hours=3), **fields
    )
    for organization in present:
        Attendance.objects.create(meeting=meeting, organization=organization)
    return meeting


def told() -> list[str]:
    tell_of_absences()
    return list(Message.objects.filter(kind="absence_notice").values_list("subject", flat=True))


def test_notice_comes_only_past_the_number_once_and_to_the_coordinator_alone(seats, ada):
    away, there = seats
    hold(400, away, there)
    hold(300, there)
    hold(200, there)
    assert told() == []
    hold(100, there)
    assert told() == told() == ["Away missed 3 meetings in a row"]
    hold(9, there)
    assert len(told()) == 1
    message = Message.objects.get(kind="absence_notice")
    assert message.person == ada and f"/organizations/{away.pk}/" in message.text
    assert "lets" not in message.text and "The bylaws let 2 pass" in message.text


def test_coming_back_ends_the_streak_and_a_new_one_is_told_anew(seats, ada):
    away, there = seats
    for days in (900, 800, 700):
        hold(days, there)
    assert len(told()) == 1
    hold(600, away, there)
    for days in (500, 400, 300):
        hold(days, there)
    assert len(told()) == 2


def test_meeting_without_a_sheet_a_cancelled_one_and_a_groups_own_count_for_nobody(seats, ada, legislative):
    _, there = seats
    hold(300, there)
    hold(200, there)
    hold(100)
    hold(90, there, state="cancelled")
    hold(80, there, workgroup=legislative)
    assert told() == []


def test_yesterdays_meeting_waits_a_day_for_corrections(seats, ada):
    _, there = seats
    hold(300, there)
    hold(200, there)
    hold(0, there)
    assert told() == []


def test_time_before_membership_and_on_leave_is_no_absence(ada):
    Charter(pk=1, absences_before_notice=0).save()
    today = timezone.localdate()
    seat = create_organization(name="New", since=today - timedelta(days=250), by=ada)
    there = create_organization(name="There", since=date(2020, 1, 1), by=ada)
    for days in (300, 200, 100, 50):
        hold(days, there)
    change_status(seat, status="on_leave", since=today - timedelta(days=150), by=ada)
    change_status(seat, status="active", since=today - timedelta(days=60), by=ada)
    line = lines([seat], kept_meetings(timezone.now(), last=8))[seat.pk]
    assert [one.present for one in line] == [False, None, False, None]
    assert len(missed_in_a_row(line)) == 1


def test_attendance_is_read_by_the_coordinator_and_its_own_people(seats, ada, cal, dot, client):
    away, there = seats
    hold(100, there)
    take_seat(away, person=cal, by=ada)
    seen = []
    for who in (ada, cal, dot):
        client.force_login(who)
        seen.append(
            "It missed the last meeting." in client.get(f"/organizations/{away.pk}/").content.decode()
        )
    assert seen == [True, True, False]


def test_ten_thousand_costs_what_ten_do(seats, django_assert_max_num_queries):
    _, there = seats
    for days in (300, 200, 100, 50):
        hold(days, there)
    Organization.objects.bulk_create(Organization(name=f"O{n}") for n in range(50))
    with django_assert_max_num_queries(8):
        assert len(too_many(timezone.now())) == 51
