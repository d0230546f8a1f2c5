"""Two people save the same task at the same moment, each over a connection of her own.

SQLite lets one writer in after the other; PostgreSQL locks the row. The outcome is the same.
"""

import threading

import pytest
from django.db import connection

from tasks.actions import Conflict, edit, open_task, set_status
from tasks.models import Task

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def task(legislative, bea) -> Task:
    return open_task(title="Track the bills", workgroup=legislative, by=bea)


def at_once(*acts) -> list:
    """What each act gave or raised; all of them start together, save where only one connection exists."""
    barrier = threading.Barrier(len(acts))
    outcomes: list = [None] * len(acts)

    def run(place, act):
        barrier.wait(timeout=10)
        outcomes[place] = _outcome(act)
        connection.close()

    if connection.vendor != "postgresql":
        return [_outcome(act) for act in acts]
    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    return outcomes


def _outcome(act):
    try:
        act()
    except Conflict as conflict:
        return sorted(conflict.current)
    return "saved"


def test_different_fields_both_win_however_close_in_time(task, bea, ada):
    for round_ in range(5):
        seen = Task.objects.get()
        outcomes = at_once(
            lambda n=round_, s=seen: edit(
                s, seen={"title": s.title}, changes={"title": f"Title {n}"}, by=bea
            ),
            lambda n=round_, s=seen: edit(
                s, seen={"measure": s.measure}, changes={"measure": f"Measure {n}"}, by=ada
            ),
        )
        now = Task.objects.get()
        assert outcomes == ["saved", "saved"]
        assert (now.title, now.measure) == (f"Title {round_}", f"Measure {round_}")


def test_the_same_field_asks_one_of_them_and_loses_nothing(task, bea, ada):
    for round_ in range(5):
        seen = Task.objects.get()
        outcomes = at_once(
            *(
                lambda who=who, s=seen, n=round_: edit(
                    s, seen={"title": s.title}, changes={"title": f"{who.pk} in {n}"}, by=who
                )
                for who in (bea, ada)
            )
        )
        assert sorted(map(str, outcomes)) == ["['title']", "saved"]
        winner = (bea, ada)[outcomes.index("saved")]
        assert Task.objects.get().title == f"{winner.pk} in {round_}"


def test_a_repeating_task_finished_twice_at_once_opens_one_successor(task, bea, ada):
    Task.objects.update(repeats=True)
    at_once(
        *(
            lambda who=who: set_status(Task.objects.get(pk=task.pk), status="done", by=who)
            for who in (bea, ada)
        )
    )
    assert Task.objects.filter(repeat_of=task).count() == 1
