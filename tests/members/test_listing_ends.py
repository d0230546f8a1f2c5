"""A year of being listed ends by itself; whoever chose it is told in time, once, and renews with one press."""

import pytest
import time_machine

from mail.models import Message
from members.actions import agree, withdraw_all
from members.jobs import tell_of_ending_listings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def listed(cal, fay):
    with time_machine.travel("2026-11-26 12:00-06:00"):
        for person in (cal, fay):
            agree(person, choices={("members", "name"), ("members", "email")}, by=person)


def told() -> list[str]:
    tell_of_ending_listings()
    return sorted(Message.objects.filter(kind="listing_ends").values_list("person__name", flat=True))


def test_told_once_within_a_month_of_the_end_and_the_discreet_in_neutral_words(fay):
    with time_machine.travel("2027-10-20 12:00-05:00"):
        assert told() == []
    with time_machine.travel("2027-11-01 12:00-05:00"):
        assert told() == told() == ["Cal Ness", "Fay Secretname"]
    letter = Message.objects.get(person=fay)
    assert "others may see" not in letter.text and letter.subject.startswith("A note from")
    assert "November 26, 2027" in Message.objects.exclude(person=fay).get().subject


def test_renewing_with_one_press_moves_the_end_and_tells_nobody_again(cal, client):
    with time_machine.travel("2027-11-01 12:00-05:00"):
        told()
        client.force_login(cal)
        assert "ends on November 26, 2027" in client.get("/people/me/").content.decode()
        client.post("/people/me/renew/")
        assert "ends on November 26, 2027" not in client.get("/people/me/").content.decode()
        assert told() == ["Cal Ness", "Fay Secretname"]


def test_whoever_withdrew_is_not_asked(cal):
    withdraw_all(cal, by=cal)
    with time_machine.travel("2027-11-01 12:00-05:00"):
        assert told() == ["Fay Secretname"]
