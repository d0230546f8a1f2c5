"""Two records become one: every foreign key of every app moves, and a new one cannot be forgotten."""

from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone
from model_bakery import baker

from audit.models import Entry
from audit.record import history, record
from mail.models import Message
from meetings.actions import invite, respond, schedule
from meetings.models import Invitation, Meeting
from members.actions import agree, keep_apart, merge_organizations, merge_people, take_seat
from members.duplicates import likely_organizations, likely_people
from members.merging import references
from members.models import County, KeptApart, Organization, Person, Representation, Sector
from tasks.models import Task
from workgroups.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def twice(ada) -> list[Person]:
    """One woman, entered twice."""
    return [
        Person.objects.create_user("Ann Day", "ann@a.example"),
        Person.objects.create_user("Anne Day", "anne@home.example", phone="608 555 0101"),
    ]


@pytest.fixture
def houses(db) -> list[Organization]:
    return [Organization.objects.create(name=name) for name in ("Harbor House", "The Harbor House, Inc.")]


def registry(model) -> set:
    """What Django itself says refers to a model."""
    return {
        (relation.related_model._meta.label, relation.field.name)
        for relation in model._meta.get_fields(include_hidden=True)
        if (relation.one_to_many or relation.one_to_one) and relation.auto_created
    }


@pytest.mark.parametrize("model", [Person, Organization])
def test_walk_knows_every_foreign_key_that_django_knows(model):
    found = {(related._meta.label, field.name) for related, field in references(model)}
    assert found == registry(model)
    assert len(found) > 10


def one_row(related, field, gone):
    """A row of some model that refers to `gone` by this field."""
    times = {}
    for other in related._meta.fields:
        if other.name in {"starts_at", "since", "arrived_at"}:
            times[other.name] = (
                timezone.now() if other.get_internal_type() == "DateTimeField" else date(2026, 1, 1)
            )
        if other.name in {"ends_at", "until"}:
            later = timezone.now() + timedelta(hours=2)
            times[other.name] = later if other.get_internal_type() == "DateTimeField" else date(2099, 1, 1)
    return baker.make(related, **{**times, field.name: gone})


@pytest.mark.parametrize("model", [Person, Organization])
def test_a_row_of_nearly_every_table_moves(model, ada, django_user_model):
    kept, gone = baker.make(model), baker.make(model)
    made, unmade = [], []
    for related, field in references(model):
        if related._meta.label in {"account.EmailAddress"}:
            made.append((EmailAddress.objects.create(user=gone, email="x@y.example"), related, field))
            continue
        try:
            with transaction.atomic():
                made.append((one_row(related, field, gone), related, field))
        except IntegrityError:  # its own constraints need more than one row of chance
            unmade.append(related)
    merge = merge_people if model is Person else merge_organizations
    merge(kept, gone, values={}, by=ada)
    assert not model._base_manager.filter(pk=gone.pk).exists()
    stayed = [
        (related._meta.label, field.name)
        for row, related, field in made
        if not related._base_manager.filter(**{field.name: kept.pk}).exists()
    ]
    assert stayed == []
    assert len(unmade) * 10 < len(made)


def test_what_she_did_and_what_she_was_sent_stays_hers(twice, legislative, ada):
    kept, gone = twice
    Role.objects.create(person=gone, workgroup=legislative, since=date(2026, 1, 1))
    Task.objects.create(workgroup=legislative, title="Write", assignee=gone)
    record("tested", gone, by=gone)
    merge_people(kept, gone, values={"phone": "608 555 0101"}, by=ada)
    kept.refresh_from_db()
    assert kept.phone == "608 555 0101"
    assert (kept.roles.count(), Task.objects.get().assignee) == (1, kept)
    assert {entry.verb for entry in history(kept)} == {"tested", "person.merged"}
    assert Entry.objects.get(verb="tested").by == kept
    assert set(EmailAddress.objects.values_list("email", "user")) <= {
        ("ann@a.example", kept.pk),
        ("anne@home.example", kept.pk),
    }


def test_asked_twice_to_one_meeting_the_later_answer_stands_and_both_are_kept(twice, ada):
    kept, gone = twice
    starts = timezone.now() + timedelta(days=30)
    meeting = schedule(Meeting(title="Q", starts_at=starts, ends_at=starts + timedelta(hours=2)), by=ada)
    invite(meeting, twice, by=ada)
    respond(kept.invitations.get(), response="declined", source="link", by=kept)
    respond(gone.invitations.get(), response="accepted", source="link", by=gone)
    merge_people(kept, gone, values={}, by=ada)
    standing = Invitation.objects.get()
    assert (standing.person, standing.response, standing.answers.count()) == (kept, "accepted", 2)
    assert Message.objects.filter(person=kept).count() >= 2


