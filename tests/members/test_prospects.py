"""Somebody who could join is noted at a gap and tracked until it does."""

from datetime import date

import pytest

from members.models import County, Prospect, Sector
from members.reference import load_reference

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(ada, client):
    load_reference("Wisconsin")
    client.force_login(ada)
    return client


def note(desk, **more) -> Prospect:
    sector = Sector.objects.get(code="faith_based")
    desk.post(
        "/coverage/prospects/new/", {"name": "Grace Chapel", "kind": "agency", "sector": sector.pk} | more
    )
    return Prospect.objects.get()


def test_gap_comes_along_into_the_form(desk):
    page = desk.get("/coverage/prospects/new/?sector=faith_based&county=55025").context["form"]
    assert page.initial["sector"].code == "faith_based"
    assert page.initial["counties"] == [County.objects.get(fips="55025")]


def test_steps_are_kept_and_the_last_one_stands(desk):
    prospect = note(desk)
    address = f"/coverage/prospects/{prospect.pk}/"
    desk.post(address, {"state": "contacted", "note": "Rang the office", "next_on": "2027-02-01"})
    desk.post(address, {"state": "interested", "note": "", "next_on": ""})
    prospect.refresh_from_db()
    assert (prospect.state, prospect.next_on) == ("interested", None)
    assert [step.state for step in prospect.steps.all()] == ["interested", "contacted", "to_ask"]
    assert "Rang the office" in desk.get(address).content.decode()


def test_prospect_shows_where_it_would_fill_the_gap(desk):
    note(desk, counties=[County.objects.get(fips="55025").pk])
    page = desk.get("/coverage/ask/?sector=attorney&county=55025").content.decode()
    assert "Grace Chapel" in page


def test_declined_leaves_the_list_and_stays_on_request(desk):
    prospect = note(desk)
    desk.post(f"/coverage/prospects/{prospect.pk}/", {"state": "declined"})
    assert "Grace Chapel" not in desk.get("/coverage/prospects/").content.decode()
    assert "Grace Chapel" in desk.get("/coverage/prospects/?all").content.decode()


def test_late_step_says_so(desk):
    Prospect.objects.create(name="Grace Chapel", next_on=date(2020, 1, 1))
    assert "Late" in desk.get("/coverage/prospects/").content.decode()


def test_nonsense_is_said_at_its_field_and_stays(desk):
    page = desk.post(
        "/coverage/prospects/new/", {"name": "Grace Chapel", "kind": "agency", "email": "no address"}
    ).content.decode()
    assert "Enter a valid email address" in page and "no address" in page
    assert not Prospect.objects.exists()


@pytest.mark.parametrize("count", [1, 30])
def test_list_costs_the_same_at_any_length(count, desk, django_assert_max_num_queries):
    made = Prospect.objects.bulk_create(Prospect(name=f"P{n}") for n in range(count))
    for prospect in made:
        prospect.counties.set(County.objects.all()[:2])
    with django_assert_max_num_queries(18):
        desk.get("/coverage/prospects/")
