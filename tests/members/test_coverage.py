"""The map and the table: everything for the coordinator, as much as is safe for everyone else."""

import re
from datetime import date

import pytest

from members.actions import list_publicly, set_targets
from members.geography import atlas
from members.models import County, Organization, Person, Region, Representation, Sector, Tribe
from members.reference import load_reference

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places(db):
    load_reference("Wisconsin")


@pytest.fixture
def services() -> Sector:
    return Sector.objects.get(code="service_provider")


def seat(name: str, sector: str, *counties: str, **fields) -> Organization:
    made = Organization.objects.create(name=name, sector=Sector.objects.get(code=sector), **fields)
    made.counties.set(County.objects.filter(name__in=counties))
    return made


def read(client, person=None, address="/coverage/?sector=service_provider") -> str:
    client.logout()
    if person:
        client.force_login(person)
    return client.get(address).content.decode()


def says(page: str, county: str) -> str:
    return re.search(rf'aria-label="{county}: ([^"]*)"', page).group(1)


def test_every_county_of_the_reference_data_is_drawn_and_knows_its_neighbours():
    drawn = atlas("55").counties
    assert set(drawn) == set(County.objects.values_list("fips", flat=True))
    assert all(fips in drawn[other].beside for fips in drawn for other in drawn[fips].beside)
    assert all(shape.beside for shape in drawn.values())


def test_coordinator_reads_exact_counts(ada, client):
    seat("A", "service_provider", "Dane", "Rock")
    seat("B", "service_provider", "Dane")
    page = read(client, ada)
    assert (says(page, "Dane"), says(page, "Rock"), says(page, "Iron")) == (
        "2 organizations",
        "1 organization",
        "none",
    )


def test_member_reads_under_five_and_none(cal, client):
    for name in "ABCDEF":
        seat(name, "service_provider", "Dane")
    seat("G", "service_provider", "Rock")
    seat("H", "service_provider", "Adams")
    seat("I", "service_provider", "Adams")
    page = read(client, cal)
    assert says(page, "Dane") == "6 organizations"
    assert says(page, "Rock") == says(page, "Adams") == "&lt;5 organizations"
    assert says(page, "Iron") == "none"


def test_statewide_organization_is_said_apart(ada, client):
    seat("Everywhere", "service_provider", statewide=True)
    assert says(read(client, ada), "Iron") == "none of its own, statewide ones only"


def test_public_counts_only_those_that_agreed_to_be_listed(client):
    pat = Person.objects.create_user("Pat Lee", "pat@a.example")
    listed = seat("A", "service_provider", "Dane")
    seat("B", "service_provider", "Rock")
    Representation.objects.create(person=pat, organization=listed)
    list_publicly(listed, by=pat)
    page = read(client)
    assert says(page, "Dane").startswith("&lt;5")
    assert says(page, "Rock") == "none"


@pytest.mark.parametrize("reader", ["ada", "cal", None])
def test_protected_sector_is_never_counted_by_place(reader, request, client):
    person = request.getfixturevalue(reader) if reader else None
    before = read(client, person, "/coverage/")
    for number in range(7):
        seat(f"Advisory Seat {number}", "survivor", "Dane", kind="individual")
    after = read(client, person, "/coverage/")
    assert says(after, "Dane") == says(before, "Dane")
    assert "Survivors" not in after.split("Place by place")[1]
    assert read(client, person, "/coverage/?sector=survivor").count("Survivors") <= 1


def test_small_protected_count_is_under_five_for_members(ada, cal, client):
    seat("Advisory Seat A", "survivor", kind="individual")
    row = r"Survivors</th><td[^>]*>([^<]*)"
    assert re.search(row, read(client, ada)).group(1) == "1"
    assert re.search(row, read(client, cal)).group(1) == "&lt;5"


def test_table_says_the_same_as_the_map(ada, client):
    seat("A", "service_provider", "Dane")
    page = read(client, ada)
    row = re.search(r"<tr><th scope=\"row\"><a[^>]*>Dane</a></th>(.*?)</tr>", page, re.S).group(1)
    assert re.findall(r'data-label="Service providers">(\d+)<', row) == ["1"]


def test_former_and_applied_are_not_counted(ada, client):
    seat("Gone", "service_provider", "Dane", status="former")
    seat("Asked", "service_provider", "Dane", status="applied")
    assert says(read(client, ada), "Dane") == "none"


