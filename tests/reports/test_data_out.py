"""Data out: exactly what the person may see, its purpose kept, and a token that ends."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import Entry as History
from meetings.models import Attendance, Meeting
from members.models import County, DataExport, Organization
from reports.actions import make_token
from tasks.models import Task

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-11-26T12:00:00-06:00")]


@pytest.fixture
def read(client):
    """Ask the API as a person, within scopes, with a token until a day."""

    def ask(person, path: str, scopes=("tasks", "people", "meetings", "organizations"), until="2026-12-31"):
        _, secret = make_token(
            person=person, name="Test", scopes=list(scopes), until=date.fromisoformat(until)
        )
        return client.get(f"/api/v1/{path}", headers={"Authorization": f"Bearer {secret}"})

    return ask


def test_token_gives_what_its_person_may_see(legislative, cal, ada, read):
    Task.objects.create(title="Own list", workgroup=None)
    Task.objects.create(title="Everyone's", workgroup=legislative)
    assert [row["title"] for row in read(cal, "tasks/").json()["rows"]] == ["Everyone's"]
    assert read(ada, "tasks/").json()["count"] == 2


def test_scope_that_was_not_given_is_refused(cal, read):
    assert read(cal, "tasks/", scopes=["people"]).status_code == 403


def test_token_past_its_day_opens_nothing(cal, client, time_machine):
    _, secret = make_token(person=cal, name="T", scopes=["tasks"], until=date(2026, 12, 31))
    asking = {"Authorization": f"Bearer {secret}"}
    assert client.get("/api/v1/tasks/", headers=asking).status_code == 200
    time_machine.move_to("2027-01-01T12:00:00-06:00")
    assert client.get("/api/v1/tasks/", headers=asking).status_code == 401


def test_token_of_a_person_who_left_opens_nothing(cal, read):
    cal.is_active = False
    cal.save()
    assert read(cal, "tasks/").status_code == 401


def test_answers_are_for_a_coordinators_token(cal, ada, read):
    assert read(cal, "answers/").status_code == 403
    assert read(ada, "answers/").status_code == 200


def test_protected_person_and_her_seat_never_stand_in_one_row(legislative, fay, cal, read):
    seat = fay.representations.get().organization
    Task.objects.create(title="T", workgroup=legislative, assignee=fay, organization=seat)
    said = json.dumps([read(cal, f"{name}/").json() for name in ("tasks", "people", "organizations")])
    assert "Secretname" not in said and fay.handle not in said
    assert read(cal, "tasks/").json()["rows"][0]["organization"] == ""
    assert read(cal, "organizations/").json()["rows"] == []


def test_export_asks_why_and_is_written_down(legislative, cal, client):
    Task.objects.create(title="=1+1", workgroup=legislative)
    client.force_login(cal)
    assert "This field is required" in client.post("/reports/data/tasks/", {"format": "csv"}).content.decode()
    answer = client.post("/reports/data/tasks/", {"format": "csv", "purpose": "Board report"})
    assert "'=1+1" in answer.content.decode("utf-8-sig")
    kept = History.objects.get(verb="data.exported")
    assert (kept.by, kept.data["what"], kept.data["count"]) == (cal, "tasks", 1)
    assert "Board" not in str(kept.data) and DataExport.objects.get().purpose == "Board report"


def test_coordinator_reads_what_others_took_and_what_for(legislative, cal, ada, client):
    Task.objects.create(title="T", workgroup=legislative)
    client.force_login(cal)
    client.post("/reports/data/tasks/", {"format": "json", "purpose": "Board report"})
    client.force_login(ada)
    text = client.get("/people/export/").content.decode()
    assert "Board report" in text and "1 tasks, json" in text and "Cal Ness" in text


def test_secret_is_shown_once_and_not_kept(cal, client):
    client.force_login(cal)
    made = {"name": "Dashboard", "scopes": ["tasks"], "until": "2026-12-31"}
    secret = client.post("/reports/tokens/", made).content.decode().split("consortium_")[1].split("<")[0]
    assert len(secret) >= 40
    assert secret not in client.get("/reports/tokens/").content.decode()
    assert secret not in cal.api_tokens.get().digest


def test_nobody_ends_another_persons_token(cal, dot, client):
    token, _ = make_token(person=cal, name="T", scopes=["tasks"], until=date(2026, 12, 31))
    client.force_login(dot)
    assert client.post(f"/reports/tokens/{token.pk}/end/").status_code == 404
    client.force_login(cal)
    client.post(f"/reports/tokens/{token.pk}/end/")
    assert not cal.api_tokens.filter(ended_at=None).exists()


@pytest.mark.parametrize("name", ["tasks", "attendance", "organizations"])
def test_query_count_is_the_same_for_one_row_and_for_thirty(name, legislative, ada, cal, read):
    county = County.objects.create(fips="55025", name="Dane")
    meeting = Meeting.objects.create(
        slug="m", title="M", starts_at="2026-10-15T15:00Z", ends_at="2026-10-15T19:00Z"
    )

    def count(numbers) -> int:
        for number in numbers:
            seat = Organization.objects.create(name=f"Seat {number}")
            seat.counties.add(county)
            Task.objects.create(title="T", workgroup=legislative, assignee=cal, organization=seat)
            Attendance.objects.create(meeting=meeting, organization=seat, person=cal)
        with CaptureQueriesContext(connection) as queries:
            assert read(ada, f"{name}/").json()["count"] >= 1
        return len(queries)

    assert count([0]) == count(range(1, 30))
