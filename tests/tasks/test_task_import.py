import csv
import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from mail.models import Message
from members.models import Organization, Person
from tasks.importing import days
from tasks.models import Goal, Task
from workgroups.models import Workgroup

pytestmark = pytest.mark.django_db
GROUPS = ["Legislative", "Awareness/Education", "Systems Response", "Data Collection/Research"]


@pytest.fixture
def groups(db):
    for number, name in enumerate(GROUPS):
        Workgroup.objects.create(slug=f"w{number}", name=name)


def run(path, *options) -> dict:
    out = StringIO()
    call_command("import_tasks", str(path), "--json", *options, stdout=out)
    return json.loads(out.getvalue())


def test_a_dry_run_promises_and_writes_nothing(groups, work_plan):
    assert run(work_plan, "--dry-run")["counts"] == {"create": 40, "match": 0, "refuse": 0}
    assert (Task.objects.count(), Goal.objects.count()) == (0, 0)


def test_forty_tasks_under_their_goals_and_nobody_is_mailed(groups, work_plan):
    assert run(work_plan)["opened"] == 40
    by_status = [Task.objects.filter(status=s).count() for s in ("done", "in_progress", "not_started")]
    assert by_status == [9, 15, 16]
    task = Task.objects.get(origin="LEG-6")
    assert task.objective.title == "Positions are adopted in the open"
    assert [t.origin for t in task.depends_on.all()] == ["LEG-3"]
    assert Message.objects.count() == 0


def test_importing_twice_matches_everything(groups, work_plan):
    run(work_plan)
    assert run(work_plan)["counts"] == {"create": 0, "match": 40, "refuse": 0}
    assert Task.objects.count() == 40


def test_each_bad_row_says_why_and_the_good_ones_stand(groups, tmp_path):
    path = tmp_path / "plan.csv"
    path.write_text(
        "workgroup,task,due_date,due_quarter,status,responsible\n"
        "Legislative,Fine,,2027-Q1,,\n"
        "Nowhere,Lost,,,,\n"
        "Legislative,,,,,\n"
        "Legislative,Late,tomorrow,,,\n"
        "Legislative,Odd,,,Pending,\n"
        "Legislative,Fine,,,,\n"
        "Legislative,Unknown,,,,No Body\n"
    )
    rows = run(path)["rows"]
    assert [row["outcome"] for row in rows] == [
        "create", "refuse", "refuse", "refuse", "refuse", "refuse", "create",
    ]  # fmt: skip
    assert "“tomorrow” is no date" in rows[3]["notes"][0]
    assert "No person here is called “No Body”" in rows[6]["notes"][0]
    assert str(Task.objects.get(title="Fine").due) == "2027-03-31"


