"""Check-in on the day: each press counts once, contradictions are told, and nobody is given away."""

import gzip
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from charter.models import Charter
from mail.links import sign
from meetings.actions import minutes as minutes_actions
from meetings.actions.door import give_pass
from meetings.attendance_counts import counted
from meetings.minutes_attendance import attendance_words
from meetings.models import Attendance, DoorPass, Meeting
from meetings.quorum import quorum_at, quorum_of_day
from members.actions import agree
from members.models import Organization, Representation

PAGE = "/meetings/q/check-in/"
TEN = datetime(2027, 1, 21, 16, tzinfo=UTC)
MINUTE = 60_000


@pytest.fixture(autouse=True)
def clock(db):
    Charter(pk=1, short_name="WAHTC", time_zone="America/Chicago").save()
    with time_machine.travel(TEN + timedelta(minutes=30), tick=False) as travel:
        yield travel


@pytest.fixture
def meeting(db) -> Meeting:
    return Meeting.objects.create(
        slug="q", title="Quarterly", starts_at=TEN, ends_at=TEN + timedelta(hours=4)
    )


@pytest.fixture
def harbor(cal) -> Organization:
    harbor = Organization.objects.create(name="Harbor House")
    Representation.objects.create(person=cal, organization=harbor)
    return harbor


@pytest.fixture
def door(client, ada, meeting):
    client.force_login(ada)
    return client


@pytest.fixture
def helpers(client, ada, meeting) -> str:
    found = give_pass(meeting, helper="Pat", by=ada)
    return f"/door/{sign('door', found.pk, ada.pk)}/"


def press(act, organization=None, *, minutes_ago=0, **fields):
    now = int(datetime.now(UTC).timestamp() * 1000)
    place = str(organization.pk) if organization else ""
    return {"id": str(uuid4()), "act": act, "organization": place, "at": now - minutes_ago * MINUTE} | fields


def send(client, *notes, address=PAGE, ahead=0):
    """As the page's script does; `ahead` is by how much the device's clock is wrong, in minutes."""
    now = int(datetime.now(UTC).timestamp() * 1000) + ahead * MINUTE
    notes = [note | {"at": note["at"] + ahead * MINUTE} for note in notes]
    return client.post(
        address + "notes/", {"now": now, "notes": notes}, content_type="application/json"
    ).json()


def test_press_without_script_checks_in_and_comes_back_to_the_organization(door, harbor, cal):
    answer = door.post(PAGE, {"act": "in", "organization": harbor.pk, "person": cal.pk})
    assert answer.url == f"{PAGE}#seat-{harbor.pk}"
    row = Attendance.objects.get()
    assert (row.organization, row.person, row.mode, row.source) == (harbor, cal, "in_person", "door")
    assert "Here since 10:30 a.m. (Cal Ness)" in door.get(PAGE).content.decode()


def test_same_note_sent_twice_counts_once_and_is_answered_alike(door, harbor):
    note = press("in", harbor, minutes_ago=20)
    first, second = send(door, note), send(door, note)
    assert first["results"] == second["results"] == [{"id": note["id"], "outcome": "noted", "told": ""}]
    assert Attendance.objects.get().arrived_at == TEN + timedelta(minutes=10)
    assert first["state"]["present"] == 1 and first["state"]["reached"]


def test_a_device_whose_clock_is_wrong_still_notes_the_right_minute(door, harbor):
    send(door, press("in", harbor, minutes_ago=20), ahead=-600)
    assert Attendance.objects.get().arrived_at == TEN + timedelta(minutes=10)


def test_leaving_and_coming_back_and_undo(door, harbor):
    state = send(door, press("remote", harbor, minutes_ago=20), press("out", harbor, minutes_ago=5))["state"]
    assert state["seats"][str(harbor.pk)] == {"state": "left", "words": "Left at 10:25 a.m."}
    assert state["present"] == 0
    assert send(door, press("remote", harbor))["results"][0]["told"] == "Harbor House is back."
    assert Attendance.objects.count() == 2
    states = [send(door, press("undo", harbor))["state"]["seats"].get(str(harbor.pk)) for _ in range(3)]
    assert [state and state["state"] for state in states] == ["left", "here", None]
    assert not Attendance.objects.exists()