def test_two_seats_in_one_organization_become_one(twice, houses, ada):
    kept, gone = twice
    take_seat(houses[0], person=gone, by=ada)
    take_seat(houses[0], person=kept, by=ada)
    merge_people(kept, gone, values={}, by=ada)
    assert houses[0].representations.get().role == "primary"


def test_signing_in_works_with_both_addresses_and_one_is_preferred(twice, ada):
    kept, gone = twice
    for person in twice:
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    merge_people(kept, gone, values={"email": gone.email}, by=ada)
    kept.refresh_from_db()
    assert kept.email == "anne@home.example"
    rows = EmailAddress.objects.filter(user=kept, verified=True)
    assert dict(rows.values_list("email", "primary")) == {"ann@a.example": False, "anne@home.example": True}


def test_protection_wins_and_consents_are_asked_anew(fay, cal, ada):
    agree(cal, choices={("public", "name")}, by=cal)
    merge_people(cal, fay, values={}, by=ada)
    cal.refresh_from_db()
    assert (cal.discreet, cal.protected, cal.consents.open().count()) == (True, True, 0)


def test_organizations_become_one_with_counties_people_and_one_primary(houses, ada, cal, bea):
    kept, gone = houses
    dane = County.objects.create(fips="55025", name="Dane")
    gone.counties.add(dane)
    kept.counties.add(dane)
    take_seat(kept, person=cal, by=ada)
    take_seat(gone, person=bea, by=ada)
    merge_organizations(kept, gone, values={"name": "Harbor House"}, by=ada)
    assert dict(Representation.objects.values_list("person", "role")) == {
        cal.pk: "primary",
        bea.pk: "alternate",
    }
    assert list(kept.counties.all()) == [dane]
    assert not Organization.objects.filter(pk=gone.pk).exists()


def test_likely_people_are_found_by_address_name_and_short_form(twice, ada):
    Person.objects.create_user("Robert Lee", "r@x.example")
    Person.objects.create_user("Bob Lee", "b@y.example")
    Person.objects.create_user("Ann Day", "")
    pairs = {(pair.first.name, pair.second.name) for pair in likely_people()}
    assert pairs == {("Robert Lee", "Bob Lee"), ("Ann Day", "Ann Day")}


def test_likely_organizations_are_never_protected_seats(houses, db):
    sector = Sector.objects.create(code="p", name="P", protected=True)
    for _ in range(2):
        Organization.objects.create(name="Advisory Seat", sector=sector)
    assert [pair.first for pair in likely_organizations()] == [houses[0]]


def test_kept_apart_is_not_proposed_again(houses, ada):
    keep_apart(*houses, by=ada)
    assert likely_organizations() == []


def test_side_by_side_the_chosen_values_stay(twice, ada, client):
    client.force_login(ada)
    kept, gone = twice
    address = f"/duplicates/people/{kept.pk}/{gone.pk}/"
    page = client.get(address).content.decode()
    assert "cannot be undone" in page and "608 555 0101" in page
    client.post(address, {"keep": "first", "name": "second", "email": "first", "phone": "second"})
    kept.refresh_from_db()
    assert (kept.name, kept.email, kept.phone) == ("Anne Day", "ann@a.example", "608 555 0101")
    assert not Person.objects.filter(pk=gone.pk).exists()


def test_merge_without_a_choice_merges_nothing(twice, ada, client):
    client.force_login(ada)
    page = client.post(f"/duplicates/people/{twice[0].pk}/{twice[1].pk}/", {}).content.decode()
    assert "This field is required" in page
    assert Person.objects.filter(pk__in=[person.pk for person in twice]).count() == 2


def test_coordinator_does_not_merge_herself_away(twice, ada, client):
    client.force_login(ada)
    client.post(
        f"/duplicates/people/{twice[0].pk}/{ada.pk}/",
        {"keep": "first", "name": "first", "email": "first", "phone": "first"},
    )
    assert Person.objects.filter(pk=ada.pk).exists()


@pytest.mark.parametrize("count", [1, 30])
def test_finding_costs_the_same_queries_for_any_number(count, ada, client, django_assert_max_num_queries):
    for number in range(count):
        for _ in range(2):
            Person.objects.create_user(f"Pat Number{number}")
            Organization.objects.create(name=f"House {number}")
    KeptApart.objects.create(model="person", first=1, second=2)
    client.force_login(ada)
    with django_assert_max_num_queries(20):
        assert client.get("/duplicates/").status_code == 200
