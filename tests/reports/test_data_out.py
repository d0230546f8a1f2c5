"""Data out: exactly what the person may see, its purpose kept, and a token that ends."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import Entry as History
from library.models import Resource
from mail.models import Message
from meetings.models import AgendaItem, Attendance, Entry, Invitation, Meeting, Minutes, Motion, Venue, Vote
from members.actions import agree
from members.models import County, DataExport, Organization, Person, Prospect, Representation
from reports.actions import make_token
from reports.datasets import DATASETS
from reports.enums import Scope
from reports.models import Report
from tasks.models import Goal, Objective, Task
from workgroups.models import Role, Workgroup

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


@pytest.fixture
def add(legislative, ada):
    """One row more in every set of data there is."""
    county = County.objects.create(fips="55025", name="Dane")

    def more(number: int) -> None:
        seat = Organization.objects.create(name=f"Seat {number}")
        seat.counties.add(county)
        who = Person.objects.create_user(f"Person {number}", f"p{number}@example.org")
        agree(who, choices={("members", "name"), ("members", "seats")}, by=who)
        Representation.objects.create(organization=seat, person=who)
        Role.objects.create(workgroup=legislative, person=who, since="2026-01-01")
        Workgroup.objects.create(slug=f"g{number}", name="Group")
        goal = Goal.objects.create(workgroup=legislative, year=2026, title=f"Goal {number}")
        objective = Objective.objects.create(goal=goal, title="Objective")
        Task.objects.create(
            title="T", workgroup=legislative, assignee=who, organization=seat, objective=objective
        )
        venue = Venue.objects.create(name=f"Venue {number}")
        meeting = Meeting.objects.create(
            slug=f"m{number}",
            title="M",
            starts_at="2026-10-15T15:00Z",
            ends_at="2026-10-15T19:00Z",
            venue=venue,
        )
        AgendaItem.objects.create(
            meeting=meeting, position=1, title="Item", person=who, workgroup=legislative
        )
        Attendance.objects.create(meeting=meeting, organization=seat, person=who)
        Invitation.objects.create(meeting=meeting, person=who)
        minutes = Minutes.objects.create(meeting=meeting, state="approved")
        entry = Entry.objects.create(minutes=minutes, position=1, heading="Item", kind="motion", text="Moved")
        motion = Motion.objects.create(entry=entry, counted_at="2026-10-15T16:00Z", eligible=9, present=8)
        Vote.objects.create(motion=motion, organization=seat, choice="for")
        Resource.objects.create(title="R", state="published", next_review="2027-01-01")
        prospect = Prospect.objects.create(name="Prospect", asker=who)
        prospect.counties.add(county)
        Report.objects.create(slug=f"19{number:02}", filed_at="2026-01-01T00:00Z", figures=[{}])
        Message.objects.create(
            key=f"k{number}", message_id=f"i{number}", kind="x", person=who, address="a@b.org"
        )

    return more


def test_query_count_of_each_set_is_the_same_for_one_row_and_for_thirty(add, ada, cal, read):
    def counts(least: int) -> dict[str, int]:
        found = {}
        for name, dataset in DATASETS.items():
            reader = ada if dataset.coordinator_only else cal
            with CaptureQueriesContext(connection) as queries:
                rows = read(reader, f"{name}/", scopes=Scope.values).json()["rows"]
            assert len(rows) >= least and rows[0].keys() == set(dataset.columns), name
            found[name] = len(queries)
        return found

    add(0)
    counts(1)
    before = counts(1)
    for number in range(1, 30):
        add(number)
    assert counts(30) == before


def test_who_fills_which_seat_is_told_as_the_directory_tells_it(fay, cal, dot, ada, read):
    """Fay is protected, and whoever did not agree that her seats are named stands in no row."""
    house = Organization.objects.create(name="Open House")
    for person, fields in ((cal, {"name", "seats"}), (dot, {"name"}), (fay, {"name", "seats"})):
        Representation.objects.get_or_create(organization=house, person=person, role="alternate")
        agree(person, choices={("members", field) for field in fields}, by=person)
    eve = Person.objects.create_user("Eve Oak", "eve@example.org")
    told = read(eve, "representations/").json()["rows"]
    assert [(row["person"], row["organization"]) for row in told] == [("Cal Ness", "Open House")]
    assert {row["person"] for row in read(dot, "representations/").json()["rows"]} == {"Cal Ness", "Dot Ray"}
    assert read(ada, "representations/").json()["count"] == 4


def test_the_coordinators_own_data_are_hers(cal, ada, client, read):
    for name in ("prospects", "messages", "history"):
        assert read(cal, f"{name}/", scopes=["office"]).status_code == 403
        assert read(ada, f"{name}/", scopes=["office"]).status_code == 200
    client.force_login(cal)
    assert "Prospects" not in client.get("/reports/data/").content.decode()
    assert 'value="office"' not in client.get("/reports/tokens/").content.decode()
    assert client.get("/reports/data/history/").status_code == 403


def test_code_that_signs_in_stands_in_no_file(ada, read):
    Message.objects.create(
        key="k", message_id="i", kind="account", address="a@b.org", subject="Code 4711", secret=True
    )
    assert read(ada, "messages/", scopes=["office"]).json()["rows"][0]["subject"] == ""


def test_name_that_is_hidden_and_read_by_a_program_is_written_down(fay, ada, read):
    read(ada, "people/")
    assert History.objects.filter(verb="person.name_read", object_id=str(fay.pk), by=ada).exists()
