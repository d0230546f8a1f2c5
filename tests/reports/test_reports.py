"""A quarter on one page: its figures are true, hide who could be exposed, and freeze once filed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import Entry as History
from meetings.models import Attendance, Meeting
from members.models import Organization, Sector
from reports.figures import figures
from reports.models import Loan, Report
from reports.periods import parse
from tasks.models import Task

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-11-26T12:00:00-06:00")]


@pytest.fixture
def room(legislative, fay) -> Meeting:
    """Six attorneys and one protected seat came to the meeting of October 15."""
    attorneys = Sector.objects.create(code="attorney", name="Attorneys", order=1)
    starts = datetime(2026, 10, 15, 15, tzinfo=UTC)
    meeting = Meeting.objects.create(
        slug="2026-10-15", title="Quarterly", starts_at=starts, ends_at=starts + timedelta(hours=4)
    )
    for number in range(6):
        seat = Organization.objects.create(name=f"Law {number}", sector=attorneys, since=date(2026, 10, 1))
        Attendance.objects.create(meeting=meeting, organization=seat, arrived_at=starts)
    seat = Organization.objects.get(sector__protected=True)
    Attendance.objects.create(meeting=meeting, organization=seat, person=fay, arrived_at=starts)
    opened = datetime(2026, 10, 2, tzinfo=UTC)
    Task.objects.create(workgroup=legislative, title="Late", due=date(2026, 10, 31), created_at=opened)
    Task.objects.create(
        workgroup=legislative, title="Done", status="done", created_at=opened,
        closed_at=datetime(2026, 11, 2, tzinfo=UTC),
    )  # fmt: skip
    return meeting


def rows(key: str, slug: str = "2026-Q4", *, exact: bool = False) -> list[list[str]]:
    return next(figure.rows for figure in figures(parse(slug), exact=exact) if figure.key == key)


def test_meeting_counts_the_seats_that_came(room):
    assert rows("meetings") == [["2026-10-15", "Quarterly", "7", "4", "Quorum"]]


def test_sectors_under_five_are_not_told_apart(room):
    assert rows("attendance_by_sector") == [
        ["Protected", "<5"],
        ["Attorneys", "6"],
        ["All sectors", "6 or more"],
    ]
    assert rows("attendance_by_sector", exact=True)[0] == ["Protected", "1"]


def test_protected_seat_stands_in_no_list_that_leaves(room):
    left = str([figure.as_json() for figure in figures(parse("2026-Q4"))])
    assert "Advisory Seat A" not in left and "Secretname" not in left
    assert "Advisory Seat A" in str(rows("attendance_by_organization", exact=True))


def test_tasks_are_counted_by_workgroup(room):
    assert rows("tasks_by_workgroup") == [["Legislative", "1", "1", "0", "1"]]


def test_filed_report_never_changes(room, ada, client):
    client.force_login(ada)
    client.post("/reports/2026-Q4/write/", {"introduction": "A good quarter."})
    client.post("/reports/2026-Q4/file/")
    before = client.get("/reports/2026-Q4/report.json").content
    Task.objects.all().delete()
    assert client.get("/reports/2026-Q4/report.json").content == before
    client.post("/reports/2026-Q4/write/", {"introduction": "Rewritten."})
    assert Report.objects.get().words == {"introduction": "A good quarter."}
    assert set(History.objects.values_list("verb", flat=True)) >= {"report.written", "report.filed"}


def test_member_reads_the_words_only_when_they_are_filed(room, ada, cal, client):
    client.force_login(ada)
    client.post("/reports/2026-Q4/write/", {"introduction": "Not ready yet."})
    client.force_login(cal)
    assert "Not ready yet." not in client.get("/reports/2026-Q4/").content.decode()
    client.force_login(ada)
    client.post("/reports/2026-Q4/file/")
    client.force_login(cal)
    assert "Not ready yet." in client.get("/reports/2026-Q4/").content.decode()


@pytest.mark.parametrize("slug", ["2026-Q5", "26", "2026-Q4x", "0000", "2026-q4"])
def test_no_such_period_is_not_found(slug, cal, client):
    client.force_login(cal)
    assert client.get(f"/reports/{slug}/").status_code == 404


@pytest.mark.parametrize(
    ("format", "start"), [("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK"), ("json", b"{")]
)
def test_report_leaves_in_every_format(format, start, room, cal, client):
    client.force_login(cal)
    assert client.get(f"/reports/2026-Q4/report.{format}").content.startswith(start)


def test_lent_report_is_read_without_an_account_until_its_day(room, ada, client, time_machine):
    client.force_login(ada)
    client.post("/reports/2026-Q4/file/")
    client.post("/reports/2026-Q4/lend/", {"reader": "A fund", "until": "2026-12-31"})
    client.logout()
    address = f"/lent/{Loan.objects.get().key}/"
    page = client.get(address)
    assert page.status_code == 200 and "A fund" not in page.content.decode()
    assert page.headers["X-Robots-Tag"].startswith("noindex")
    assert page.headers["Cache-Control"] == "no-store"
    time_machine.move_to("2027-01-01T12:00:00-06:00")
    assert client.get(address).status_code == 404


def test_ended_loan_leads_nowhere(room, ada, client):
    client.force_login(ada)
    client.post("/reports/2026-Q4/file/")
    client.post("/reports/2026-Q4/lend/", {"reader": "A fund", "until": "2026-12-31"})
    client.post(f"/reports/loans/{Loan.objects.get().pk}/end/")
    assert client.get(f"/lent/{Loan.objects.get().key}/").status_code == 404


def test_loan_until_yesterday_is_refused_and_what_was_typed_stays(room, ada, client):
    client.force_login(ada)
    client.post("/reports/2026-Q4/file/")
    page = client.post("/reports/2026-Q4/lend/", {"reader": "A fund", "until": "2026-11-25"}).content.decode()
    assert "Give a day between today and a year from now." in page and "A fund" in page
    assert not Loan.objects.exists()


def test_query_count_is_the_same_for_one_meeting_and_for_ten(room):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            figures(parse("2026"))
        return len(queries)

    before = count()
    seats = list(Organization.objects.all())
    for month in range(1, 10):
        starts = datetime(2026, month, 5, 16, tzinfo=UTC)
        meeting = Meeting.objects.create(
            slug=f"m{month}", title="More", starts_at=starts, ends_at=starts + timedelta(hours=1)
        )
        Attendance.objects.bulk_create(
            Attendance(meeting=meeting, organization=seat, arrived_at=starts) for seat in seats
        )
    assert len(rows("meetings", "2026")) == 10
    assert count() == before
