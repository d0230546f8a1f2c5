"""A slip of the keyboard is found wherever it is; what only looks like one is not."""

import time

import pytest

from members.duplicates import likely_organizations, likely_people
from members.models import Organization, Person
from members.near_names import distance, near

SLIPS = [
    ("marisol quintana", "marisel quintana"),
    ("marisol quintana", "marisol qiuntana"),
    ("marisol quintana", "arisol quintana"),
    ("harbor house shelter", "harbour house shelter"),
    ("copper kettle services", "copper kettel service"),
    ("northwoods legal aid", "northwood legal aid"),
]
TWO = [
    ("school district 4 north", "school district 5 north"),
    ("northwoods legal aid", "lakeshore legal aid"),
    ("marisol quintana", "bertha quintana"),
    ("ann lee", "ian lee"),
]


def test_each_slip_is_found_in_a_crowd():
    names = {n: f"prairie person{chr(97 + n % 26)}{chr(97 + n // 26)} moraine" for n in range(100, 590)}
    slips = dict(enumerate(SLIPS[:4] + SLIPS[5:]))
    for n, pair in slips.items():
        names |= {2 * n: pair[0], 2 * n + 1: pair[1]}
    found = set(near(names))
    assert [pair for n, pair in slips.items() if (2 * n, 2 * n + 1) not in found] == []


@pytest.mark.parametrize("pair", TWO)
def test_two_names_stay_two(pair):
    assert list(near(dict(enumerate(pair)))) == []


@pytest.mark.parametrize(("one", "other", "far"), [("abc", "abc", 0), ("abc", "acb", 1), ("abcd", "badc", 2)])
def test_distance_counts_a_swap_once(one, other, far):
    assert distance(one, other) == far and distance(one, "quite different") == 3


@pytest.mark.django_db
def test_third_record_of_one_is_found_though_another_stands_between():
    for email in ("a@x.example", "b@x.example"):
        Person.objects.create_user("Marisol Quintana", email)
    Person.objects.create_user("Bo Ek", "c@x.example")
    Person.objects.create_user("Marisel Quintana", "d@x.example")
    assert len(likely_people()) == 3
    Organization.objects.create(name="Harbor House Shelter")
    Organization.objects.create(name="Harbour House Shelter")
    assert [pair.why for pair in likely_organizations()] == ["nearly the same name"]


def test_many_of_one_name_stay_cheap():
    letters = "abcdefghijklmnopqrstuvwxyz"
    names = {
        n: f"maria {letters[n % 26]}{letters[n // 26 % 26]}ola{letters[n // 676]}sen" for n in range(8000)
    }
    began = time.process_time()
    for _ in zip(range(200), near(names), strict=False):
        pass
    assert time.process_time() - began < 10
