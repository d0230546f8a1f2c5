"""Every number of a report leads to the rows it counts: exactly those, and none that is hidden."""

import pytest
from django.core.management import call_command
from lxml import html

from members.models import Organization, Person, Sector
from reports.figures import BEHIND
from tests.reports.test_reports import room
from workgroups.models import Role, RoleKind, Workgroup

__all__ = ["room"]

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-11-26T12:00:00-06:00")]


def numbers(page) -> dict[str, int]:
    """The number of each link that leads to rows, by its address."""
    links = html.fromstring(page.content.decode()).xpath("//a[contains(@href, '/rows/')]")
    return {link.get("href"): int(link.text.split()[0]) for link in links}


def counted(page) -> tuple[int, int]:
    """What a page of rows says it lists, and how many it does."""
    tree = html.fromstring(page.content.decode())
    said = tree.xpath("//main//h2")[0].text_content().rsplit(":", 1)[1]
    return int(said), len(tree.xpath("//main//tbody/tr"))


def test_every_number_of_each_dashboard_leads_to_exactly_its_rows(client):
    call_command("load_sample", verbosity=0)
    coordinator = Person.objects.get(is_coordinator=True)
    chair = Person.objects.filter(roles__kind=RoleKind.CHAIR).first()
    group = Workgroup.objects.filter(roles__person=chair).first()
    member = Person.objects.get(email="member@consortium.example")
    wrong, figures_with_links = {}, set()
    for person, address, left_aside in (
        (coordinator, "/reports/dashboard/2026-Q4/", set()),
        (coordinator, "/reports/dashboard/2027-Q1/", set(BEHIND) - {"answers"}),
        (chair, f"/reports/workgroups/{group.slug}/2026-Q4/", set()),
        (member, "/reports/2026-Q4/", {"coverage"}),
    ):
        client.force_login(person)
        for link, number in numbers(client.get(address)).items():
            figure = link.split("/rows/")[1].split("/")[0]
            if figure in left_aside:
                continue
            said, listed = counted(client.get(link))
            figures_with_links.add(figure)
            if (said, listed) != (number, number):
                wrong[link] = (number, said, listed)
    assert wrong == {}
    assert figures_with_links == set(BEHIND)


@pytest.mark.parametrize(
    "asked",
    [
        "attendance_by_sector/?row=protected&column=1",
        "attendance_by_sector/?row=all&column=1",
        "seats_by_sector/?row=protected&column=2",
        "answers/?row=no_answer&column=1",
        "attendance_by_sector/?row=small&column=1",
    ],
)
def test_hidden_count_lists_nothing(asked, room, cal, ada, client):
    small = Sector.objects.create(code="small", name="Small")
    room.attendances.create(organization=Organization.objects.create(name="One House", sector=small))
    client.force_login(cal)
    assert client.get(f"/reports/2026-Q4/rows/{asked}").status_code == 404
    assert "rows/attendance_by_sector/?row=small" not in client.get("/reports/2026-Q4/").content.decode()
    client.force_login(ada)
    assert client.get(f"/reports/2026-Q4/rows/{asked}").status_code == 404
    assert client.get(f"/reports/dashboard/2026-Q4/rows/{asked}").status_code == 200


def test_protected_seat_stands_in_no_rows_but_the_coordinators(room, cal, ada, client):
    asked = "rows/meetings/?row=2026-10-15&column=2"
    client.force_login(cal)
    page = client.get(f"/reports/2026-Q4/{asked}")
    assert "Advisory Seat A" not in page.content.decode() and counted(page) == (6, 6)
    client.force_login(ada)
    page = client.get(f"/reports/dashboard/2026-Q4/{asked}")
    assert "Advisory Seat A" in page.content.decode() and counted(page) == (7, 7)


@pytest.mark.parametrize("asked", ["nothing/?column=1", "burn_up/?row=13&column=1", "tasks_by_goal/?row=%00&column=2",
                                   "tasks_by_workgroup/?column=9", "tasks_by_workgroup/?column=x", "burn_up/"])  # fmt: skip
def test_number_that_is_not_there_is_not_found(asked, ada, client):
    client.force_login(ada)
    assert client.get(f"/reports/dashboard/2026-Q4/rows/{asked}").status_code == 404


def test_chair_reads_no_rows_of_another_group(legislative, bea, dot, client):
    other = Workgroup.objects.create(slug="other", name="Other")
    Role.objects.create(person=dot, workgroup=other, kind=RoleKind.CHAIR, since="2026-01-01")
    client.force_login(dot)
    address = "/reports/workgroups/legislative/2026-Q4/rows/tasks_by_workgroup/?column=4"
    assert client.get(address).status_code == 403
