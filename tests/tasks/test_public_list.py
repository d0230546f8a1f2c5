"""What the world sees of a workgroup's list: the tab, the frame, the JSON and the feed are one rule."""

import json
from datetime import date

import pytest

from members.actions import agree, list_publicly, take_off_the_public_list, withdraw_all
from members.models import Organization
from tasks.actions import open_task, set_status
from tasks.models import Task

pytestmark = pytest.mark.django_db
PLACES = ["", "embed/", "tasks.json", "tasks.atom"]


@pytest.fixture
def lists(legislative, bea, cal, fay):
    seat = fay.representations.get().organization
    agency = Organization.objects.create(name="Open Agency")
    open_task(title="Shown", workgroup=legislative, assignee=cal, organization=agency, public=True, by=bea)
    open_task(title="Hers", workgroup=legislative, assignee=fay, organization=seat, public=True, by=bea)
    open_task(title="Kept in", workgroup=legislative, assignee=cal, public=False, by=bea)


@pytest.mark.parametrize("place", PLACES)
def test_only_what_the_chair_made_public_and_no_name_without_consent(place, lists, client):
    page = client.get(f"/workgroups/legislative/{place}").content.decode()
    assert "Shown" in page and "Hers" in page and "Kept in" not in page
    assert "Cal" not in page and "Secretname" not in page and "Open Agency" not in page
    assert "Advisory Seat" not in page, "nothing may link a person to a protected seat"


@pytest.mark.parametrize("place", PLACES)
def test_a_person_and_an_organization_are_named_from_their_consent_on_and_no_longer(
    place, lists, cal, client
):
    agency = Organization.objects.get(name="Open Agency")
    agree(cal, choices={("public", "name")}, by=cal)
    list_publicly(agency, by=cal)
    page = client.get(f"/workgroups/legislative/{place}").content.decode()
    assert "Cal Ness, Open Agency" in page
    withdraw_all(cal, by=cal)
    take_off_the_public_list(agency, by=cal)
    page = client.get(f"/workgroups/legislative/{place}").content.decode()
    assert "Cal Ness" not in page and "Open Agency" not in page


@pytest.mark.parametrize("place", PLACES)
def test_a_protected_seat_is_never_named_in_public_whatever_was_agreed(place, lists, fay, client):
    seat = fay.representations.get().organization
    agree(fay, choices={("public", "name")}, by=fay)
    list_publicly(seat, by=fay)
    page = client.get(f"/workgroups/legislative/{place}").content.decode()
    assert "Secretname" not in page and "Advisory Seat" not in page


@pytest.mark.parametrize("place", PLACES)
def test_a_protected_name_that_somebody_typed_is_left_out(place, legislative, fay, bea, cal, client):
    objective = legislative.goals.create(year=2026, title="G").objectives.create(title="With Fay Secretname")
    legislative.charge = "Bills, with fay secretname."
    legislative.save()
    open_task(
        title="Ask Fay Secretname", deliverable="Fay Secretname's words", objective=objective,
        workgroup=legislative, public=True, by=bea,
    )  # fmt: skip
    page = client.get(f"/workgroups/legislative/{place}").content.decode()
    assert "secretname" not in page.casefold() and "Ask [left out]" in page
    assert "Ask Fay Secretname" in Task.objects.values_list("title", flat=True)
    assert "secretname" not in client.get("/workgroups/").content.decode().casefold()
    search = client.get("/search/?q=Secretname").content.decode()
    assert "Ask" not in search
    assert "Ask [left out]" not in client.get("/search/?q=ask").content.decode()
    client.force_login(cal)
    assert "Ask Fay Secretname" in client.get("/workgroups/legislative/tasks/").content.decode()


@pytest.mark.parametrize("place", ["", "embed/", "tasks.json"])
def test_open_work_comes_first_by_its_date(place, legislative, bea, client):
    for title, day in (("Later", 20), ("Sooner", 10), ("Finished", 1)):
        task = open_task(title=title, workgroup=legislative, due=date(2026, 12, day), public=True, by=bea)
    set_status(task, status="done", by=bea)
    page = client.get(f"/workgroups/legislative/{place}").content.decode()
    assert page.index("Sooner") < page.index("Later") < page.index("Finished")


@pytest.mark.parametrize("place", PLACES)
def test_an_organization_stands_for_its_nameless_lead(place, legislative, bea, cal, client):
    agency = Organization.objects.create(name="Open Agency")
    list_publicly(agency, by=cal)
    open_task(title="Shown", workgroup=legislative, assignee=cal, organization=agency, public=True, by=bea)
    page = client.get(f"/workgroups/legislative/{place}").content.decode()
    assert "Open Agency" in page and "A member" not in page


@pytest.mark.parametrize("place", ["embed/", "tasks.json", "tasks.atom"])
def test_the_coordinator_reads_the_same_in_public_places(place, lists, ada, client):
    anonymous = client.get(f"/workgroups/legislative/{place}").content
    client.force_login(ada)
    assert client.get(f"/workgroups/legislative/{place}").content == anonymous


def test_frames_are_allowed_only_there(lists, client):
    framed = client.get("/workgroups/legislative/embed/")
    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed
    tab = client.get("/workgroups/legislative/")
    assert "frame-ancestors 'none'" in tab["Content-Security-Policy"] and tab["X-Frame-Options"] == "DENY"
    assert "<script" not in framed.content.decode()


def test_json_has_what_a_website_needs(lists, client):
    answer = client.get("/workgroups/legislative/tasks.json")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert json.loads(answer.content)["tasks"][0] == {
        "title": "Shown",
        "goal": "",
        "who": "A member",
        "due": None,
        "status": "Not started",
        "overdue": False,
        "help_wanted": False,
    }


def test_a_late_task_is_marked_in_the_feed_by_date_only(legislative, bea, client):
    open_task(title="Due", workgroup=legislative, due=date(2026, 1, 2), public=True, by=bea)
    assert "due January 2, 2026" in client.get("/workgroups/legislative/tasks.atom").content.decode()