def test_gap_list_names_counties_regions_and_too_few_seats(ada, services, client):
    seat("A", "service_provider", "Dane")
    services.minimum_seats, services.in_every_county = 3, True
    set_targets([services], by=ada)
    page = read(client, ada, "/coverage/gaps/")
    card = page.split("<h2>Service providers</h2>")[1].split("</section>")[0]
    assert "1 of at least 3" in card and "71 counties nobody serves" in card
    assert ">Iron</a>" in card and ">Dane</a>" not in card
    assert "Northern" in card and "Southern:" not in card.replace("Southeastern:", "")


def test_gap_list_of_a_member_tells_no_small_count_and_nothing_protected(cal, client):
    seat("Advisory Seat A", "survivor", kind="individual")
    page = read(client, cal, "/coverage/gaps/")
    assert "Survivors" not in page and " of at least" not in page
    assert "At least 5 are wanted" in page


def test_met_target_is_no_gap(ada, services, client):
    for sector in Sector.objects.all():
        sector.minimum_seats = sector.minimum_per_region = 0
        sector.in_every_county = sector.with_every_tribe = False
        set_targets([sector], by=ada)
    assert "Nobody is missing" in read(client, ada, "/coverage/gaps/")


def test_targets_are_edited_on_their_page_and_nonsense_stays_at_its_field(ada, client):
    client.force_login(ada)
    form = client.get("/coverage/targets/").context["formset"]
    data = {"form-TOTAL_FORMS": len(form), "form-INITIAL_FORMS": len(form)}
    for row in form:
        data |= {f"{row.prefix}-{name}": row[name].value() or "" for name in row.fields}
    page = client.post("/coverage/targets/", data | {"form-0-minimum_seats": "many"}).content.decode()
    assert "Enter a whole number" in page and 'value="many"' in page
    client.post("/coverage/targets/", data | {"form-0-minimum_seats": "9"})
    assert Sector.objects.get(code="service_provider").minimum_seats == 9


def test_region_is_drawn_and_a_county_lies_in_one(ada, client):
    client.force_login(ada)
    dane = County.objects.get(name="Dane")
    client.post("/coverage/regions/new/", {"name": "Capital", "counties": [dane.pk]})
    dane.refresh_from_db()
    assert dane.region.name == "Capital"
    assert Region.objects.get(name="Southern").counties.count() == 12
    client.post(f"/coverage/regions/{dane.region.pk}/remove/")
    dane.refresh_from_db()
    assert dane.region is None


def test_ask_names_neighbours_locals_past_members_and_who_to_call(ada, client):
    beside = seat("Next Door", "service_provider", "Rock")
    seat("Same Place", "attorney", "Dane")
    seat("Long Gone", "service_provider", "Dane", status="former")
    seat("Far Away", "service_provider", "Iron")
    pat = Person.objects.create_user("Pat Lee", "pat@a.example")
    Representation.objects.create(person=pat, organization=beside, since=date(2020, 1, 1))
    page = read(client, ada, "/coverage/ask/?sector=service_provider&county=55025")
    for name in ("Next Door", "Same Place", "Long Gone", "pat@a.example"):
        assert name in page
    assert "Far Away" not in page


def test_ask_with_nonsense_says_so(ada, client):
    page = read(client, ada, "/coverage/ask/?sector=nobody")
    assert "Select a valid choice" in page


def fill(count: int) -> None:
    sectors, counties = list(Sector.objects.all()), list(County.objects.all())
    made = Organization.objects.bulk_create(
        Organization(name=f"O{n}", sector=sectors[n % 8], statewide=n % 9 == 0) for n in range(count)
    )
    through = Organization.counties.through
    through.objects.bulk_create(
        through(organization=one, county=counties[(n * 7 + k) % 72])
        for n, one in enumerate(made)
        for k in range(3)
    )
    tribes = Tribe.objects.all()
    made[0].tribes.set(tribes)


@pytest.mark.parametrize("count", [1, 300])
@pytest.mark.parametrize("address", ["/coverage/", "/coverage/gaps/", "/coverage/counties/55025/"])
def test_queries_are_the_same_for_any_number(count, address, ada, client, django_assert_max_num_queries):
    fill(count)
    client.force_login(ada)
    with django_assert_max_num_queries(24):
        assert client.get(address).status_code == 200
