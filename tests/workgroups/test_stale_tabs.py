"""A chair left her pages open; her term ended; now she presses every button of them, and uses her old mails."""

import re
from datetime import date

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html

from mail.models import Message
from tasks.actions import add_document, add_helper, ask_help, open_task, propose_date
from tasks.models import Task
from tests.safety.test_post_walk import REFUSED, WRITES
from workgroups.actions import add_document as add_group_document
from workgroups.actions import ask_to_join, end_role, leave
from workgroups.models import Role, RoleKind, Workgroup

pytestmark = pytest.mark.django_db
GROUP = "/workgroups/legislative/"
PAGES = [
    GROUP,
    f"{GROUP}tasks/",
    f"{GROUP}tasks/?view=board",
    f"{GROUP}tasks/new/",
    f"{GROUP}chair/",
    f"{GROUP}members/",
    f"{GROUP}plan/?year=2026",
    f"{GROUP}reports/2026-Q4/",
    f"{GROUP}documents/new/",
    f"{GROUP}hand-over/",
]
# What any member may do, chair or not.
EVERY_MEMBERS = ("/comment/", "/filters/", "/join/", "/language/", "/leave/", "/offer/", "/logout/")


@pytest.fixture
def today():
    with time_machine.travel("2026-11-30T18:00:00Z", tick=False) as now:
        yield now


@pytest.fixture
def work(today, legislative, ada, bea, cal, dot) -> Task:
    """Something of everything that a chair's pages offer a button for; nothing of it is hers."""
    Role.objects.create(person=cal, workgroup=legislative, since=date(2026, 1, 1))
    objective = legislative.goals.create(year=2026, title="Law").objectives.create(title="Bills")
    task = open_task(
        title="Call the county", workgroup=legislative, assignee=cal, due=date(2026, 10, 1), objective=objective,
        by=ada,
    )  # fmt: skip
    add_helper(task, person=dot, by=ada)
    ask_help(task, by=cal)
    propose_date(task, due=date(2027, 2, 1), by=cal)
    add_document(task, title="Draft", file=ContentFile(b"text", name="x.txt"), by=cal)
    add_group_document(legislative, title="Bylaws", file=ContentFile(b"text", name="x.txt"), by=cal)
    ask_to_join(legislative, by=dot)
    return task


def buttons(client, pages: list[str]) -> list[tuple[str, dict]]:
    """Every form of these pages with what it would send, once for each of its buttons."""
    found = []
    for path in pages:
        page = client.get(path)
        assert page.status_code == 200, path
        tree = html.fromstring(page.content.decode(), base_url=f"http://testserver{path}")
        tree.make_links_absolute()
        for form in tree.forms:
            if form.method != "POST" or (form.action and form.action.endswith(EVERY_MEMBERS)):
                continue
            address = (form.action or f"http://testserver{path}").removeprefix("http://testserver")
            for button in form.xpath(".//button"):
                sent: dict[str, list] = {}
                pressed = [(button.get("name"), button.get("value", ""))] if button.get("name") else []
                for name, value in [*form.form_values(), *pressed]:
                    sent.setdefault(name, []).append(value)
                ticks = form.xpath(".//input[@type='checkbox' and @name='tasks']/@value")
                found.append((address, sent | ({"tasks": ticks, "priority": "1"} if ticks else {})))
    return found


def pressed(client, presses) -> tuple[dict, set]:
    """What each press that was not refused got, and which tables were written."""
    let_through, wrote = {}, set()
    for address, sent in presses:
        with CaptureQueriesContext(connection) as queries:
            answer = client.post(address, sent)
        wrote |= {m.group(2) for q in queries if (m := WRITES.match(q["sql"]))}
        if answer.status_code not in REFUSED:
            let_through[address] = answer.status_code
    return let_through, wrote


def presses_of_a_chair(client, bea, work) -> list:
    client.force_login(bea)
    found = buttons(
        client, [*PAGES, f"/tasks/{work.pk}/", f"/tasks/{work.pk}/edit/", f"/tasks/{work.pk}/documents/new/"]
    )
    assert len(found) > 30
    return found


@pytest.mark.parametrize("how", ["her term ended", "she left", "a member only", "chair of another group"])
def test_a_former_chairs_open_pages_are_refused_and_write_nothing(
    how, work, today, legislative, ada, bea, client
):
    presses = presses_of_a_chair(client, bea, work)
    chair = legislative.roles.get(person=bea)
    if how == "she left":
        leave(legislative, by=bea)
    else:
        end_role(chair, on=timezone.localdate(), by=ada)
        today.move_to("2026-12-01T06:00:00Z")
    if how == "a member only":
        Role.objects.create(person=bea, workgroup=legislative, since=date(2026, 12, 1))
        presses = [press for press in presses if "/documents/new/" not in press[0] or "/tasks/" in press[0]]
    if how == "chair of another group":
        other = Workgroup.objects.create(slug="other", name="Other")
        Role.objects.create(person=bea, workgroup=other, kind=RoleKind.CHAIR, since=date(2026, 1, 1))
    client.force_login(bea)
    assert pressed(client, presses) == ({}, set())


def test_the_same_presses_are_let_through_while_she_chairs(work, bea, client):
    """The walk would find nothing with buttons that do nothing."""
    let_through, wrote = pressed(client, presses_of_a_chair(client, bea, work))
    assert len(let_through) > 15 and {"tasks_task", "workgroups_role", "audit_entry"} <= wrote


def test_on_her_last_day_she_may_and_on_the_next_she_may_not(work, today, legislative, ada, bea, client):
    end_role(legislative.roles.get(person=bea), on=date(2026, 12, 10), by=ada)
    found = []
    for moment in ("2026-12-10T23:59:59-06:00", "2026-12-11T00:00:00-06:00"):
        today.move_to(moment)
        client.force_login(bea)
        found.append(client.post(f"/tasks/{work.pk}/nudge/").status_code)
    assert found == [302, 403]


def test_the_links_of_her_old_mails_open_nothing_of_a_chairs(work, today, legislative, ada, bea, client):
    texts = Message.objects.filter(person=bea).values_list("text", flat=True)
    paths = set(re.findall(r"https?://[^/\s]+(/(?:workgroups|tasks)/\S*)", " ".join(texts)))
    assert f"{GROUP}members/" in paths and f"/tasks/{work.pk}/" in paths
    leave(legislative, by=bea)
    client.logout()
    assert {client.get(path).status_code for path in paths} == {302}, "without signing in they say nothing"
    client.force_login(bea)
    assert client.get(f"{GROUP}members/").status_code == 403
    page = client.get(f"/tasks/{work.pk}/").content.decode()
    assert "For the chair" not in page and "Confirm it" not in page and "How it goes" not in page


def test_someone_who_left_keeps_only_what_is_hers_to_do(work, legislative, cal, client):
    leave(legislative, by=cal)
    client.force_login(cal)
    other = open_task(title="Of the group", workgroup=legislative, by=None)
    assert client.post(f"/tasks/{work.pk}/status/", {"status": "in_progress"}).status_code == 302
    assert client.post(f"/tasks/{other.pk}/status/", {"status": "done"}).status_code == 403
    assert client.get(f"{GROUP}documents/new/").status_code == 403
    assert "Leave this group" not in client.get(GROUP).content.decode()
