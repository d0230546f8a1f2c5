"""The coordinator's deputy has her rights from the first day to the last, and no longer."""

import pytest
import time_machine

from audit.models import Entry
from mail.models import Message
from members.jobs import follow_deputies
from members.models import CoordinatorDeputy, Person
from members.standing_in import settle_rights

pytestmark = pytest.mark.django_db
PLACE = "/people/deputies/"


@pytest.fixture
def today():
    with time_machine.travel("2026-11-30T18:00:00Z", tick=False) as now:
        yield now


def name(client, person, since="2026-12-01", until="2026-12-10"):
    return client.post(PLACE, {"person": person.pk, "since": since, "until": until}).content.decode()


def coordinates(person) -> bool:
    follow_deputies()
    return Person.objects.get(pk=person.pk).is_coordinator


def test_rights_begin_and_end_by_the_dates(today, ada, dot, client):
    client.force_login(ada)
    name(client, dot)
    found = []
    days = ["2026-11-30", "2026-12-01", "2026-12-10", "2026-12-11"]
    for day in days:
        today.move_to(f"{day}T18:00:00Z")
        found.append(coordinates(dot))
    assert found == [False, True, True, False]
    assert coordinates(ada)
    assert list(Entry.objects.filter(verb__startswith="deputy").values_list("verb", flat=True))[::-1] == [
        "deputy.named",
        "deputy.began",
        "deputy.over",
    ]


def test_one_named_for_today_begins_at_once_and_is_told(today, ada, dot, client):
    client.force_login(ada)
    name(client, dot, since="2026-11-30")
    assert Person.objects.get(pk=dot.pk).is_coordinator
    message = Message.objects.get(kind="coordinator_deputy")
    assert message.person == dot and "Thursday, December 10, 2026" in message.text


def test_a_deputy_names_no_deputy_and_does_not_lengthen_her_days(today, ada, dot, cal, client):
    client.force_login(ada)
    name(client, dot, since="2026-11-30")
    client.force_login(Person.objects.get(pk=dot.pk))
    assert client.get("/outbox/").status_code == 200
    assert client.get(PLACE).status_code == client.post(PLACE).status_code == 403
    assert CoordinatorDeputy.objects.count() == 1


def test_ending_it_takes_the_rights_at_once(today, ada, dot, client):
    client.force_login(ada)
    name(client, dot, since="2026-11-30")
    client.post(f"{PLACE}{CoordinatorDeputy.objects.get().pk}/end/")
    assert not coordinates(dot) and coordinates(ada)


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        ("2026-12-05", "2026-12-20", "There is a deputy in these days already"),
        ("2026-12-20", "2026-12-15", "not before the first"),
        ("2026-11-01", "2026-11-02", "not past"),
    ],
)
def test_dates_that_contradict_are_said_in_words(today, ada, dot, cal, client, since, until, words):
    client.force_login(ada)
    name(client, dot)
    assert words in name(client, cal, since=since, until=until)
    assert CoordinatorDeputy.objects.count() == 1


def test_rights_follow_the_dates_at_the_moment_of_asking_without_any_job(today, ada, dot, client):
    client.force_login(ada)
    name(client, dot)
    found = {}
    for day in ("2026-11-30T23:59", "2026-12-01T00:00", "2026-12-10T23:59", "2026-12-11T00:00"):
        today.move_to(f"{day}:00-06:00")
        client.force_login(dot)
        found[day] = client.get("/outbox/").status_code, client.get(PLACE).status_code
    assert list(found.values()) == [(403, 403), (200, 403), (200, 403), (403, 403)]
    assert not Person.objects.get(pk=dot.pk).is_coordinator, "looking writes nothing"


def test_an_acting_deputy_has_nothing_left_after_her_last_day_though_no_job_ran(today, ada, dot, client):
    client.force_login(ada)
    name(client, dot)
    today.move_to("2026-12-02T18:00:00Z")
    assert coordinates(dot)
    today.move_to("2026-12-11T06:00:00Z")
    client.force_login(Person.objects.get(pk=dot.pk))
    assert client.get("/outbox/").status_code == 403


def test_rights_that_are_lent_for_a_request_are_never_written(today, ada, dot, client):
    client.force_login(ada)
    name(client, dot)
    today.move_to("2026-12-02T18:00:00Z")
    person = Person.objects.get(pk=dot.pk)
    settle_rights(person)
    person.title = "Analyst"
    person.save()
    kept = Person.objects.get(pk=dot.pk)
    assert person.is_coordinator and not kept.is_coordinator and kept.title == "Analyst"


def test_people_are_searched_for_by_name(today, ada, cal, dot, client):
    client.force_login(ada)
    page = client.get(f"{PLACE}?q=dot").content.decode()
    assert "1 person fits “dot”" in page
    assert f'<option value="{dot.pk}">' in page and f'<option value="{cal.pk}">' not in page
