"""What chairs and assignees do with tasks, below the pages."""

from datetime import date

import pytest

from audit.record import history
from mail.models import Message
from tasks.actions import (
    Conflict,
    add_goal,
    add_objective,
    ask_help,
    assign,
    carry_over,
    comment,
    edit,
    move,
    nudge,
    open_task,
    propose_date,
    set_status,
)
from tasks.mentions import mentioned
from tasks.models import Objective, Task
from tasks.progress import work_plan
from tasks.quarters import bounds, same_day_next_quarter

pytestmark = pytest.mark.django_db


def mails(kind: str) -> list:
    return [m.person for m in Message.objects.filter(kind=kind)]


def test_two_people_who_change_different_fields_both_win(task, bea, ada):
    edit(task, seen={"title": "Track the bills"}, changes={"title": "Track bills"}, by=bea)
    edit(task, seen={"priority": 2}, changes={"priority": 1}, by=ada)
    now = Task.objects.get()
    assert (now.title, now.priority) == ("Track bills", 1)


def test_the_same_field_asks_and_writes_nothing(task, bea, ada):
    edit(task, seen={"title": "Track the bills"}, changes={"title": "Hers"}, by=bea)
    with pytest.raises(Conflict) as conflict:
        edit(
            task,
            seen={"title": "Track the bills", "priority": 2},
            changes={"title": "Mine", "priority": 1},
            by=ada,
        )
    assert conflict.value.current == {"title": "Hers"}
    assert Task.objects.get().priority == 2


def test_an_edit_that_assigns_and_moves_sends_one_mail(task, bea, dot, cal):
    Message.objects.all().delete()
    edit(
        task,
        seen={"assignee": cal, "due": date(2027, 1, 18)},
        changes={"assignee": dot, "due": date(2027, 2, 1)},
        by=bea,
    )
    assert [(m.kind, m.person) for m in Message.objects.all()] == [("task_assigned", dot)]
    assert "February 1, 2027" in Message.objects.get().text


def test_a_move_tells_the_assignee(task, bea, cal):
    move(task, due=date(2027, 2, 1), by=bea)
    move(task, due=date(2027, 2, 1), by=bea)
    assert mails("task_moved") == [cal]


def test_a_proposed_date_waits_for_the_chair(task, bea, cal):
    propose_date(task, due=date(2027, 2, 1), by=cal)
    assert Task.objects.get().due == date(2027, 1, 18)
    assert mails("task_date_proposed") == [bea]
    move(task, due=date(2027, 2, 1), by=bea)
    assert (Task.objects.get().due, Task.objects.get().proposed_due) == (date(2027, 2, 1), None)


def test_help_is_asked_once(task, bea, cal):
    ask_help(task, by=cal)
    ask_help(Task.objects.get(), by=cal)
    assert mails("task_help") == [bea]


def test_a_nudge_is_one_mail_a_day(task, bea, cal):
    assert nudge(task, by=bea) and nudge(task, by=bea)
    assert mails("task_nudge") == [cal]
    assign(task, to=None, by=bea)
    assert not nudge(task, by=bea)


def test_a_comment_reaches_whoever_has_it_and_those_mentioned_but_not_its_author(task, bea, cal, dot):
    comment(task, text="@Dot please read", by=bea, mentions=[dot, bea])
    assert set(mails("task_comment")) == {cal, dot}


def test_the_assignees_comment_reaches_the_chair(task, bea, cal):
    comment(task, text="Nearly there", by=cal)
    assert mails("task_comment") == [bea]


def test_mentions_take_the_longest_name():
    people = {"Ann Lee": 1, "Ann Leeds": 2, "Bo Ray": 3}
    assert mentioned("@Ann Leeds, ask @bo or x@bo.example; @Ann", people) == [2, 3]


def test_done_opens_the_next_quarter_of_a_repeating_task_once(legislative, bea, cal):
    task = open_task(
        title="Report", workgroup=legislative, assignee=cal, due=date(2026, 12, 31), repeats=True, by=bea
    )
    for status in ("done", "in_progress", "done"):
        set_status(task, status=status, by=cal)
    following = Task.objects.get(repeat_of=task)
    assert (following.due, following.assignee, following.status) == (date(2027, 3, 31), cal, "not_started")


@pytest.mark.parametrize(
    ("day", "next_day"),
    [
        (date(2026, 12, 31), date(2027, 3, 31)),
        (date(2026, 11, 30), date(2027, 2, 28)),
        (date(2027, 1, 18), date(2027, 4, 18)),
        (date(2027, 3, 31), date(2027, 6, 30)),
    ],
)
def test_next_quarter(day, next_day):
    assert same_day_next_quarter(day) == next_day


def test_bounds_of_a_quarter():
    assert bounds("2026-Q4") == (date(2026, 10, 1), date(2026, 12, 31))
    with pytest.raises(ValueError, match="no quarter"):
        bounds("2026-Q5")


def test_carrying_over_takes_what_is_open_and_leaves_what_is_done(legislative, bea, cal):
    goal = add_goal(legislative, year=2026, title="Law", by=bea)
    objective = add_objective(goal, title="Bills", by=bea)
    for title, status in (("Open", "waiting"), ("Finished", "done")):
        open_task(
            title=title,
            workgroup=legislative,
            objective=objective,
            due=date(2026, 12, 1),
            status=status,
            by=bea,
        )
    assert carry_over(legislative, year=2026, by=bea) == 1
    assert carry_over(legislative, year=2026, by=bea) == 0
    assert Objective.objects.get(goal__year=2026).carried_over == 1
    titles = {
        year: [t.title for t in work_plan(legislative, year, date(2027, 1, 2))[0].steps[0].tasks]
        for year in (2026, 2027)
    }
    assert titles == {2026: ["Finished"], 2027: ["Open"]}
    assert history(Task.objects.get(title="Open")).first().verb == "task.carried_over"
