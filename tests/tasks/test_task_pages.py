"""Lists, the task's page, mine, and what may be pressed by whom."""

import re
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mail.models import Message
from tasks.actions import comment, open_task, save_filter
from tasks.models import Comment, SavedFilter, Task
from workgroups.models import Role, RoleKind, Workgroup

pytestmark = pytest.mark.django_db
PRESSES = ["assign", "move", "keep-date", "nudge", "helpers"]
WORKERS = ["status", "help", "propose", "snooze", "steps"]


@pytest.fixture
def other(db) -> Workgroup:
    return Workgroup.objects.create(slug="other", name="Other")


@pytest.fixture
def former(bea, legislative):
    """Bea chaired until the end of last year."""
    Role.objects.update(until=date(2026, 10, 31), since=date(2025, 1, 1))
    return bea


@pytest.mark.parametrize("press", PRESSES + WORKERS)
def test_a_chair_acts_in_her_own_group_only(press, other, bea, ada, client):
    task = open_task(title="Theirs", workgroup=other, by=ada)
    client.force_login(bea)
    assert client.post(f"/tasks/{task.pk}/{press}/", {"status": "done"}).status_code == 403


@pytest.mark.parametrize("press", PRESSES + WORKERS)
def test_a_former_chair_acts_nowhere(press, task, former, client):
    client.force_login(former)
    assert client.post(f"/tasks/{task.pk}/{press}/", {"status": "done"}).status_code == 403


@pytest.mark.parametrize(
    "page",
    [
        "tasks/new",
        "chair",
        "hand-over",
        "members",
        "documents/new",
        "tasks/bulk",
        "plan/carry-over",
        "charge",
    ],
)
def test_a_former_chair_and_the_chair_of_another_group_keep_no_list(page, other, task, former, client):
    Role.objects.create(person=former, workgroup=other, kind=RoleKind.CHAIR, since=date(2026, 1, 1))
    client.force_login(former)
    method = client.post if page in {"tasks/bulk", "plan/carry-over", "charge"} else client.get
    assert method(f"/workgroups/legislative/{page}/").status_code == 403


@pytest.mark.parametrize("press", PRESSES)
def test_an_assignee_does_not_keep_the_list(press, task, cal, client):
    client.force_login(cal)
    assert client.post(f"/tasks/{task.pk}/{press}/").status_code == 403


def test_the_coordinators_own_tasks_are_hers_and_their_assignees(ada, bea, cal, client):
    task = open_task(title="Book the hall", assignee=cal, by=ada)
    seen = []
    for person in (ada, bea, cal):
        client.force_login(person)
        seen.append(client.get(f"/tasks/{task.pk}/").status_code)
    assert seen == [200, 404, 200]


def test_a_press_on_a_list_returns_to_it_but_never_elsewhere(task, cal, client):
    client.force_login(cal)
    press = f"/tasks/{task.pk}/status/"
    assert client.post(press, {"status": "done", "next": "/mine/"}).url == "/mine/"
    assert client.post(press, {"status": "done", "next": "https://evil.example/"}).url == f"/tasks/{task.pk}/"


def test_one_press_on_mine_finishes_it(task, cal, client):
    client.force_login(cal)
    assert "Track the bills" in client.get("/mine/").content.decode()
    client.post(f"/tasks/{task.pk}/status/", {"status": "done", "next": "/mine/"})
    page = client.get("/mine/").content.decode()
    assert "Nothing is waiting for you" in page


def test_bulk_assign_tells_each_assignee_once_for_all_of_it(task, legislative, bea, dot, client):
    Role.objects.create(person=dot, workgroup=legislative, since=date(2026, 1, 1))
    second = open_task(title="Second", workgroup=legislative, by=bea)
    Message.objects.all().delete()
    client.force_login(bea)
    client.post(
        "/workgroups/legislative/tasks/bulk/",
        {"assignee": dot.pk, "tasks": [task.pk, second.pk]},
    )
    assert set(Task.objects.values_list("assignee", flat=True)) == {dot.pk}
    assert [m.person for m in Message.objects.filter(kind="task_assigned")] == [dot]


BULK = "/workgroups/legislative/tasks/bulk/"


def test_bulk_says_what_is_missing_and_keeps_what_was_ticked(task, bea, client):
    client.force_login(bea)
    assert "Tick at least one task." in client.post(BULK, {"public": "yes"}).content.decode()
    assert "Choose what to change." in client.post(BULK, {"tasks": [task.pk]}).content.decode()
    page = client.post(BULK, {"status": "waiting", "tasks": [task.pk]}).content.decode()
    assert "Say for whom they are waiting" in page and page.count(" checked") == 1
    assert Task.objects.get().status == "not_started"


