"""A member says herself that she is here, or was; the coordinator corrects; figures give nobody away."""

import io
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest
import time_machine

from audit.models import Entry
from charter.models import Charter
from meetings.attendance_export import csv_of
from meetings.here import here_path
from meetings.models import Attendance, Meeting, Minutes
from meetings.sign_in_sheet import rows_of
from members.actions import agree
from members.models import DataExport, Organization, Representation, Sector

PAGE = "/meetings/q/attendance/"
HERE = "/meetings/q/here/"
TEN = datetime(2027, 1, 21, 16, tzinfo=UTC)


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


def test_code_on_the_wall_asks_and_a_signed_in_member_presses_once(client, meeting, harbor, cal):
    client.force_login(cal)
    path = here_path(meeting)
    assert "I am here" in client.get(path).content.decode()
    assert not Attendance.objects.exists()
    client.post(path, {"mode": "remote", "organization": harbor.pk})
    row = Attendance.objects.get()
    assert (row.organization, row.person, row.mode, row.source) == (harbor, cal, "remote", "self")
    client.post(path, {"mode": "in_person", "organization": harbor.pk, "act": "out"})
    assert Attendance.objects.get().left_at == TEN + timedelta(minutes=30)


def test_visitor_without_account_is_a_guest_and_sees_no_one(client, meeting, harbor):
    page = client.get(here_path(meeting)).content.decode()
    assert "Harbor House" not in page and "Sign in and check in" in page
    client.post(here_path(meeting), {"mode": "in_person", "name": "Pat  Doe, City Hall"})
    row = Attendance.objects.get()
    assert (row.guest_name, row.organization, row.source) == ("Pat Doe, City Hall", None, "self")


def test_nobody_checks_in_for_an_organization_that_is_not_hers(client, meeting, harbor, dot):
    client.force_login(dot)
    client.post(HERE, {"mode": "in_person", "organization": harbor.pk})
    assert not Attendance.objects.exists()


def test_protected_member_who_checks_in_leaves_no_link_to_her_seat(client, meeting, fay):
    client.force_login(fay)
    seat = Organization.objects.get()
    Meeting.objects.update(title="What it is about")
    assert "What it is about" not in client.get(HERE).content.decode()
    client.post(HERE, {"mode": "in_person", "organization": seat.pk})
    assert Attendance.objects.get().person is None


@pytest.mark.parametrize(("hours", "source"), [(-3, None), (-1, "self"), (5, "late"), (24 * 31 + 5, None)])
def test_what_is_said_afterwards_is_marked_as_late(client, meeting, harbor, cal, clock, hours, source):
    clock.move_to(TEN + timedelta(hours=hours))
    client.force_login(cal)
    client.post(HERE, {"mode": "in_person", "organization": harbor.pk})
    assert list(Attendance.objects.values_list("source", flat=True)) == ([source] if source else [])


def test_coordinator_adds_corrects_and_removes(client, meeting, harbor, ada, cal):
    client.force_login(ada)
    typed = {
        "organization": "Harbor House",
        "person": "Cal Ness",
        "mode": "in_person",
        "arrived_at": "2027-01-21T10:05",
    }
    client.post(PAGE, typed)
    row = Attendance.objects.get()
    assert (row.source, row.arrived_at) == ("coordinator", TEN + timedelta(minutes=5))
    assert "stands in the list already for that time" in client.post(PAGE, typed).content.decode()
    line = f"{PAGE}{row.pk}/"
    wrong = client.post(line, typed | {"left_at": "2027-01-21T09:00"}).content.decode()
    assert "Give a time after the arrival." in wrong and "2027-01-21T09:00" in wrong
    client.post(line, typed | {"left_at": "2027-01-21T11:00"})
    row.refresh_from_db()
    assert row.left_at == TEN + timedelta(hours=1)
    client.post(line, {"remove": "1"})
    assert not Attendance.objects.exists()


def present(meeting, sector, count):
    for number in range(count):
        seat = Organization.objects.create(name=f"{sector.name} {number}", sector=sector)
        Attendance.objects.create(meeting=meeting, organization=seat, arrived_at=TEN)


@pytest.fixture
def counted(meeting):
    present(meeting, Sector.objects.create(code="a", name="Attorneys"), 6)
    present(meeting, Sector.objects.create(code="p", name="Advisers", protected=True), 2)


