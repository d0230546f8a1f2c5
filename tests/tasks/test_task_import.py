import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from mail.models import Message
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
    with pytest.raises(CommandError, match="missing: workgroup, task"):
        call_command("import_tasks", str(path))