def test_bulk_changes_only_what_was_chosen_and_returns_to_the_filtered_list(task, cal, bea, client):
    client.force_login(bea)
    given = {"tasks": [task.pk], "priority": "1", "due": "2027-03-01", "public": "yes"}
    answer = client.post(BULK, given | {"next": "/workgroups/legislative/tasks/?q=bills"})
    assert answer.url == "/workgroups/legislative/tasks/?q=bills"
    now = Task.objects.get()
    assert (now.priority, now.due, now.public) == (1, date(2027, 3, 1), True)
    assert (now.assignee, now.status) == (cal, "not_started")


def test_waiting_and_dropped_ask_why_on_a_page_of_their_own(task, cal, client):
    client.force_login(cal)
    press = f"/tasks/{task.pk}/status/"
    page = client.post(press, {"status": "waiting", "next": "/mine/"}).content.decode()
    assert "For whom or for what is it waiting?" in page and Task.objects.get().status == "not_started"
    answer = client.post(press, {"status": "waiting", "reason": "the county", "next": "/mine/"})
    assert answer.url == "/mine/"
    assert (Task.objects.get().status, Task.objects.get().reason) == ("waiting", "the county")


def test_bulk_takes_no_task_of_another_list(other, task, bea, ada, client):
    theirs = open_task(title="Theirs", workgroup=other, by=ada)
    client.force_login(bea)
    client.post("/workgroups/legislative/tasks/bulk/", {"public": "yes", "tasks": [theirs.pk]})
    assert not Task.objects.get(pk=theirs.pk).public


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Late", "Orphan"]),
        ("status=late", ["Late"]),
        ("status=all", ["Finished", "Late", "Orphan"]),
        ("status=done", ["Finished"]),
        ("who=nobody", ["Orphan"]),
        ("who=me", []),
        ("quarter=2026-Q3", ["Late"]),
        ("q=orph", ["Orphan"]),
        ("priority=1", ["Orphan"]),
        ("quarter=nonsense", ["Late", "Orphan"]),
        ("who=999999", ["Late", "Orphan"]),
    ],
)
@pytest.mark.parametrize("view", ["list", "people", "timeline"])
def test_filters(view, query, titles, legislative, bea, cal, client):
    open_task(title="Late", workgroup=legislative, assignee=cal, due=date(2026, 9, 1), by=bea)
    open_task(title="Orphan", workgroup=legislative, priority=1, by=bea)
    open_task(title="Finished", workgroup=legislative, assignee=cal, status="done", by=bea)
    client.force_login(bea)
    with time_machine.travel("2026-11-24T18:00:00Z", tick=False):
        client.force_login(bea)
        page = client.get(f"/workgroups/legislative/tasks/?view={view}&{query}").content.decode()
    found = re.findall(r'href="/tasks/\d+/">(\w+)<', page)
    assert sorted(found) == titles


def test_a_filter_is_kept_replaced_and_forgotten(legislative, cal, client):
    client.force_login(cal)
    place = "/workgroups/legislative/tasks/filters/"
    for query in ("status=late", "status=all"):
        assert client.post(place, {"name": "Mine", "query": query}).url.endswith(f"tasks/?{query}")
    kept = SavedFilter.objects.get()
    assert "Mine" in client.get("/workgroups/legislative/tasks/").content.decode()
    client.post(place, {"forget": kept.pk})
    assert not SavedFilter.objects.exists()


def typed(client, task) -> dict:
    """The edit form as the browser would send it back."""
    page = client.get(f"/tasks/{task.pk}/edit/").context["form"]
    data = {}
    for field in page:
        value = field.value()
        value = field.field.prepare_value(value)
        value = field.field.widget.format_value(value) if value not in (None, False) else ""
        value = value[0] if isinstance(value, list) and value else value
        if value not in ("", None, []):
            data[field.html_name] = data[field.html_initial_name] = value
    return data