def test_a_file_that_is_no_table_is_refused_in_a_sentence(groups, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("hello\n")
    with pytest.raises(CommandError, match="No row names the columns"):
        call_command("import_tasks", str(path))


@pytest.mark.parametrize(
    ("typed", "day", "by_quarter"),
    [
        ("2026-12-31", "2026-12-31", False),
        ("2026-12-31 00:00:00", "2026-12-31", False),
        ("12/31/2026", "2026-12-31", False),
        ("1/2/27", "2027-01-02", False),
        ("31/12/2026", "2026-12-31", False),
        ("31.12.2026", "2026-12-31", False),
        ("December 31, 2026", "2026-12-31", False),
        ("by Dec. 31st, 2026", "2026-12-31", False),
        ("31-Dec-26", "2026-12-31", False),
        ("end of June 2027", "2027-06-30", False),
        ("02/2027", "2027-02-28", False),
        ("46387", "2026-12-31", False),
        ("2027", "2027-12-31", False),
        ("Q2 2026", "2026-06-30", True),
        ("2026-Q2", "2026-06-30", True),
        ("2026 q2", "2026-06-30", True),
        ("Q2/26", "2026-06-30", True),
        ("Q2 '26", "2026-06-30", True),
        ("2nd quarter 2026", "2026-06-30", True),
        ("Second Quarter of 2026", "2026-06-30", True),
        ("ongoing", None, False),
        ("TBD", None, False),
        ("", None, False),
    ],
)
def test_dates_as_people_write_them(typed, day, by_quarter):
    found, quarter = days.due(typed)
    assert (found and found.isoformat(), quarter) == (day, by_quarter)


@pytest.mark.parametrize("typed", ["Q2", "soon", "13/13/2026", "2026-02-30", "Q5 2026", "spring 2027", "31"])
def test_what_is_no_date_is_said(typed):
    with pytest.raises(ValueError, match=f"“{typed.casefold()}” is no date"):
        days.due(typed)


HEADER = ["Work Group", "Goal", "Action Step", "Who", "Target Date", "Status"]
LINES = [
    ["Legislative", "Law", "Call the clerk", "Ness, Cal; Bea Moe", date(2027, 3, 1), "Completed"],
    ["legislative", "Law", "Write the memo", "cal@example.org", "Q2 2027", "50%"],
    ["Legislative ", "Law", "Ask the county", "Open Agency", "ongoing", "Waiting on the county"],
]


def as_workbook(tmp_path, *lines) -> Path:
    book = Workbook()
    book.active.append(["Legislative workgroup: plan of 2027"])
    for line in (HEADER, *lines):
        book.active.append(line)
    book.save(tmp_path / "plan.xlsx")
    return tmp_path / "plan.xlsx"


def as_semicolons(tmp_path, *lines) -> Path:
    path = tmp_path / "plan.csv"
    with path.open("w", encoding="utf-16", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerows([["Plan of 2027"], HEADER, *lines])
    return path


@pytest.mark.parametrize("written", [as_workbook, as_semicolons])
def test_a_chairs_own_sheet_whatever_it_calls_its_columns(written, groups, bea, cal, tmp_path):
    agency = Organization.objects.create(name="Open Agency")
    assert run(written(tmp_path, *LINES))["counts"] == {"create": 3, "match": 0, "refuse": 0}
    call, memo, ask = (Task.objects.get(title=line[2]) for line in LINES)
    assert (call.assignee, call.due, call.status) == (cal, date(2027, 3, 1), "done")
    assert [helper.person for helper in call.helpers.all()] == [bea]
    assert (memo.assignee, memo.due, memo.due_by_quarter) == (cal, date(2027, 6, 30), True)
    assert memo.status == "in_progress"
    assert (ask.organization, ask.due) == (agency, None)
    assert (ask.status, ask.reason) == ("waiting", "the county")


@pytest.mark.parametrize("dropped", [[], ["id"]])
def test_the_same_file_again_with_or_without_its_numbers_opens_nothing_twice(dropped, groups, tmp_path):
    numbered = [["id", *HEADER], ["1", *map(str, LINES[0])], ["2", *map(str, LINES[1])]]
    bare = [line[1:] for line in numbered]
    for name, lines in (("a.csv", bare if dropped else numbered), ("b.csv", numbered if dropped else bare)):
        with (tmp_path / name).open("w", newline="") as file:
            csv.writer(file).writerows(lines)
    assert run(tmp_path / "a.csv")["opened"] == 2
    assert run(tmp_path / "b.csv")["counts"] == {"create": 0, "match": 2, "refuse": 0}
    assert run(tmp_path / "a.csv")["opened"] == 0


def test_a_row_without_a_number_keeps_its_own_dependencies(groups, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(
        "id,workgroup,task,depends on\nA-1,Legislative,First,\n,Legislative,Second,a-1\n,Legislative,Third,A-9\n"
    )
    rows = run(path)["rows"]
    assert [t.title for t in Task.objects.get(title="Second").depends_on.all()] == ["First"]
    assert not Task.objects.get(title="Third").depends_on.exists()
    assert "Nothing here is called “A-9”" in rows[2]["notes"][0]


PLACE = "/tasks/import/"
ODD = (
    "task,who,status\nCall the clerk,Cal Nes,Pending\nWrite the memo,Cal Nes,Done\n"
    "Ask the county,Nobody Known,Done\n"
)


def upload(client, text: str, **more):
    return client.post(PLACE, {"file": SimpleUploadedFile("plan.csv", text.encode()), **more})


def sent_back(page, **chosen) -> dict:
    """The preview's own form, as the browser would send it."""
    kept = {name: page.context[name] for name in ("content", "shown")}
    asked = {question.name: question.chosen for question in page.context["read"].questions}
    return kept | {"workgroup": page.context["group"].pk} | asked | chosen


def test_what_a_file_means_is_asked_and_shown_before_anything_is_written(legislative, ada, cal, client):
    client.force_login(ada)
    page = upload(client, ODD, workgroup=legislative.pk)
    words = page.content.decode()
    assert "“Pending”" in words and "“Cal Nes”" in words and "(2 rows)" in words
    assert (page.context["create"], page.context["refuse"]) == (2, 1)
    chosen = {"means:status:pending": "waiting", "means:person:cal nes": str(cal.pk)}
    page = client.post(PLACE, sent_back(page, confirm="1", **chosen))
    assert page.status_code == 200 and not Task.objects.exists(), "what was not shown is not written"
    assert (page.context["create"], page.context["refuse"]) == (3, 0)
    answer = client.post(PLACE, sent_back(page, confirm="1"))
    assert answer.url == "/workgroups/legislative/tasks/"
    found = {task.title: (task.assignee, task.status) for task in Task.objects.all()}
    assert found == {
        "Call the clerk": (cal, "waiting"),
        "Write the memo": (cal, "done"),
        "Ask the county": (None, "done"),
    }


def test_two_people_of_one_name_are_asked_about(legislative, ada, cal, client):
    other = Person.objects.create_user("Cal Ness", "cal2@example.org")
    client.force_login(ada)
    page = upload(client, "task,who\nCall the clerk,Cal Ness\n", workgroup=legislative.pk)
    assert "Cal Ness (cal2@example.org)" in page.content.decode()
    chosen = {"means:person:cal ness": str(other.pk)}
    page = client.post(PLACE, sent_back(page, **chosen))
    client.post(PLACE, sent_back(page, confirm="1"))
    assert Task.objects.get().assignee == other


def test_rows_that_name_no_group_and_a_file_of_no_table_are_said_in_words(legislative, ada, client):
    client.force_login(ada)
    assert "The row names no workgroup." in upload(client, ODD).content.decode()
    assert "No row names the columns" in upload(client, "hello\n").content.decode()
    assert "This file is empty." in upload(client, "\n\n").content.decode()
    page = upload(client, "x" * 1_500_001)
    assert "larger than 1.5 MB" in page.content.decode()


def test_a_large_file_comes_back_whole_from_its_preview(legislative, ada, client):
    client.force_login(ada)
    rows = "".join(f"Task {n},{'words ' * 200}\n" for n in range(1100))
    page = upload(client, f"task,source\n{rows}", workgroup=legislative.pk)
    assert page.context["create"] == 1100
    client.post(PLACE, sent_back(page, confirm="1"))
    assert Task.objects.count() == 1100
