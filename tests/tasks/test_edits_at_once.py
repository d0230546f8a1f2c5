"""Two people save the same task at the same moment, each over a connection of her own.

SQLite lets one writer in after the other; PostgreSQL locks the row. The outcome is the same.
"""

import re
import threading
from datetime import date

import pytest
from django.db import connection
from django.test import Client

from tasks.actions import Conflict, add_helper, edit, open_task, propose_date, set_status
from tasks.links import path_for
from tasks.models import Task
from workgroups.models import Role

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


LIST = "/workgroups/legislative/tasks/"
CHAIR = "/workgroups/legislative/chair/"
BULK = f"{LIST}bulk/"


def signed_in(person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def fields(page) -> dict[str, list[str]]:
    """Every hidden field and every box of a page, as a browser would send them."""
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", page.content.decode()):
        name, value = (re.search(rf' {attribute}="([^"]*)"', tag) for attribute in ("name", "value"))
        if name and ("hidden" in tag or "checkbox" in tag):
            found.setdefault(name[1], []).append(value[1] if value else "on")
    return found


@pytest.fixture
def many(legislative, bea, cal) -> list[Task]:
    Role.objects.create(person=cal, workgroup=legislative, since=date(2026, 1, 1))
    return [open_task(title=f"Task {n}", workgroup=legislative, by=bea) for n in range(8)]


def test_two_who_change_many_at_once_in_different_fields_both_win_and_never_wait_for_each_other(
    many, bea, ada
):
    hers, mine = signed_in(bea), signed_in(ada)
    for round_ in range(4):
        page, other = fields(hers.get(LIST)), fields(mine.get(LIST))
        other["tasks"].reverse()
        day = date(2027, 3, 1 + round_)
        at_once(
            lambda p=page, d=day: hers.post(BULK, p | {"due": d.isoformat()}),
            lambda o=other, n=round_: mine.post(BULK, o | {"priority": 1 + n % 3}),
        )
        now = set(Task.objects.values_list("due", "priority"))
        assert now == {(day, 1 + round_ % 3)}


def test_many_at_once_in_the_same_field_asks_and_a_second_press_overwrites(many, cal, bea, ada):
    hers, mine = signed_in(bea), signed_in(ada)
    page = fields(hers.get(LIST))
    first = many[0]
    mine.post(BULK, fields(mine.get(LIST)) | {"tasks": [first.pk], "priority": "3"})
    answer = hers.post(BULK, page | {"priority": "1"})
    words = answer.content.decode()
    assert "7 tasks changed." in words and "Someone else changed the same of these meanwhile" in words
    assert Task.objects.get(pk=first.pk).priority == 3
    assert Task.objects.filter(priority=1).count() == 7
    assert words.count(" checked") == 1 and '<option value="1" selected' in words
    hers.post(BULK, fields(answer) | {"tasks": [first.pk], "priority": "1"})
    assert Task.objects.get(pk=first.pk).priority == 1


def test_a_card_that_someone_moved_meanwhile_is_asked_about_and_a_second_press_moves_it(task, bea, ada):
    hers, press = signed_in(bea), f"/tasks/{task.pk}/status/"
    board = f"{LIST}?view=board"
    sent = {"was": fields(hers.get(board))["was"][0], "next": board}
    signed_in(ada).post(press, {"status": "waiting", "reason": "the county", "was": "not_started"})
    page = hers.post(press, sent | {"status": "in_progress"}, follow=True)
    assert "someone else set this to “waiting” meanwhile" in page.content.decode()
    assert (Task.objects.get().status, Task.objects.get().reason) == ("waiting", "the county")
    hers.post(press, sent | {"status": "in_progress", "was": fields(page)["was"][0]})
    assert Task.objects.get().status == "in_progress"


def test_a_reason_typed_meanwhile_is_kept_for_the_second_press(task, bea, ada):
    press = f"/tasks/{task.pk}/status/"
    set_status(task, status="done", by=ada)
    page = signed_in(bea).post(press, {"status": "dropped", "reason": "The bill died", "was": "not_started"})
    assert Task.objects.get().status == "done" and 'value="The bill died"' in page.content.decode()
    signed_in(bea).post(
        press, {"status": "dropped", "reason": "The bill died", "was": fields(page)["was"][0]}
    )
    assert Task.objects.get().status == "dropped"


def test_one_of_two_cards_moved_at_once_to_different_columns_is_asked(task, bea, ada):
    browsers, press = (signed_in(bea), signed_in(ada)), f"/tasks/{task.pk}/status/"
    for _ in range(4):
        Task.objects.update(status="not_started")
        at_once(
            lambda: browsers[0].post(press, {"status": "in_progress", "was": "not_started"}),
            lambda: browsers[1].post(press, {"status": "done", "was": "not_started"}),
        )
        told = [browser.get(f"/tasks/{task.pk}/").content.decode() for browser in browsers]
        assert sum("meanwhile" in page for page in told) == 1
        asked = next(n for n, page in enumerate(told) if "meanwhile" in page)
        assert Task.objects.get().status == ("done", "in_progress")[asked]


def test_an_answer_from_the_mail_does_not_undo_what_another_said_meanwhile(task, cal, dot, bea, client):
    edit(task, seen={"assignee": None}, changes={"assignee": cal}, by=bea)
    add_helper(task, person=dot, by=bea)
    link = path_for(cal, Task.objects.get())
    seen = {"was": fields(client.get(link))["was"][0]}
    set_status(task, status="done", by=dot)
    page = client.post(link, seen | {"status": "in_progress"})
    assert "Someone else set this to “done” meanwhile" in page.content.decode()
    assert Task.objects.get().status == "done"
    client.post(link, {"status": "in_progress", "was": fields(page)["was"][0]})
    assert Task.objects.get().status == "in_progress"


@pytest.mark.parametrize(("press", "field", "value"), [("assign", "assignee", "cal"), ("move", "due", "day")])
def test_who_leads_and_when_ask_on_the_tasks_page_too(press, field, value, many, cal, dot, bea, ada):
    task, hers = many[0], signed_in(bea)
    wanted = cal.pk if value == "cal" else "2099-03-01"
    changed = {"assignee": bea} if press == "assign" else {"due": date(2099, 4, 1)}
    edit(task, seen=dict.fromkeys(changed), changes=dict(changed), by=ada)
    page = hers.post(f"/tasks/{task.pk}/{press}/", {field: wanted, "was": ""}, follow=True).content.decode()
    assert "Someone else changed this meanwhile" in page
    assert getattr(Task.objects.get(pk=task.pk), field) == changed[field]
    was = bea.pk if press == "assign" else "2099-04-01"
    hers.post(f"/tasks/{task.pk}/{press}/", {field: wanted, "was": was})
    assert getattr(Task.objects.get(pk=task.pk), field) == (cal if value == "cal" else date(2099, 3, 1))


def test_two_who_save_the_chairs_page_at_once_lose_nothing_of_each_other(many, cal, bea, ada):
    """Different fields of the same lines both win; where both gave the same task away, one is asked."""
    browsers = (signed_in(bea), signed_in(ada))
    for round_ in range(3):
        Task.objects.update(assignee=None, due=None)
        sent = [fields(browser.get(CHAIR)) for browser in browsers]
        for hidden in sent:
            for task in many:
                hidden[f"t{task.pk}-assignee"] = hidden[f"t{task.pk}-due"] = ""
        both, mine, hers = many[0].pk, many[1].pk, many[1].pk
        sent[0] |= {f"t{both}-assignee": cal.pk, f"t{mine}-assignee": cal.pk}
        sent[1] |= {f"t{both}-assignee": bea.pk, f"t{hers}-due": f"2099-03-0{round_ + 1}"}
        pages: list = [None, None]

        def press(n, sent=sent, pages=pages):
            pages[n] = browsers[n].post(CHAIR, sent[n])

        at_once(lambda: press(0), lambda: press(1))
        asked = [page.status_code == 200 for page in pages]
        assert sorted(asked) == [False, True]
        assert Task.objects.get(pk=both).assignee == (cal, bea)[asked.index(False)]
        assert Task.objects.get(pk=mine).assignee == cal
        assert Task.objects.get(pk=mine).due == date(2099, 3, round_ + 1)


def test_the_chairs_done_and_confirm_act_on_what_she_saw(task, cal, bea, ada):
    hers = signed_in(bea)
    Task.objects.update(assignee=cal, due=date(2026, 1, 1))
    propose_date(Task.objects.get(), due=date(2099, 2, 1), by=cal)
    propose_date(Task.objects.get(), due=date(2099, 5, 1), by=cal)
    page = hers.post(CHAIR, {"act": f"confirm-{task.pk}-2099-02-01"}, follow=True).content.decode()
    assert "Another date was proposed meanwhile" in page and Task.objects.get().due == date(2026, 1, 1)
    set_status(task, status="waiting", reason="the county", by=cal)
    page = hers.post(CHAIR, {"act": f"done-{task.pk}-not_started"}, follow=True).content.decode()
    assert "meanwhile" in page and Task.objects.get().status == "waiting"
    hers.post(CHAIR, {"act": f"done-{task.pk}-waiting"})
    hers.post(CHAIR, {"act": f"confirm-{task.pk}-2099-05-01"})
    assert Task.objects.get().status == "done"