def test_quorum_of_a_moment_during_an_absence_does_not_count_who_came_back_later(door, harbor, meeting):
    for act, ago in [("in", 25), ("out", 20), ("in", 10)]:
        send(door, press(act, harbor, minutes_ago=ago))
    moments = [quorum_at(meeting, TEN + timedelta(minutes=minute)) for minute in (6, 15, 21)]
    assert [quorum.reached for quorum in moments] == [True, False, True]
    assert quorum_of_day(meeting).present == {harbor.pk}
    page = door.get("/meetings/q/attendance/").content.decode()
    assert '<td data-label="Organizations">1</td>' in page


def test_who_came_back_is_one_person_in_the_figures_and_in_the_minutes(door, harbor, cal, meeting, ada):
    for act, ago in [("in", 25), ("out", 20), ("in", 10)]:
        send(door, press(act, harbor, minutes_ago=ago, person=str(cal.pk)))
    [count] = counted([meeting])
    assert (Attendance.objects.count(), count.people) == (2, 1)
    minutes = minutes_actions.begin(meeting, by=ada)
    assert attendance_words(minutes)["organizations"] == [{"name": "Harbor House", "people": []}]
    agree(cal, choices={("members", "name"), ("members", "seats")}, by=cal)
    assert attendance_words(minutes)["organizations"] == [{"name": "Harbor House", "people": ["Cal Ness"]}]


def test_press_made_before_the_leaving_that_another_device_noted_is_told(door, harbor):
    send(door, press("in", harbor, minutes_ago=25), press("out", harbor, minutes_ago=5))
    [result] = send(door, press("in", harbor, minutes_ago=15))["results"]
    assert result["outcome"] == "conflict" and Attendance.objects.count() == 1


def test_what_two_devices_say_against_each_other_is_told(door, harbor):
    late = press("in", harbor, minutes_ago=15)
    send(door, press("in", harbor, minutes_ago=20), press("out", harbor, minutes_ago=10))
    [result] = send(door, late)["results"]
    assert result["outcome"] == "conflict" and "left after your press" in result["told"]
    [result] = send(door, press("out", Organization.objects.create(name="Nobody")))["results"]
    assert (result["outcome"], result["told"]) == (
        "conflict",
        "Nobody was not checked in, so it cannot leave.",
    )


def test_coordinators_own_line_is_not_undone_at_the_door(door, harbor, meeting):
    Attendance.objects.create(meeting=meeting, organization=harbor, source="coordinator", arrived_at=TEN)
    assert send(door, press("undo", harbor))["results"][0]["outcome"] == "conflict"
    assert Attendance.objects.exists()


def test_unreadable_note_is_answered_and_stops_no_other(door, harbor):
    results = send(door, press("dance", harbor), press("in", harbor))["results"]
    assert [result["outcome"] for result in results] == ["conflict", "noted"]
    assert door.post(PAGE + "notes/", "nonsense", content_type="application/json").status_code == 400


def test_protected_seat_is_checked_in_by_its_label_alone(door, fay):
    seat = Organization.objects.get(name="Advisory Seat A")
    page = door.get(PAGE).content.decode()
    assert "Advisory Seat A" in page and "Secretname" not in page and "Protected" not in page
    send(door, press("in", seat, person=str(fay.pk)), press("in", seat, guest="Her companion"))
    assert set(Attendance.objects.values_list("organization", "person", "guest_name")) == {
        (seat.pk, None, ""),
        (None, None, "Her companion"),
    }


def test_nobody_but_the_coordinator_learns_at_the_door_whether_a_protected_seat_is_here(
    client, helpers, harbor, fay, meeting, bea, legislative
):
    seat = Organization.objects.get(name="Advisory Seat A")
    row = Attendance.objects.create(meeting=meeting, organization=seat, arrived_at=TEN)
    Attendance.objects.create(meeting=meeting, organization=harbor, arrived_at=TEN)
    Meeting.objects.update(workgroup=legislative)
    signed_in = Client()
    signed_in.force_login(bea)
    for keeper, address in [(client, helpers), (signed_in, PAGE)]:
        page, state = keeper.get(address).content.decode(), keeper.get(address + "state/").json()
        assert "Advisory Seat" not in page and "Harbor House" in page and "Quorum reached" not in page
        assert "check in themselves or with the coordinator" in page
        assert (list(state["seats"]), state["present"], state["here"]) == ([str(harbor.pk)], 1, 1)
        assert "reached" not in state and "needed" not in state
        [result] = send(keeper, press("undo", seat), address=address)["results"]
        assert result["told"] == "This could not be understood."
    listed = signed_in.get("/meetings/q/attendance/").content.decode()
    assert "Harbor House" in listed and "Advisory Seat" not in listed
    assert signed_in.get(f"/meetings/q/attendance/{row.pk}/").status_code == 404
    assert Attendance.objects.filter(organization=seat).exists()


