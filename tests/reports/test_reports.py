"""A quarter on one page: its figures are true, hide who could be exposed, and freeze once filed."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document as Docx
from pypdf import PdfReader

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
    assert rows("meetings", exact=True) == [["2026-10-15", "Quarterly", "7", "4", "Quorum"]]


def test_number_of_seats_that_came_less_those_that_are_listed_leaves_nobody(room):
    assert rows("meetings") == [["2026-10-15", "Quarterly", "6 or more", "Quorum"]]
    listed = [row[0] for row in rows("attendance_by_organization") if row[-1] == "Present"]
    assert len(listed) == 6
    Attendance.objects.filter(organization__sector__protected=True).delete()
    assert rows("meetings") == [["2026-10-15", "Quarterly", "6 or more", "Quorum"]]


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


@pytest.mark.parametrize("format", ["pdf", "docx", "xlsx", "json"])
def test_paste_from_word_with_control_characters_leaves_in_every_format(
    format, room, legislative, ada, client
):
    legislative.name = "Legis\x0blative & <more>"
    legislative.save()
    Organization.objects.filter(name="Law 1").update(name="Law\x0c & Order\x1b")
    client.force_login(ada)
    client.post("/reports/2026-Q4/write/", {"introduction": "One\x0btwo."})
    assert client.get(f"/reports/2026-Q4/report.{format}").status_code == 200


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


def test_query_count_is_the_same_for_one_meeting_and_for_twenty_years_of_them(room, legislative, ada, client):
    client.force_login(ada)

    def counts() -> dict[str, int]:
        found = {}
        for path in ("2026/", "2026/report.pdf", "2026/report.docx", "dashboard/2026/"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(f"/reports/{path}").status_code == 200
            found[path] = len(queries)
        return found

    counts()
    before = counts()
    seats = list(Organization.objects.all())
    for number in range(80):
        year, month = 2007 + number // 4, 1 + 3 * (number % 4)
        starts = datetime(year, month, 5, 16, tzinfo=UTC)
        meeting = Meeting.objects.create(
            slug=f"m{number}", title="More", starts_at=starts, ends_at=starts + timedelta(hours=1)
        )
        Attendance.objects.bulk_create(
            Attendance(meeting=meeting, organization=seat, arrived_at=starts) for seat in seats
        )
        Task.objects.create(workgroup=legislative, title="T", created_at=starts, due=date(year, month, 9))
    assert len(rows("meetings", "2026")) == 5
    assert counts() == before


def test_filing_is_asked_first_and_says_what_it_does(room, ada, cal, client):
    client.force_login(ada)
    client.post("/reports/2026-Q4/write/", {"introduction": "A good quarter."})
    page = client.get("/reports/2026-Q4/file/").content.decode()
    assert "All members can read your words from then on" in page and "cannot be taken back" in page
    assert "This period runs until December 31, 2026" in page
    assert "This period runs" not in client.get("/reports/2026-Q3/file/").content.decode()
    assert Report.objects.get().filed_at is None
    client.force_login(cal)
    assert client.post("/reports/2026-Q4/file/").status_code == 403


def test_second_press_files_nothing_more(room, ada, client):
    client.force_login(ada)
    for _ in range(2):
        answer = client.post("/reports/2026-Q4/file/", follow=True)
    assert "is filed and does not change" in answer.content.decode()
    assert History.objects.filter(verb="report.filed").count() == 1
    assert client.get("/reports/2026-Q4/file/").url == "/reports/2026-Q4/"


def test_period_to_come_cannot_be_filed(ada, client):
    client.force_login(ada)
    page = client.post("/reports/2027-Q1/file/", follow=True).content.decode()
    assert (
        "has not begun" in page and "has not begun" in client.get("/reports/2027-Q1/file/").content.decode()
    )
    assert not Report.objects.filter(filed_at__isnull=False).exists()


def test_pdf_has_each_picture_tagged_with_its_words(room, cal, client):
    client.force_login(cal)
    reader = PdfReader(io.BytesIO(client.get("/reports/2026-Q4/report.pdf").content))
    said = [node["/Alt"] for node in _tagged(reader.trailer["/Root"]["/StructTreeRoot"]) if "/Alt" in node]
    assert {words.split(":")[0] for words in said} >= {
        "Attendance by organization",
        "Seats by sector",
        "The work plan of 2026",
    }


def test_word_has_each_picture_with_its_words(room, cal, client):
    client.force_login(cal)
    docx = Docx(io.BytesIO(client.get("/reports/2026-Q4/report.docx").content))
    said = [shape._inline.docPr.get("descr") for shape in docx.inline_shapes]
    assert all(said)
    assert {words.split(":")[0] for words in said} >= {
        "Attendance by organization",
        "Seats by sector",
        "The work plan of 2026",
    }


def _tagged(node):
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            yield from _tagged(one)
    elif isinstance(node, dict):
        yield node
        if "/K" in node:
            yield from _tagged(node["/K"])