def test_an_edit_page_left_open_merges_other_fields_and_asks_about_the_same(task, bea, ada, client):
    client.force_login(bea)
    hers = typed(client, task)
    Task.objects.update(title="Renamed meanwhile")
    client.post(f"/tasks/{task.pk}/edit/", hers | {"priority": "1"})
    now = Task.objects.get()
    assert (now.title, now.priority) == ("Renamed meanwhile", 1)
    answer = client.post(f"/tasks/{task.pk}/edit/", hers | {"title": "My words", "measure": "All"})
    page = answer.content.decode()
    assert "Someone changed this meanwhile to “Renamed meanwhile”" in page and "My words" in page
    assert Task.objects.get().title == "Renamed meanwhile"
    again = dict(re.findall(r'name="(initial-title|title)" value="([^"]*)"', page))
    client.post(f"/tasks/{task.pk}/edit/", hers | again)
    assert Task.objects.get().title == "My words"


def test_waiting_needs_a_reason(task, bea, client):
    client.force_login(bea)
    answer = client.post(f"/tasks/{task.pk}/edit/", typed(client, task) | {"status": "waiting"})
    assert "Say for whom it is waiting" in answer.content.decode()


def test_a_chair_opens_a_task_and_its_assignee_gets_one_mail(legislative, bea, dot, client):
    Role.objects.create(person=dot, workgroup=legislative, since=date(2026, 1, 1))
    client.force_login(bea)
    form = {"title": "Write", "assignee": dot.pk, "status": "not_started", "priority": 2, "due": "2027-02-10"}
    client.post("/workgroups/legislative/tasks/new/", form | {"due_by_quarter": "on"})
    assert Task.objects.get().due == date(2027, 3, 31)
    assert [m.person for m in Message.objects.all()] == [dot]


def test_a_chair_cannot_give_a_task_to_someone_outside_the_group(legislative, bea, dot, client):
    client.force_login(bea)
    form = {"title": "Write", "assignee": dot.pk, "status": "not_started", "priority": 2}
    assert client.post("/workgroups/legislative/tasks/new/", form).status_code == 200
    assert not Task.objects.exists()


def test_a_chair_who_asks_for_a_new_task_is_led_to_her_groups_form(legislative, other, bea, cal, client):
    place = "/tasks/new/?title=Call+the+county"
    client.force_login(cal)
    assert client.get(place).status_code == 403
    client.force_login(bea)
    page = client.get(place, follow=True)
    assert page.redirect_chain == [("/workgroups/legislative/tasks/new/?title=Call+the+county", 302)]
    assert 'value="Call the county"' in page.content.decode()
    Role.objects.create(person=bea, workgroup=other, kind=RoleKind.CO_CHAIR, since=date(2026, 1, 1))
    page = client.get(place).content.decode()
    assert page.count("/tasks/new/?title=Call+the+county") == 2
    assert client.post("/tasks/new/", {"title": "Hers"}).status_code == 403


def test_a_task_is_opened_under_its_objective_from_the_plan(legislative, bea, client):
    objective = legislative.goals.create(year=2026, title="Law").objectives.create(title="Bills")
    client.force_login(bea)
    plan = client.get("/workgroups/legislative/plan/?year=2026").content.decode()
    place = f"/workgroups/legislative/tasks/new/?objective={objective.pk}"
    assert place in plan
    page = client.get(place).content.decode()
    assert f'<option value="{objective.pk}" selected>' in page and "<details open>" in page
    assert "<details open>" not in client.get("/workgroups/legislative/tasks/new/").content.decode()
    form = {"title": "Track", "status": "waiting", "priority": 2, "objective": objective.pk}
    page = client.post(place, form).content.decode()
    assert "<details open>" in page and "Say for whom it is waiting" in page, (
        "what is to be mended is in sight"
    )
    client.post(place, form | {"reason": "the clerk"})
    assert Task.objects.get().objective == objective


def test_help_wanted_lets_any_member_offer_once(task, dot, cal, client):
    client.force_login(dot)
    assert client.post(f"/tasks/{task.pk}/offer/").status_code == 403
    Task.objects.update(help_wanted=True)
    client.post(f"/tasks/{task.pk}/offer/")
    assert client.post(f"/tasks/{task.pk}/offer/").status_code == 403
    assert [m.person for m in Message.objects.filter(kind="task_offer")] == [cal]
    assert "Track the bills" in client.get("/mine/").content.decode()


def test_a_comment_mentions_by_the_name_its_author_reads(task, legislative, cal, fay, client):
    fay.display_name = "Robin E."
    fay.save()
    Role.objects.create(person=fay, workgroup=legislative, since=date(2026, 1, 1))
    client.force_login(cal)
    client.post(f"/tasks/{task.pk}/comment/", {"text": "@Robin E. what do you think?"})
    assert list(Comment.objects.get().mentions.all()) == [fay]
    assert "Secretname" not in client.get(f"/tasks/{task.pk}/").content.decode()