def test_protected_seat_checks_herself_in_and_the_coordinator_sees_it(client, fay, ada, meeting):
    seat = Organization.objects.get(name="Advisory Seat A")
    client.force_login(fay)
    client.post("/meetings/q/here/", {"mode": "in_person", "organization": seat.pk})
    client.force_login(ada)
    assert client.get(PAGE + "state/").json()["seats"][str(seat.pk)]["state"] == "here"


def test_worker_of_the_page_reaches_no_further_than_the_page(door, helpers, client):
    for place in (PAGE, helpers):
        answer = door.get(place + "worker/")
        assert answer["Content-Type"].startswith("text/javascript")
        assert answer["Service-Worker-Allowed"] == place
        assert "unsafe" not in answer["Content-Security-Policy"]
    door.logout()
    assert door.get(PAGE + "worker/").status_code == 302


def test_helpers_page_and_its_worker_stay_below_the_link_that_was_opened(client, helpers, clock):
    clock.shift(timedelta(minutes=5))
    page = client.get(helpers).content.decode()
    assert f'data-scope="{helpers}"' in page and f'data-worker="{helpers}worker/"' in page
    clock.shift(timedelta(minutes=5))
    assert client.get(helpers + "worker/")["Service-Worker-Allowed"] == helpers


def test_long_list_comes_in_pages_and_is_searched(door, harbor):
    Organization.objects.bulk_create(Organization(name=f"Seat {n:04}") for n in range(1000))
    page = door.get(PAGE).content
    assert page.count(b'id="seat-') == 101 and b'rel="next"' in page  # and the one that the script fills in
    found = door.get(PAGE, {"q": "harbor"}).content.decode()
    assert found.count("<h2>Harbor House</h2>") == 1 and "<h2>Seat" not in found
    assert "No organization has that in its name." in door.get(PAGE, {"q": "nowhere"}).content.decode()


def test_press_without_script_comes_back_to_what_was_found(door, harbor):
    Organization.objects.bulk_create(Organization(name=f"County Office {n:04}") for n in range(150))
    answer = door.post(PAGE + "?q=harbor", {"in": harbor.pk})
    assert answer.url == f"{PAGE}?q=harbor#seat-{harbor.pk}"


def test_a_thousand_organizations_are_a_short_page_and_a_register_that_a_tablet_can_keep(door, cal):
    seats = Organization.objects.bulk_create(Organization(name=f"County Office {n:04}") for n in range(1000))
    Representation.objects.bulk_create(Representation(person=cal, organization=seat) for seat in seats)
    page, register = door.get(PAGE).content, door.get(PAGE + "register/")
    assert f'data-register="{PAGE}register/"' in page.decode()
    assert [seats[-1].pk, "County Office 0999", [[cal.pk, "Cal Ness"]]] in register.json()["seats"]
    assert len(page) < 150_000 and len(gzip.compress(page + register.content)) < 50_000


def test_a_door_that_shows_all_its_organizations_has_no_register(door, harbor):
    assert 'data-register=""' in door.get(PAGE).content.decode()


def test_register_names_people_as_the_page_does(
    client, door, helpers, harbor, cal, dot, fay, bea, legislative
):
    Representation.objects.create(person=dot, organization=harbor, role="alternate")
    seat = Organization.objects.get(name="Advisory Seat A")

    def listed(keeper, address=PAGE) -> dict:
        return {pk: people for pk, _name, people in keeper.get(address + "register/").json()["seats"]}

    everyone = [[dot.pk, "Dot Ray"], [cal.pk, "Cal Ness"]]
    assert listed(door)[harbor.pk] == everyone and listed(door)[seat.pk] is None
    anyone = Client()
    assert listed(anyone, helpers)[harbor.pk] == [] and seat.pk not in listed(anyone, helpers)
    Meeting.objects.update(workgroup=legislative)
    agree(dot, choices={("members", "name"), ("members", "seats")}, by=dot)
    chair = Client()
    chair.force_login(bea)
    assert listed(chair)[harbor.pk] == [[dot.pk, "Dot Ray"]] and seat.pk not in listed(chair)