def test_second_stay_of_the_same_seat_is_another_line(client, meeting, harbor, ada):
    client.force_login(ada)
    typed = {"organization": "Harbor House", "mode": "in_person"}
    for arrived, left in [("10:00", "10:30"), ("11:00", "12:00"), ("11:30", "")]:
        left = left and f"2027-01-21T{left}"
        client.post(PAGE, typed | {"arrived_at": f"2027-01-21T{arrived}", "left_at": left})
    assert [row.arrived_at for row in Attendance.objects.all()] == [TEN, TEN + timedelta(hours=1)]


def test_export_asks_for_the_quorum_of_each_meetings_own_day(client, meeting, harbor, ada):
    Attendance.objects.create(meeting=meeting, organization=harbor, arrived_at=TEN)
    for number in range(6):
        Organization.objects.create(name=f"Later {number}", since=TEN.date() + timedelta(days=9))
    rows = csv_of([meeting], exact=True).decode("utf-8-sig").splitlines()
    assert rows[0].endswith("Needed for a quorum") and rows[1].rsplit(",", 1)[1].strip('"') == "1"


def test_members_see_counts_that_give_nobody_away(client, meeting, counted, ada, cal):
    client.force_login(cal)
    page = client.get(PAGE).content.decode()
    assert '<td data-label="Organizations">6</td>' in page and "&lt;5" in page and "6 or more" in page
    assert "Attorneys 1" not in page and "Advisers 1" not in page
    client.force_login(ada)
    assert "<strong>8</strong>" in client.get(PAGE).content.decode()


def test_export_may_be_handed_on_and_is_written_down(client, meeting, counted, ada):
    Meeting.objects.update(title="=cmd()")
    client.force_login(ada)
    days = {"first": "2027-01-01", "last": "2027-12-31", "purpose": "A funder asks"}
    text = client.post("/meetings/attendance/export/", days | {"kind": "csv"}).content.decode("utf-8-sig")
    head, row = text.splitlines()
    assert head.startswith("Date,Meeting,Workgroup,")
    assert row.startswith("2027-01-21,'=cmd(),,") and "<5" in row and "6 or more" in row
    book = openpyxl.load_workbook(
        io.BytesIO(client.post("/meetings/attendance/export/", days | {"kind": "xlsx"}).content)
    )
    names = [cells[0].value for cells in book["By organization"].iter_rows()]
    assert "Attorneys 1" in names and "Advisers 1" not in names
    exact = client.post(
        "/meetings/attendance/export/", days | {"kind": "csv", "exact": "on"}
    ).content.decode()
    assert ",8," in exact
    assert Entry.objects.filter(verb="data.exported").count() == 3
    kept = DataExport.objects.first()
    assert (kept.what, kept.purpose, kept.with_unlisted, kept.by) == (
        "attendance",
        "A funder asks",
        True,
        ada,
    )


def test_sheet_names_representatives_who_let_members_read_it_and_nobody_in_a_protected_seat(
    client, meeting, harbor, cal, fay, ada
):
    client.force_login(ada)
    assert client.get("/meetings/q/check-in/sheet/pdf/").content.startswith(b"%PDF-")

    def people() -> dict:
        return {row["organization"]: row["people"] for row in rows_of(meeting, Charter.load())}

    assert people() == {"Advisory Seat A": "", "Harbor House": ""}
    for person in (cal, fay):
        agree(person, choices={("members", "name"), ("members", "seats")}, by=person)
    assert people() == {"Advisory Seat A": "", "Harbor House": "Cal Ness"}


def test_poster_shows_a_code(client, meeting, ada):
    client.force_login(ada)
    assert "<svg" in client.get("/meetings/q/check-in/poster/").content.decode()


def test_imported_minutes_fill_the_list_in_one_press(client, meeting, harbor, ada):
    client.force_login(ada)
    assert client.post(PAGE + "fill/").status_code == 404
    seats = [
        {"organization": name, "people": [], "remote": True, "left": ""} for name in ("Harbor House", "Gone")
    ]
    Minutes.objects.create(meeting=meeting, attendance={"seats": seats})
    assert "Take over from the minutes" in client.get(PAGE).content.decode()
    page = client.post(PAGE + "fill/", follow=True).content.decode()
    assert "1 line taken over from the minutes." in page and "Not on the roster: Gone." in page
    assert Attendance.objects.get().mode == "remote"
