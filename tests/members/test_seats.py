"""Who represented whom on a given day, and what an organization's states were."""

from datetime import date

import pytest
import time_machine

from audit.record import history
from mail.actions import post
from mail.models import Message
from members.actions import (
    NotPossible,
    add_person,
    change_status,
    choose_channel,
    create_organization,
    edit_organization,
    give_address,
    hand_over,
    prefer_address,
    remove_address,
    take_seat,
)
from members.models import Organization, Person, Sector

pytestmark = pytest.mark.django_db


@pytest.fixture
def harbor(ada) -> Organization:
    return create_organization(name="Harbor House", since=date(2018, 1, 1), by=ada)


def on(organization, day) -> set[str]:
    rows = organization.representations.on(day).select_related("person")
    return {row.person.name for row in rows}


@time_machine.travel("2026-11-26 12:00-06:00")
def test_meeting_of_2019_still_shows_whom_she_represented_then(harbor, ada, cal, dot):
    seat = take_seat(harbor, person=cal, since=date(2019, 1, 1), by=ada)
    other = create_organization(name="Other", by=ada)
    take_seat(other, person=dot, since=date(2019, 1, 1), by=ada)
    hand_over(seat, to=dot, since=date(2020, 6, 1), by=ada)
    assert on(harbor, date(2019, 7, 18)) == on(harbor, date(2020, 5, 31)) == {"Cal Ness"}
    assert on(harbor, date(2020, 6, 1)) == {"Dot Ray"}
    assert dot.representations.on(date(2021, 1, 1)).count() == 2


def test_alternate_who_takes_the_seat_is_alternate_no_longer(harbor, ada, cal, dot):
    seat = take_seat(harbor, person=cal, since=date(2020, 1, 1), by=ada)
    take_seat(harbor, person=dot, since=date(2021, 1, 1), by=ada)
    hand_over(seat, to=dot, since=date(2026, 1, 1), by=ada)
    rows = harbor.representations.order_by("since").values_list("person__name", "role", "until")
    assert list(rows) == [
        ("Cal Ness", "primary", date(2025, 12, 31)),
        ("Dot Ray", "alternate", date(2025, 12, 31)),
        ("Dot Ray", "primary", None),
    ]


def test_seat_cannot_be_handed_over_before_it_was_taken(harbor, ada, cal, dot):
    seat = take_seat(harbor, person=cal, since=date(2020, 1, 1), by=ada)
    with pytest.raises(NotPossible, match="after"):
        hand_over(seat, to=dot, since=date(2020, 1, 1), by=ada)
    assert harbor.representations.count() == 1


@time_machine.travel("2026-11-26 12:00-06:00")
def test_status_keeps_its_history_also_when_filed_late(harbor, ada):
    change_status(harbor, status="on_leave", since=date(2024, 5, 1), by=ada)
    change_status(harbor, status="active", since=date(2025, 5, 1), by=ada)
    change_status(harbor, status="on_leave", since=date(2020, 1, 1), by=ada)
    harbor.refresh_from_db()
    assert harbor.status == "active"
    assert list(harbor.status_changes.values_list("status", "since")) == [
        ("active", date(2025, 5, 1)),
        ("on_leave", date(2024, 5, 1)),
        ("on_leave", date(2020, 1, 1)),
        ("active", date(2018, 1, 1)),
    ]
    with pytest.raises(NotPossible, match="passed"):
        change_status(harbor, status="former", since=date(2027, 1, 1), by=ada)


@time_machine.travel("2026-11-26 12:00-06:00")
def test_former_member_keeps_its_people_in_history_only(harbor, ada, cal):
    take_seat(harbor, person=cal, since=date(2020, 1, 1), by=ada)
    change_status(harbor, status="former", note="Closed", since=date(2026, 11, 1), by=ada)
    harbor.refresh_from_db()
    assert (harbor.status, harbor.until) == ("former", date(2026, 10, 31))
    assert on(harbor, date(2026, 10, 31)) == {"Cal Ness"} and on(harbor, date(2026, 11, 1)) == set()
    assert harbor.status_changes.first().note == "Closed"


def test_what_a_representative_changes_waits_for_the_coordinator_with_both_values(harbor, ada, cal):
    take_seat(harbor, person=cal, by=ada)
    assert edit_organization(harbor, changes={"phone": "608 555 0100", "website": ""}, by=cal) == ["phone"]
    edit_organization(harbor, changes={"phone": "608 555 0199"}, by=ada)
    change = harbor.changes.get()
    assert (change.field, change.before, change.after, change.seen_at) == ("phone", "", "608 555 0100", None)
    assert "555" not in str([entry.data for entry in history(harbor)])


def test_first_protected_seat_holds_mail_until_the_coordinator_chose(ada):
    sector = Sector.objects.create(code="p", name="P", protected=True)
    seat = create_organization(name="Advisory Seat B", kind="individual", sector=sector, by=ada)
    gia = add_person(name="Gia Secretname", email="gia@example.org", by=ada)
    take_seat(seat, person=gia, by=ada)
    gia = Person.objects.get(pk=gia.pk)
    assert (gia.discreet, gia.channel) == (True, "undecided")
    letter = {"kind": "k", "subject": "S", "body": "B", "discreet_body": "D"}
    assert post(person=gia, about=seat, reference="1", **letter).state == "held"
    assert choose_channel(gia, channel="email", discreet=True, by=ada) == 1
    assert Message.objects.get(person=gia).state in {"queued", "sent"}


def test_mail_goes_through_a_named_contact(ada, cal):
    choose_channel(
        cal, channel="contact", discreet=True, contact_name="Kay", contact_email="Kay@b.example", by=ada
    )
    letter = {"kind": "k", "subject": "S", "body": "B", "discreet_body": "D"}
    assert post(person=cal, about=cal, reference="1", **letter).address == "kay@b.example"


def test_organization_that_becomes_protected_protects_its_people(harbor, ada, cal):
    take_seat(harbor, person=cal, by=ada)
    sector = Sector.objects.create(code="p", name="P", protected=True)
    edit_organization(harbor, changes={"sector": sector}, by=ada)
    cal.refresh_from_db()
    assert (cal.discreet, cal.channel) == (True, "undecided")


def test_shared_address_signs_in_only_for_whom_it_is_given_to(ada):
    ann = add_person(name="Ann", email="office@a.example", by=ada)
    ben = add_person(name="Ben", email="office@a.example", by=ada)
    assert [ann.emailaddress_set.get().verified, ben.emailaddress_set.get().verified] == [True, False]
    give_address(ben, email="office@a.example", by=ada)
    assert [ann.emailaddress_set.get().verified, ben.emailaddress_set.get().verified] == [False, True]


def test_one_address_is_preferred_and_cannot_be_taken_away_before_another_is(ada):
    from members.actions import add_address

    ann = add_person(name="Ann", email="one@a.example", by=ada)
    two = add_address(ann, email="Two@a.example", by=ada)
    one = ann.emailaddress_set.get(email="one@a.example")
    with pytest.raises(NotPossible, match="another"):
        remove_address(one, by=ada)
    prefer_address(two, by=ada)
    remove_address(ann.emailaddress_set.get(email="one@a.example"), by=ada)
    ann.refresh_from_db()
    assert (ann.email, ann.emailaddress_set.count()) == ("two@a.example", 1)