def test_press_in_the_list_names_who_came(door, harbor, cal):
    answer = door.post(PAGE, {"in": harbor.pk, f"person-{harbor.pk}": cal.pk})
    assert answer.url == f"{PAGE}#seat-{harbor.pk}"
    row = Attendance.objects.get()
    assert (row.organization, row.person) == (harbor, cal)
    door.post(PAGE, {"undo": harbor.pk, f"person-{harbor.pk}": ""})
    assert not Attendance.objects.exists()


def test_walk_in_is_a_guest_and_no_vote(door, harbor):
    door.post(
        PAGE,
        {"act": "in", "walk_in": "1", "guest": "Pat Doe", "organization": "harbor house", "mode": "remote"},
    )
    row = Attendance.objects.get()
    assert (row.guest_name, row.organization, row.mode) == ("Pat Doe", harbor, "remote")
    assert door.get(PAGE + "state/").json()["present"] == 0
    assert "Pat Doe" in door.get(PAGE).content.decode()


@pytest.mark.parametrize("name", ["Harbour Home", "Advisory Seat A"])
def test_walk_in_with_an_organization_that_is_not_listed_is_asked_again(door, fay, name):
    typed = {"act": "in", "walk_in": "1", "guest": "Pat Doe", "organization": name, "mode": "remote"}
    page = door.post(PAGE, typed).content.decode()
    assert page.count("No organization here is called that.") == 2 and not Attendance.objects.exists()


def test_walk_in_without_a_name_is_said_at_the_field(door):
    page = door.post(PAGE, {"act": "in", "walk_in": "1", "mode": "in_person"}).content.decode()
    assert "This field is required." in page


def test_helper_sees_labels_and_no_names_until_the_link_runs_out(
    client, helpers, harbor, cal, meeting, clock
):
    page = client.get(helpers).content.decode()
    assert "Harbor House" in page and "Cal Ness" not in page
    send(client, press("in", harbor, person=str(cal.pk)), address=helpers)
    assert Attendance.objects.get().person is None
    Attendance.objects.update(person=cal)
    assert "Cal Ness" not in client.get(helpers + "state/").content.decode()
    clock.move_to(meeting.ends_at + timedelta(hours=13))
    assert client.get(helpers).status_code == 404


def test_helpers_link_ends_when_the_coordinator_ends_it(door, helpers):
    door.post(f"{PAGE}helpers/{DoorPass.objects.get().pk}/end/")
    assert door.get(helpers).status_code == 404
    assert door.get(helpers.replace("/door/", "/door/x")).status_code == 404


def test_cancelled_meeting_takes_no_press(door, harbor, meeting):
    Meeting.objects.update(state="cancelled")
    assert send(door, press("in", harbor))["results"][0]["told"] == "This meeting was cancelled."
    assert not Attendance.objects.exists()


def test_meeting_is_held_by_an_act_once_it_has_begun(door, meeting, ada, clock):
    clock.move_to(TEN - timedelta(minutes=1))
    door.post(PAGE + "held/")
    assert Meeting.objects.get().state == "scheduled"
    clock.move_to(TEN + timedelta(hours=3))
    door.force_login(ada)
    door.post(PAGE + "held/")
    assert Meeting.objects.get().state == "held"


def queries(client, *addresses) -> list[int]:
    found = []
    for address in addresses:
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        found.append(len(asked))
    return found


def test_door_costs_the_same_queries_with_one_and_with_thirty_organizations(door, meeting, harbor):
    Attendance.objects.create(meeting=meeting, organization=harbor, arrived_at=TEN)
    addresses = [PAGE, PAGE + "state/", PAGE + "register/", "/meetings/q/attendance/"]
    queries(door, *addresses)
    one = queries(door, *addresses)
    for number in range(30):
        seat = Organization.objects.create(name=f"Seat {number}")
        Attendance.objects.create(meeting=meeting, organization=seat, arrived_at=TEN)
    assert queries(door, *addresses) == one
