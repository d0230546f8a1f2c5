"""The list of organizations, one organization's page, and what its own people may change."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from members.actions import create_organization, take_seat
from members.consent_texts import TEXTS
from members.models import County, Organization, OrganizationChange, Sector
from tests.charter.test_uploads import pdf_saying
from workgroups.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def harbor(ada, cal) -> Organization:
    harbor = create_organization(name="Harbor House", since=date(2019, 1, 1), by=ada)
    take_seat(harbor, person=cal, since=date(2019, 1, 1), by=ada)
    return harbor


@pytest.fixture
def page(client):
    def read(who, path, **query) -> str:
        client.force_login(who)
        return client.get(path, query).content.decode()

    return read


def test_list_is_narrowed_by_each_filter_and_by_letters(harbor, ada, cal, legislative, page):
    dane = County.objects.create(fips="1", name="Dane")
    sector = Sector.objects.create(code="s", name="Service")
    other = create_organization(name="Other Place", sector=sector, counties=[dane], by=ada)
    Role.objects.create(person=cal, workgroup=legislative, since=date(2026, 1, 1))

    def names(**query):
        text = page(cal, "/organizations/", **query)
        return [name for name in ("Harbor House", "Other Place") if f">{name}</a>" in text]

    assert names() == ["Harbor House", "Other Place"]
    assert names(q="har hou") == names(workgroup=legislative.pk) == ["Harbor House"]
    assert names(sector=sector.pk) == names(county=dane.pk) == ["Other Place"]
    assert names(status="former") == names(q="zzz") == []
    assert names(status="nonsense", county="x") == ["Harbor House", "Other Place"]
    assert other.status_changes.get().status == "active"


def test_protected_seat_is_in_no_members_list_filter_or_address(harbor, ada, cal, fay, page, client):
    seat = fay.representations.get().organization
    assert "Advisory Seat A" in page(ada, "/organizations/")
    text = page(cal, "/organizations/")
    assert "Advisory Seat A" not in text and ">Protected<" not in text and "1 organization<" in text
    assert "Harbor House" in page(cal, "/organizations/", sector=seat.sector_id)
    client.force_login(cal)
    assert client.get(f"/organizations/{seat.pk}/").status_code == 404
    client.force_login(fay)
    assert client.get(f"/organizations/{seat.pk}/").status_code == 200


def test_filter_keeps_what_was_chosen_and_no_name_breaks_out_of_it(ada, page):
    county = County.objects.create(fips="2", name='D"<b>ane')
    text = page(ada, f"/organizations/?county={county.pk}")
    assert f'<option value="{county.pk}" selected>D&quot;&lt;b&gt;ane</option>' in text
    assert '<option value="">Any sector</option>' in text.replace(" selected", "")


def test_members_see_representatives_who_agreed_and_the_coordinator_all(harbor, ada, cal, dot, page):
    path = f"/organizations/{harbor.pk}/"
    assert "Cal Ness" not in page(dot, path) and "Cal Ness" in page(ada, path)
    from members.actions import agree

    agree(cal, choices={("members", "name")}, by=cal)
    assert "Cal Ness" not in page(dot, path)
    agree(cal, choices={("members", "name"), ("members", "seats")}, by=cal)
    assert "Cal Ness" in page(dot, path)


def test_primary_representative_edits_what_is_hers_and_the_coordinator_sees_both_values(
    harbor, ada, cal, page, client
):
    dane = County.objects.create(fips="1", name="Dane")
    client.force_login(cal)
    typed = {"phone": "608 555 0100", "email": "", "website": "harbor.example", "counties": [dane.pk]}
    client.post(f"/organizations/{harbor.pk}/edit/", {**typed, "name": "Taken over", "notes": "x"})
    harbor.refresh_from_db()
    assert (harbor.name, harbor.notes, harbor.phone) == ("Harbor House", "", "608 555 0100")
    assert harbor.website == "https://harbor.example" and list(harbor.counties.all()) == [dane]
    text = page(ada, "/organizations/changes/")
    assert "608 555 0100" in text and "Dane" in text and "Cal Ness" in text
    client.post(f"/organizations/{harbor.pk}/seen/")
    assert not OrganizationChange.objects.filter(seen_at=None).exists()


def test_alternates_and_others_do_not_edit(harbor, ada, cal, dot, client):
    take_seat(harbor, person=dot, by=ada)
    client.force_login(dot)
    assert client.post(f"/organizations/{harbor.pk}/edit/", {"phone": "1"}).status_code == 403
    assert client.post(f"/organizations/{harbor.pk}/status/", {}).status_code == 403


def test_former_primary_edits_no_more(harbor, cal, client):
    harbor.representations.update(until=timezone.localdate() - timedelta(days=1))
    client.force_login(cal)
    assert client.get(f"/organizations/{harbor.pk}/edit/").status_code == 403


def test_wrong_address_of_a_website_keeps_what_was_typed(harbor, cal, client):
    client.force_login(cal)
    text = client.post(f"/organizations/{harbor.pk}/edit/", {"phone": "12", "website": "no site"})
    text = text.content.decode()
    assert "Enter a valid URL" in text and 'value="12"' in text


def test_organization_needs_only_a_name_and_no_street(ada, client):
    client.force_login(ada)
    client.post("/organizations/new/", {"name": "Shelter", "kind": "agency", "since": "2026-01-02"})
    shelter = Organization.objects.get()
    assert (shelter.name, shelter.since, shelter.status) == ("Shelter", date(2026, 1, 2), "active")
    assert not any("street" in f.name or f.name == "address" for f in Organization._meta.get_fields())


def test_same_name_twice_is_asked_about(harbor, ada, client):
    client.force_login(ada)
    text = client.post(
        "/organizations/new/", {"name": "harbor house", "kind": "agency", "since": "2026-01-02"}
    )
    assert "There is an organization of this name" in text.content.decode()


def test_status_changes_on_the_page_and_bad_days_are_refused_in_a_sentence(harbor, ada, client):
    client.force_login(ada)
    path = f"/organizations/{harbor.pk}/status/"
    text = client.post(path, {"status": "on_leave", "since": "2099-01-01"}, follow=True).content.decode()
    assert "Give today or a day that has passed." in text and 'value="2099-01-01"' in text
    client.post(path, {"status": "on_leave", "since": "2026-03-01", "note": "Director left"})
    harbor.refresh_from_db()
    assert harbor.status == "on_leave" and harbor.status_changes.first().note == "Director left"


def test_someone_new_takes_a_seat_and_a_known_address_is_the_same_person(harbor, ada, cal, dot, client):
    client.force_login(ada)
    path = f"/organizations/{harbor.pk}/seats/"
    client.post(path, {"email": "DOT@example.org", "role": "alternate", "since": "2026-01-01"})
    client.post(
        path, {"name": "Nia New", "email": "nia@n.example", "role": "alternate", "since": "2026-01-01"}
    )
    text = client.post(
        path, {"email": "unknown@n.example", "role": "alternate", "since": "2026-01-01"}, follow=True
    )
    assert "Nobody on the roster has this address" in text.content.decode()
    assert set(harbor.representations.values_list("person__name", flat=True)) == {
        *("Cal Ness", "Dot Ray", "Nia New")
    }


def test_mou_is_read_by_the_coordinator_and_its_own_people_alone(
    harbor, ada, cal, dot, client, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(ada)
    paper = SimpleUploadedFile("mou.pdf", pdf_saying("agreed"))
    client.post(
        f"/organizations/{harbor.pk}/documents/", {"kind": "mou", "signed_on": "2025-04-02", "file": paper}
    )
    path = f"/organizations/{harbor.pk}/documents/{harbor.documents.get().pk}/"
    codes = []
    for who in (ada, cal, dot):
        client.force_login(who)
        codes.append(client.get(path).status_code)
    assert codes == [200, 200, 403]
    harbor.refresh_from_db()
    assert harbor.mou_signed_on == date(2025, 4, 2)
    client.force_login(ada)
    bad = SimpleUploadedFile("x.exe", b"MZ\0\0")
    text = client.post(
        f"/organizations/{harbor.pk}/documents/", {"kind": "mou", "signed_on": "2025-04-02", "file": bad}
    )
    assert "Give a PDF" in text.content.decode()


def test_only_its_primary_representative_lists_it_in_public(harbor, ada, cal, client):
    path = f"/organizations/{harbor.pk}/listing/"
    client.force_login(ada)
    assert client.post(path, {"show": "1"}).status_code == 403
    client.force_login(cal)
    shown = client.get(f"/organizations/{harbor.pk}/").content.decode()
    client.post(path, {"show": "1"})
    consent = harbor.consents.on(timezone.localdate()).get()
    assert consent.person == cal and str(TEXTS[consent.text_version]) in shown
    client.post(path, {"hide": "1"})
    assert not harbor.consents.on(timezone.localdate()).exists()


def test_internal_notes_are_the_coordinators_alone(harbor, ada, cal, page):
    Organization.objects.update(notes="Slow to answer")
    path = f"/organizations/{harbor.pk}/"
    assert "Slow to answer" in page(ada, path) and "Slow to answer" not in page(cal, path)


@pytest.mark.parametrize("count", [1, 20])
@pytest.mark.parametrize("who", ["ada", "dot"])
def test_list_costs_the_same_at_any_length(
    count, who, harbor, ada, cal, dot, fay, client, django_assert_max_num_queries
):
    dane = County.objects.create(fips="1", name="Dane")
    made = Organization.objects.bulk_create(Organization(name=f"O{n}") for n in range(count))
    for organization in made:
        organization.counties.add(dane)
    client.force_login({"ada": ada, "dot": dot}[who])
    with django_assert_max_num_queries(21):
        assert client.get("/organizations/").status_code == 200


@pytest.mark.parametrize("count", [1, 30])
def test_page_costs_the_same_at_any_length(count, harbor, ada, client, django_assert_max_num_queries):
    from members.models import Person

    for n in range(count):
        take_seat(harbor, person=Person.objects.create_user(f"P{n}", f"p{n}@p.example"), by=ada)
        OrganizationChange.objects.create(organization=harbor, field="phone", by=Person.objects.latest("pk"))
    client.force_login(ada)
    with django_assert_max_num_queries(28):
        client.get(f"/organizations/{harbor.pk}/")
