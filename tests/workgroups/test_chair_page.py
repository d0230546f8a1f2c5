"""Five minutes for the chair: many answers with one press, and nothing of someone else's is lost."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from mail.models import Message
from meetings.models import Meeting
from tasks.actions import assign, move, open_task, propose_date
from tasks.models import Task
from workgroups.models import Role, Workgroup

pytestmark = pytest.mark.django_db
PLACE = "/workgroups/legislative/chair/"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-12-01T18:00:00Z", tick=False):
        yield


@pytest.fixture
def chair(bea, client):
    client.force_login(bea)
    return client


@pytest.fixture
def tasks(legislative, bea, cal, dot) -> list[Task]:
    Role.objects.create(person=dot, workgroup=legislative, since=date(2026, 1, 1))
    details = [("Orphan", {}), ("Late", {"assignee": cal, "due": date(2026, 11, 1)})]
    details += [("Later", {"assignee": cal, "due": date(2026, 11, 2)})]
    found = [open_task(title=title, workgroup=legislative, by=bea, **more) for title, more in details]
    Message.objects.all().delete()
    return found


def lines(*tasks, **typed) -> dict:
    """The page's form as it was when it was made, with what was typed since."""
    sent: dict = {"line": [task.pk for task in tasks]}
    for task in tasks:
        for name, value in (("assignee", task.assignee_id or ""), ("due", task.due or "")):
            sent |= {f"t{task.pk}-{name}": value, f"t{task.pk}-was_{name}": value}
    return sent | typed


def test_one_press_gives_and_moves_many(tasks, chair, dot, cal):
    orphan, late, _ = tasks
    typed = {f"t{orphan.pk}-assignee": dot.pk, f"t{late.pk}-due": "2027-01-15"}
    chair.post(PLACE, lines(*tasks, **typed))
    now = {task.title: (task.assignee, task.due) for task in Task.objects.all()}
    assert now == {
        "Orphan": (dot, None),
        "Late": (cal, date(2027, 1, 15)),
        "Later": (cal, date(2026, 11, 2)),
    }
    assert {(m.kind, m.person) for m in Message.objects.all()} == {
        ("task_assigned", dot),
        ("task_moved", cal),
    }


def test_what_someone_else_changed_meanwhile_is_not_undone_but_asked_about(tasks, chair, dot, cal, bea, ada):
    orphan, late, _ = tasks
    sent = lines(orphan, late, **{f"t{orphan.pk}-assignee": dot.pk})
    assign(Task.objects.get(pk=orphan.pk), to=bea, by=ada)
    move(late, due=date(2027, 3, 1), by=ada)
    page = chair.post(PLACE, sent).content.decode()
    assert "Someone else changed this meanwhile" in page
    assert Task.objects.get(pk=orphan.pk).assignee == bea
    assert Task.objects.get(pk=late.pk).due == date(2027, 3, 1)
    chair.post(PLACE, sent | {f"t{orphan.pk}-was_assignee": bea.pk})
    assert Task.objects.get(pk=orphan.pk).assignee == dot


def test_a_date_that_cannot_be_read_is_said_at_its_line_and_the_others_are_saved(tasks, chair, dot):
    orphan, late, _ = tasks
    typed = {f"t{late.pk}-due": "soon", f"t{orphan.pk}-assignee": dot.pk}
    page = chair.post(PLACE, lines(*tasks, **typed)).content.decode()
    assert "Give a date" in page and 'value="soon"' in page
    assert Task.objects.get(pk=orphan.pk).assignee == dot


def test_asking_everyone_who_is_late_is_one_mail_each_a_day(tasks, chair, cal):
    for _ in range(2):
        chair.post(PLACE, lines(*tasks, act="ask-late"))
    message = Message.objects.get(kind="task_nudge")
    assert message.person == cal and "Late" in message.text and "Later" in message.text
    assert "/t/" in message.text


def test_a_button_saves_what_was_typed_too(tasks, chair, dot):
    orphan, late, _ = tasks
    chair.post(PLACE, lines(*tasks, act=f"done-{late.pk}", **{f"t{orphan.pk}-assignee": dot.pk}))
    assert Task.objects.get(pk=late.pk).status == "done"
    assert Task.objects.get(pk=orphan.pk).assignee == dot


def test_a_proposed_date_is_confirmed_or_kept_in_place(tasks, chair, cal):
    _, late, later = tasks
    for task in (late, later):
        propose_date(task, due=date(2027, 2, 1), by=cal)
    chair.post(PLACE, lines(act=f"confirm-{late.pk}-2027-02-01"))
    chair.post(PLACE, lines(act=f"keep-{later.pk}"))
    assert Task.objects.get(pk=late.pk).due == date(2027, 2, 1)
    assert Task.objects.get(pk=later.pk).due == date(2026, 11, 2)
    assert Message.objects.get(kind="task_date_kept").person == cal


def test_a_task_of_another_list_is_not_touched(chair, tasks, ada, dot):
    other = Workgroup.objects.create(slug="systems", name="Systems")
    theirs = open_task(title="Theirs", workgroup=other, by=ada)
    chair.post(PLACE, lines(theirs, **{f"t{theirs.pk}-assignee": dot.pk}))
    assert chair.post(PLACE, {"act": f"done-{theirs.pk}"}).status_code == 404
    assert Task.objects.get(pk=theirs.pk).assignee is None
    assert Task.objects.get(pk=theirs.pk).status == "not_started"


def test_someone_outside_the_group_cannot_be_named_on_a_line(tasks, chair, fay):
    orphan = tasks[0]
    page = chair.post(PLACE, lines(orphan, **{f"t{orphan.pk}-assignee": fay.pk})).content.decode()
    assert "someone of the group" in page and Task.objects.get(pk=orphan.pk).assignee is None


def test_changes_since_the_last_meeting_are_told_with_names_as_the_chair_reads_them(
    tasks, chair, legislative, fay
):
    start = timezone.now() - timedelta(days=3)
    Meeting.objects.create(slug="nov", title="November", starts_at=start, ends_at=start + timedelta(hours=1))
    move(tasks[0], due=date(2027, 1, 1), by=fay)
    page = chair.get(PLACE).content.decode()
    assert "Changed since November" in page and "moved the date from no date to January 1, 2027" in page
    assert "Secretname" not in page


def test_another_groups_meeting_is_not_the_last_meeting(tasks, chair):
    other = Workgroup.objects.create(slug="systems", name="Systems")
    start = timezone.now() - timedelta(days=3)
    meeting = {"slug": "s", "title": "Systems", "workgroup": other, "starts_at": start}
    Meeting.objects.create(**meeting, ends_at=start + timedelta(hours=1))
    assert chair.get(PLACE).context["meeting"] is None
