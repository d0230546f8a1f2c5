import pytest

from members.visibility import SOMEONE, viewer_for
from tasks.models import Task

pytestmark = pytest.mark.django_db


def test_protected_name_is_the_coordinators_and_her_own(ada, cal, fay):
    names = [viewer_for(eyes).name(fay) for eyes in (ada, fay, cal, None)]
    assert names == ["Fay Secretname", "Fay Secretname", SOMEONE, SOMEONE]


def test_nothing_links_a_seat_to_its_holder(cal, fay):
    seat = fay.representations.get().organization
    viewer = viewer_for(cal)
    assert not viewer.may_see_representatives(seat)
    assert viewer.sector(seat) is None


def test_thirty_names_cost_one_query(cal, fay, django_assert_num_queries):
    viewer = viewer_for(cal)
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
    with django_assert_max_num_queries(5):
        client.get("/workgroups/legislative/")
