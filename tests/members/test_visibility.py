"""What each audience may see of a person and of a seat: the one rule, tried as a matrix."""

from datetime import date

import pytest
import time_machine

from members.actions import agree, create_organization, list_publicly, renew, take_seat, withdraw_all
from members.models import Organization
from members.visibility import SOMEONE
from members.visibility import viewer_for as bare_viewer
from tasks.models import Task
from workgroups.models import Role
from workgroups.viewing import viewer_for

pytestmark = pytest.mark.django_db
NAME, EMAIL, PHONE = "name", "email", "phone"


def eyes(person):
    return viewer_for(person) if person else bare_viewer(None)


def test_protected_name_is_the_coordinators_and_her_own(ada, cal, fay):
    names = [eyes(who).name(fay) for who in (ada, fay, cal, None)]
    assert names == ["Fay Secretname", "Fay Secretname", SOMEONE, SOMEONE]


def test_protected_name_is_her_chairs_only_when_she_says_so(bea, cal, fay, legislative):
    for person in (cal, fay):
        Role.objects.create(person=person, workgroup=legislative, since=date(2026, 1, 1))
    assert [eyes(who).name(fay) for who in (bea, cal)] == [SOMEONE, SOMEONE]
    fay.chair_sees_name = True
    fay.save()
    assert [eyes(who).name(fay) for who in (bea, cal)] == ["Fay Secretname", SOMEONE]


def test_nothing_links_a_seat_to_its_holder(cal, fay):
    seat = fay.representations.get().organization
    viewer = eyes(cal)
    assert not viewer.may_see_representatives(seat)
    assert viewer.sector(seat) is None


def test_protected_seat_is_found_by_the_coordinator_and_its_holder_alone(ada, cal, fay):
    found = [seat_count(who) for who in (ada, fay, cal, None)]
    assert found == [1, 1, 0, 0]


def seat_count(who) -> int:
    return eyes(who).organizations().filter(representations__person__name="Fay Secretname").count()


def test_name_in_public_needs_her_consent(cal):
    assert eyes(None).name(cal) == SOMEONE
    agree(cal, choices={("public", NAME)}, by=cal)
    assert eyes(None).name(cal) == "Cal Ness"
    cal.display_name = "C. Ness"
    assert eyes(None).name(cal) == "C. Ness"


@pytest.mark.parametrize(
    ("audience", "sees"),
    [
        (None, (False, False, False)),
        ("workgroup", (True, False, False)),
        ("members", (True, True, False)),
        ("public", (True, True, True)),
    ],
)
def test_directory_follows_her_choice(audience, sees, bea, cal, dot, legislative):
    Role.objects.create(person=cal, workgroup=legislative, since=date(2026, 1, 1))
    if audience:
        agree(cal, choices={(audience, NAME)}, by=cal)
    colleague, member, public = eyes(bea), eyes(dot), eyes(None)
    assert tuple(viewer.may_list(cal) for viewer in (colleague, member, public)) == sees
    found = (cal in viewer.people() for viewer in (colleague, member, public))
    assert tuple(found) == sees


def test_each_field_is_her_own_decision(cal, dot):
    cal.phone = "608 555 0100"
    agree(cal, choices={("members", NAME), ("members", PHONE), ("public", NAME)}, by=cal)
    assert [(eyes(w).email(cal), eyes(w).phone(cal)) for w in (dot, None)] == [("", cal.phone), ("", "")]


def test_nobody_is_listed_before_she_said_so(cal, dot, fay):
    assert not eyes(None).people().exists() and not eyes(cal).people().exists()


def test_protected_person_is_listed_under_her_chosen_name_only(cal, fay):
    agree(fay, choices={("members", NAME)}, by=fay)
    assert not eyes(cal).people().exists() and not eyes(cal).may_list(fay)
    fay.display_name = "Robin E."
    fay.save()
    assert [person.shown for person in eyes(cal).people()] == ["Robin E."]
    assert eyes(cal).may_list(fay)


def test_consent_keeps_who_when_which_words_and_until_when(cal):
    with time_machine.travel("2026-11-26 12:00-06:00"):
        agree(cal, choices={("members", NAME)}, by=cal)
    consent = cal.consents.get()
    assert (consent.person, consent.given_at.date()) == (cal, date(2026, 11, 26))
    assert (consent.text_version, consent.expires_on) == ("2026-11-27", date(2027, 11, 26))


def test_consent_that_ran_out_hides_her_the_same_day_and_renewing_shows_her_again(cal, dot):
    with time_machine.travel("2026-11-26 12:00-06:00"):
        agree(cal, choices={("members", NAME)}, by=cal)
    with time_machine.travel("2027-11-25 23:00-06:00"):
        assert eyes(dot).may_list(cal)
    with time_machine.travel("2027-11-26 00:30-06:00"):
        assert not eyes(dot).may_list(cal) and cal not in eyes(dot).people()
        renew(cal, by=cal)
        assert eyes(dot).may_list(cal)
    assert cal.consents.count() == 2


def test_withdrawing_is_true_for_the_next_viewer(cal, dot):
    agree(cal, choices={("members", NAME), ("public", NAME)}, by=cal)
    withdraw_all(cal, by=cal)
    assert not eyes(dot).may_list(cal) and eyes(None).name(cal) == SOMEONE


def test_organization_is_public_only_by_its_own_consent(ada, cal, fay):
    harbor = create_organization(name="Harbor House", by=ada)
    take_seat(harbor, person=cal, by=ada)
    assert not eyes(None).organizations().exists()
    list_publicly(harbor, by=cal)
    list_publicly(fay.representations.get().organization, by=fay)
    assert list(eyes(None).organizations()) == [harbor]


def test_applicant_is_the_coordinators_alone(ada, cal):
    Organization.objects.create(name="Hopeful", status="applied")
    assert [eyes(who).organizations().count() for who in (ada, cal)] == [1, 0]


def test_thirty_names_cost_one_query(cal, fay, django_assert_num_queries):
    viewer = bare_viewer(cal)
    with django_assert_num_queries(1):
        for _ in range(30):
            viewer.name(fay)


@pytest.mark.parametrize("reader", [None, "cal"])
def test_workgroup_tab_never_names_a_protected_person(reader, legislative, cal, fay, client):
    Task.objects.create(workgroup=legislative, title="Write", assignee=fay, public=True)
    if reader:
        client.force_login(cal)
    page = client.get("/workgroups/legislative/").content.decode()
    assert "Write" in page and "Secretname" not in page


def test_public_tab_shows_only_what_is_public(legislative, client):
    Task.objects.create(workgroup=legislative, title="Inner matter")
    assert "Inner matter" not in client.get("/workgroups/legislative/").content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_workgroup_tab_costs_the_same_at_any_length(
    count, legislative, cal, client, django_assert_max_num_queries
):
    Task.objects.bulk_create(
        Task(workgroup=legislative, title=f"T{n}", assignee=cal, public=True) for n in range(count)
    )
    with django_assert_max_num_queries(9):
        client.get("/workgroups/legislative/")
