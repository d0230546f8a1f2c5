"""The year from a rule, dates on offer, copies, and the meetings that chairs call."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.record import history
from charter.models import Charter, Holiday
from mail.models import Message
from meetings.actions import answer_poll, ask, invite, open_poll, schedule
from meetings.models import AgendaItem, Meeting, Poll, Venue
from members.actions import take_seat
from members.models import Organization, Person
from workgroups.actions import give_role

CENTRAL = ZoneInfo("America/Chicago")
RULE = {
    "week": 3, "weekday": 3, "months": [3, 6, 9, 12], "year": 2027, "begins": "10:00", "ends": "14:00",
    "title": "Quarterly meeting", "format": "in_person",
}  # fmt: skip
DAYS = ["2027-03-18", "2027-06-17", "2027-09-16", "2027-12-16"]


@pytest.fixture(autouse=True)
def november(db):
    Charter(pk=1, short_name="WAHTC", time_zone="America/Chicago").save()
    with time_machine.travel(datetime(2026, 11, 24, 18, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def coordinator(ada, client):
    client.force_login(ada)
    return client


def text(response) -> str:
    return response.content.decode()


def days_of(page: str) -> list[str]:
    return [day for day in DAYS if f'value="{day}"' in page]


def test_rule_gives_four_dates_and_making_them_is_one_further_press(coordinator, ada):
    assert days_of(text(coordinator.post("/meetings/year/", RULE))) == DAYS
    assert not Meeting.objects.exists()
    coordinator.post(
        "/meetings/year/", RULE | {f"day_{n}": d for n, d in enumerate(DAYS, 1)} | {"create": "1"}
    )
    assert [m.slug for m in Meeting.objects.all()] == DAYS
    assert {m.starts_at.astimezone(CENTRAL).hour for m in Meeting.objects.all()} == {10}
    assert history(Meeting.objects.first())[0].verb == "meeting.scheduled"
    assert not Message.objects.exists()


def test_clashes_with_holidays_and_other_meetings_are_shown(coordinator, ada):
    Holiday.objects.create(day=date(2027, 6, 17), name="Founders' Day")
    starts = datetime(2027, 9, 16, 13, tzinfo=CENTRAL)
    schedule(Meeting(title="Data group", starts_at=starts, ends_at=starts.replace(hour=15)), by=ada)
    page = text(coordinator.post("/meetings/year/", RULE))
    assert "Founders&#x27; Day" in page and "Data group at the same time" in page


def test_single_date_can_be_changed_or_left_out(coordinator):
    given = {"day_1": DAYS[0], "day_2": "2027-06-24", "day_3": "", "day_4": DAYS[3]}
    coordinator.post("/meetings/year/", RULE | given | {"create": "1"})
    assert [m.slug for m in Meeting.objects.all()] == ["2027-03-18", "2027-06-24", "2027-12-16"]


def test_wrong_rule_is_told_at_the_field(coordinator):
    assert "Give an end after the beginning." in text(
        coordinator.post("/meetings/year/", RULE | {"ends": "09:00"})
    )


def test_holidays_are_added_and_removed_on_a_page(coordinator):
    coordinator.post("/meetings/holidays/", {"add": "1", "day": "2027-03-18", "name": "Snow day"})
    assert "Snow day" in text(coordinator.post("/meetings/year/", RULE))
    coordinator.post("/meetings/holidays/", {"remove": Holiday.objects.get().pk})
    assert not Holiday.objects.exists()


def test_new_meeting_on_a_holiday_asks_once_more(coordinator):
    Holiday.objects.create(day=date(2027, 4, 15), name="Snow day")
    typed = {
        "title": "T", "starts_at": "2027-04-15T10:00", "ends_at": "2027-04-15T14:00", "format": "in_person",
    }  # fmt: skip
    assert "Snow day" in text(coordinator.post("/meetings/new/", typed))
    assert not Meeting.objects.exists()
    assert coordinator.post("/meetings/new/", typed | {"anyway": "1"}).status_code == 302


def test_copy_has_the_agenda_and_nobody_is_asked(coordinator, ada, cal):
    starts = datetime(2027, 1, 14, 10, tzinfo=CENTRAL)
    meeting = schedule(
        Meeting(title="Quarterly", room="B12", starts_at=starts, ends_at=starts.replace(hour=14)), by=ada
    )
    AgendaItem.objects.create(meeting=meeting, position=1, title="Budget", minutes=20)
    ask(meeting, people=[cal], by=ada)
    coordinator.post(f"/meetings/{meeting.slug}/clone/", {"starts_at": "2027-04-15T10:00"})
    copy = Meeting.objects.get(slug="2027-04-15")
    assert (copy.room, copy.ends_at - copy.starts_at) == ("B12", meeting.ends_at - meeting.starts_at)
    assert [item.title for item in copy.agenda_items.all()] == ["Budget"] and not copy.invitations.exists()
    assert copy.uid != meeting.uid


def poll_of_three(client, **more) -> Poll:
    typed = {"title": "Spring", "first": "2027-04-15T10:00", "second": "2027-04-16T10:00", "hours": "2"}
    client.post("/meetings/polls/new/", typed | {"third": "2027-04-22T10:00"} | more)
    return Poll.objects.get()


def test_members_say_which_dates_they_can_by_link_and_one_is_fixed(coordinator, ada, cal, client):
    take_seat(Organization.objects.create(name="Harbor"), person=cal, by=ada)
    poll = poll_of_three(coordinator)
    letter = Message.objects.get(kind="date_poll", person=cal)
    assert "April 22, 2027" in letter.text
    link = letter.text.split("/poll/")[1].split("/")[0]
    client.logout()
    dates = list(poll.dates.all())
    client.get(f"/poll/{link}/")
    assert not any(date.answers.exists() for date in dates)
    said = {f"date_{d.pk}": word for d, word in zip(dates, ["no", "maybe", "yes"], strict=True)}
    client.post(f"/poll/{link}/", said)
    assert [d.answers.get().ability for d in dates] == ["no", "maybe", "yes"]
    client.force_login(ada)
    assert "Cal Ness" in text(client.get(f"/meetings/polls/{poll.pk}/"))
    client.post(f"/meetings/polls/dates/{dates[2].pk}/fix/")
    assert Meeting.objects.get().slug == "2027-04-22"
    client.logout()
    client.post(f"/poll/{link}/", said | {f"date_{dates[0].pk}": "yes"})
    assert dates[0].answers.get().ability == "no", "the date is fixed"


def test_poll_answer_that_leaves_a_date_out_is_told_at_it(coordinator, ada, cal, client):
    take_seat(Organization.objects.create(name="Harbor"), person=cal, by=ada)
    poll = poll_of_three(coordinator)
    client.force_login(cal)
    page = text(client.post(f"/meetings/polls/{poll.pk}/", {f"date_{poll.dates.first().pk}": "yes"}))
    assert "Say whether you can on this date." in page


def test_chair_calls_and_runs_meetings_of_her_group_alone(bea, cal, legislative, ada, client):
    client.force_login(bea)
    typed = {
        "title": "Bills", "starts_at": "2027-02-10T10:00", "ends_at": "2027-02-10T11:00", "format": "online",
    }  # fmt: skip
    assert "This field is required" in text(client.post("/meetings/new/", typed))
    client.post("/meetings/new/", typed | {"workgroup": legislative.pk})
    meeting = Meeting.objects.get()
    assert meeting.workgroup == legislative
    give_role(legislative, person=cal, kind="member", by=bea)
    client.post(f"/meetings/{meeting.slug}/invite/", {"workgroups": [legislative.pk], "stage": "invitation", "confirm": "1"})  # fmt: skip
    assert {i.person for i in meeting.invitations.all()} == {bea, cal}
    starts = datetime(2027, 3, 18, 10, tzinfo=CENTRAL)
    other = schedule(Meeting(title="Quarterly", starts_at=starts, ends_at=starts.replace(hour=14)), by=ada)
    assert client.get(f"/meetings/{other.slug}/edit/").status_code == 403


def test_chairs_own_group_is_ticked_until_it_is_asked(bea, legislative, ada, client):
    starts = datetime(2027, 2, 10, 10, tzinfo=CENTRAL)
    meeting = Meeting(title="Bills", workgroup=legislative, starts_at=starts, ends_at=starts.replace(hour=11))
    schedule(meeting, by=bea)
    client.force_login(bea)
    ticked = f'value="{legislative.pk}" id="id_workgroups_0" checked'
    assert ticked in text(client.get(f"/meetings/{meeting.slug}/invite/"))
    ask(meeting, workgroups=[legislative], by=bea)
    assert ticked not in text(client.get(f"/meetings/{meeting.slug}/invite/"))


def cost(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def many_meetings(count: int, first: int, hall: Venue, group) -> list[Meeting]:
    start = datetime(2027, 1, 4, 10, tzinfo=CENTRAL)
    return [
        schedule(
            Meeting(
                title="M",
                starts_at=start + timedelta(days=n - 60 * (n % 2)),
                ends_at=start + timedelta(days=n - 60 * (n % 2), hours=1),
                venue=hall,
                workgroup=group if n % 3 else None,
            ),
            by=None,
        )
        for n in range(first, first + count)
    ]


def test_list_of_meetings_costs_as_many_queries_with_one_as_with_thirty(
    coordinator, ada, bea, cal, legislative, client
):
    hall = Venue.objects.create(name="Hall")
    counts = {person: [] for person in (ada, bea, cal)}
    for count, first in ((2, 0), (28, 2)):
        for meeting in many_meetings(count, first, hall, legislative):
            if meeting.ends_at > timezone.now():
                invite(meeting, [bea, cal], by=ada)
        for person, found in counts.items():
            client.force_login(person)
            found.append(cost(client, "/meetings/"))
    assert all(one == thirty for one, thirty in counts.values()), counts


def test_polls_cost_as_many_queries_with_one_as_with_thirty_of_them_and_of_their_people(
    coordinator, ada, legislative, bea
):
    starts = datetime(2027, 3, 4, 10, tzinfo=CENTRAL)
    dates = [(starts + timedelta(days=n), starts + timedelta(days=n, hours=1)) for n in range(3)]
    listed, opened = [], []
    for polls, people in ((1, 1), (29, 30)):
        rows = [Person(name=f"P {n}", email=f"p{n}-{people}@example.org") for n in range(people)]
        rows = Person.objects.bulk_create(rows)
        for _number in range(polls):
            poll = open_poll(Poll(title="When", workgroup=legislative), dates=dates, people=rows, by=ada)
        for person in rows:
            answer_poll(
                poll, abilities=dict.fromkeys(poll.dates.values_list("pk", flat=True), "yes"), by=person
            )
        listed.append(cost(coordinator, "/meetings/polls/"))
        opened.append(cost(coordinator, f"/meetings/polls/{poll.pk}/"))
    assert listed[0] == listed[1] and opened[0] == opened[1]


def test_venue_tells_room_parking_transit_and_access(coordinator):
    coordinator.post("/meetings/venues/", {"name": "Hall", "room": "B12", "parking": "Ramp", "transit": "Bus 4", "access": "East door"})  # fmt: skip
    page = text(coordinator.get("/meetings/venues/"))
    assert all(word in page for word in ["B12", "Ramp", "Bus 4", "East door"])
    assert Venue.objects.get().transit == "Bus 4"
