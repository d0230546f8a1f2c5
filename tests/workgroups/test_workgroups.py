"""Joining, leaving, roles with dates, the chair's page and her report."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from mail.models import Message
from meetings.models import Meeting
from members.models import County
from tasks.actions import open_task, set_status
from tasks.models import Report
from workgroups.actions import create_workgroup
from workgroups.models import JoinRequest, Role, RoleKind, Workgroup
from workgroups.policy import is_chair

pytestmark = pytest.mark.django_db
GROUP = "/workgroups/legislative/"


def test_a_member_asks_and_the_chair_accepts(legislative, bea, cal, client):
    client.force_login(cal)
    for _ in range(2):
        client.post(f"{GROUP}join/", {"note": "I know the statute"})
    asked = JoinRequest.objects.get()
    assert [m.person for m in Message.objects.filter(kind="join_asked")] == [bea]
    assert client.post(f"{GROUP}requests/{asked.pk}/", {"accept": "1"}).status_code == 403
    client.force_login(bea)
    for _ in range(2):
        client.post(f"{GROUP}requests/{asked.pk}/", {"accept": "1"})
    role = legislative.roles.get(person=cal)
    assert (role.kind, role.since, role.until) == ("member", timezone.localdate(), None)
    assert [m.person for m in Message.objects.filter(kind="join_answered")] == [cal]


def test_a_declined_request_gives_no_role_and_one_may_ask_again(legislative, bea, cal, client):
    asked = JoinRequest.objects.create(workgroup=legislative, person=cal)
    client.force_login(bea)
    client.post(f"{GROUP}requests/{asked.pk}/", {"decline": "1"})
    assert not legislative.roles.filter(person=cal).exists()
    client.force_login(cal)
    client.post(f"{GROUP}join/")
    assert JoinRequest.objects.filter(answered_at=None).count() == 1


def test_leaving_ends_the_right_at_once_and_keeps_the_history(legislative, bea, client):
    client.force_login(bea)
    client.post(f"{GROUP}leave/")
    assert not is_chair(bea, legislative)
    assert Role.objects.get().until == timezone.localdate() - timedelta(days=1)
    assert client.get(f"{GROUP}chair/").status_code == 403


def test_a_new_chair_takes_over_on_her_day(legislative, bea, dot, client):
    Role.objects.create(person=dot, workgroup=legislative, since=date(2026, 1, 1))
    with time_machine.travel("2026-12-01T18:00:00Z", tick=False):
        client.force_login(bea)
        client.post(f"{GROUP}members/", {"person": dot.pk, "kind": "chair", "since": "2027-01-01"})
        client.post(f"{GROUP}roles/{Role.objects.get(person=bea).pk}/end/", {"on": "2026-12-31"})
    days = [date(2026, 12, 31), date(2027, 1, 1)]
    assert [is_chair(bea, legislative, on=day) for day in days] == [True, False]
    assert [is_chair(dot, legislative, on=day) for day in days] == [False, True]
    assert Role.objects.filter(person=dot).count() == 2


@pytest.mark.parametrize("since", ["2025-06-01", "2026-06-01"])
def test_dates_that_contradict_are_said_and_history_stays(since, legislative, bea, client):
    Role.objects.update(since=date(2026, 7, 1))
    client.force_login(bea)
    page = client.post(f"{GROUP}members/", {"person": bea.pk, "kind": "member", "since": since})
    assert "There is a later role already" in page.content.decode()
    assert Role.objects.get().kind == RoleKind.CHAIR


def test_the_coordinator_opens_a_local_task_force(ada, client):
    client.force_login(ada)
    form = {"name": "Rock County", "slug": "rock-county", "kind": "task_force", "charge": "Locally."}
    client.post("/workgroups/new/", form)
    assert Workgroup.objects.get().kind == "task_force"
    assert "Local task force" in client.get("/workgroups/").content.decode()
    taken = client.post("/workgroups/new/", form | {"slug": "new"}).content.decode()
    assert "This address is taken" in taken
    client.post("/workgroups/new/", form | {"name": "Fox Valley task force", "slug": ""})
    assert Workgroup.objects.get(slug="fox-valley-task-force")


def test_a_protected_members_request_shows_no_name(legislative, bea, fay, client):
    JoinRequest.objects.create(workgroup=legislative, person=fay)
    client.force_login(bea)
    page = client.get(f"{GROUP}members/").content.decode()
    assert "A member" in page and "Secretname" not in page


@pytest.fixture
def quarter(legislative, bea, cal):
    with time_machine.travel("2026-09-01T18:00:00Z", tick=False):
        start = timezone.now() - timedelta(days=47)
        Meeting.objects.create(slug="july", title="July", starts_at=start, ends_at=start + timedelta(hours=4))
        tasks = {
            title: open_task(title=title, workgroup=legislative, by=bea, **details)
            for title, details in {
                "Overdue one": {"assignee": cal, "due": date(2026, 8, 1)},
                "Orphan": {"due": date(2026, 10, 10)},
                "Promise": {"assignee": cal, "due": date(2026, 12, 1), "origin": "2026-07-A7"},
                "Quiet": {"assignee": cal, "due": date(2027, 2, 1), "help_wanted": True},
            }.items()
        }
        set_status(open_task(title="Finished", workgroup=legislative, by=bea), status="done", by=bea)
        yield tasks


def test_the_chairs_page_shows_each_task_once_where_it_presses_most(quarter, bea, client):
    client.force_login(bea)
    parts = client.get(f"{GROUP}chair/").context["parts"]
    assert {part.title: [line.task.title for line in part.lines] for part in parts} == {
        "Look again": [],
        "Someone asks": [],
        "Late": ["Overdue one"],
        "Nobody has it": ["Orphan"],
        "Promised at the last meeting": ["Promise"],
    }


def test_the_report_is_drafted_edited_and_filed_and_only_then_read(quarter, bea, cal, client):
    place = f"{GROUP}reports/2026-Q3/"
    client.force_login(bea)
    text = client.get(place).context["form"]["text"].value()
    done, late = text.index("Done this quarter"), text.index("Late")
    assert done < text.index("Finished") < late < text.index("Overdue one")
    assert "Cal" not in text
    assert not Report.objects.exists()
    client.post(place, {"text": "My own words"})
    client.force_login(cal)
    assert client.get(place).status_code == 404
    client.force_login(bea)
    client.post(place, {"text": "My own words", "file": "1"})
    client.force_login(cal)
    assert "My own words" in client.get(place).content.decode()
    assert client.post(place, {"text": "x"}).status_code == 403


@pytest.mark.parametrize("quarter", ["2026-Q5", "x"])
def test_no_such_quarter(quarter, legislative, ada, client):
    client.force_login(ada)
    assert client.get(f"{GROUP}reports/{quarter}/").status_code == 404


def test_hand_over_kit_has_what_a_new_chair_needs(quarter, bea, client):
    client.force_login(bea)
    page = client.get(f"{GROUP}hand-over/").content.decode()
    assert all(word in page for word in ["Bills and statutes.", "Promise", "Orphan", "Bea Moe"])


def test_local_task_forces_are_listed_by_county_and_led_to_from_help(legislative, ada, client):
    dane, brown, door = (
        County.objects.get_or_create(name=name, defaults={"fips": f"9900{n}"})[0]
        for n, name in enumerate(["Dane", "Brown", "Door"])
    )
    create_workgroup(
        name="Capital task force", slug="capital", kind="task_force", counties=[dane, brown], by=ada
    )
    page = client.get("/workgroups/").content.decode()
    listed = page[page.index('id="task_force"') :]
    assert listed.index("<dt>Brown</dt>") < listed.index("<dt>Dane</dt>")
    assert listed.count('href="/workgroups/capital/"') == 3 and "Legislative" not in listed
    assert 'href="/workgroups/#task_force"' in client.get("/help/").content.decode()
    near = client.get(f"/help/?county={dane.pk}").content.decode()
    assert "Capital task force" in near and "None is listed" not in near
    assert "None is listed for Door yet." in client.get(f"/help/?county={door.pk}").content.decode()