def test_work_plan_is_written_carried_and_read(legislative, bea, client):
    client.force_login(bea)
    client.post("/workgroups/legislative/plan/?year=2026", {"title": "Law protects"})
    goal = legislative.goals.get()
    client.post("/workgroups/legislative/plan/?year=2026", {"goal": goal.pk, "title": "Bills are tracked"})
    objective = goal.objectives.get()
    open_task(title="Track", workgroup=legislative, objective=objective, due=date(2026, 11, 1), by=bea)
    page = client.get("/workgroups/legislative/plan/?year=2026").content.decode()
    assert "0 of 1 done" in page and "Carry over to 2027" in page
    client.post("/workgroups/legislative/plan/carry-over/", {"year": "2026"})
    assert "Track" in client.get("/workgroups/legislative/plan/?year=2027").content.decode()


def test_import_shows_before_it_writes(legislative, ada, work_plan, client):
    client.force_login(ada)
    with work_plan.open("rb") as file:
        page = client.post("/tasks/import/", {"file": file})
    assert (page.context["create"], page.context["refuse"]) == (10, 30)
    assert not Task.objects.exists()
    confirm = {"confirm": "1", "content": page.context["content"], "shown": page.context["shown"]}
    client.post("/tasks/import/", confirm)
    client.post("/tasks/import/", confirm)
    assert Task.objects.count() == 10


def test_import_of_nonsense_is_said_in_a_sentence(legislative, ada, client, tmp_path):
    client.force_login(ada)
    (tmp_path / "x.xlsx").write_bytes(b"PK\x03\x04not a workbook")
    with (tmp_path / "x.xlsx").open("rb") as file:
        page = client.post("/tasks/import/", {"file": file}).content.decode()
    assert "This is not an Excel workbook, or it is damaged." in page
    page = client.post("/tasks/import/", {"confirm": "1", "content": "%%"}).content.decode()
    assert "The file did not arrive whole" in page


PLACES = [
    "/workgroups/legislative/tasks/",
    "/workgroups/legislative/tasks/?view=board",
    "/workgroups/legislative/tasks/?view=people",
    "/workgroups/legislative/tasks/?view=timeline",
    "/workgroups/legislative/plan/",
    "/workgroups/legislative/chair/",
    "/workgroups/legislative/hand-over/",
    "/workgroups/legislative/members/",
    "/workgroups/legislative/",
    "/workgroups/legislative/tasks.json",
    "/workgroups/legislative/tasks.atom",
    "/workgroups/legislative/embed/",
    "/workgroups/",
    "/mine/",
]


@pytest.mark.parametrize("place", PLACES)
def test_pages_ask_the_same_however_long_the_lists(place, legislative, bea, cal, dot, client):
    goal = legislative.goals.create(year=2026, title="G")
    people = [bea, cal, dot]

    def fill(count: int) -> None:
        for number in range(count):
            Task.objects.create(
                title=f"T{number}",
                workgroup=legislative,
                objective=goal.objectives.create(title=f"O{goal.objectives.count()}"),
                assignee=people[number % 3],
                due=date(2026, 1 + number % 12, 1),
                origin="2026-07-A1",
                public=True,
            )
            Role.objects.create(person=people[number % 3], workgroup=legislative, since=date(2026, 1, 1))

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(place).status_code == 200
        return len(captured)

    client.force_login(bea)
    fill(3)
    client.get(place)
    few = queries()
    fill(18)
    assert queries() == few


def test_a_search_finds_what_was_only_described_or_said(legislative, bea, cal, client):
    open_task(title="Track the bills", workgroup=legislative, description="With the clerk.", by=bea)
    said = open_task(title="Book the hall", workgroup=legislative, by=bea)
    comment(said, text="The armory is free.", by=bea)
    client.force_login(cal)
    for words, title in (("clerk", "Track the bills"), ("armory", "Book the hall")):
        page = client.get(f"/workgroups/legislative/tasks/?q={words}").content.decode()
        assert set(re.findall("Track the bills|Book the hall", page)) == {title}


def test_kept_filters_stand_on_mine_and_lead_to_their_lists(legislative, bea, dot, client):
    save_filter(name="Late ones", query="status=late", workgroup=legislative, by=bea)
    client.force_login(bea)
    page = client.get("/mine/").content.decode()
    assert 'href="/workgroups/legislative/tasks/?status=late">Late ones' in page
    client.force_login(dot)
    assert "Late ones" not in client.get("/mine/").content.decode()
