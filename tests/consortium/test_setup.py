import pytest
from django.core.management import CommandError, call_command

from charter.models import Charter
from consortium.sign_in import person_who_signs_in_with
from library.models import Resource
from members.geography import STATES, atlas
from members.models import County, Person, Sector, Tribe
from workgroups.models import Workgroup

GIVEN = {
    "name": "Oregon Youth Homelessness Consortium",
    "short_name": "OYHC",
    "mission": "A home for every young person.",
    "state": "Oregon",
    "time_zone": "America/Los_Angeles",
    "sectors": "",
    "protected": "",
    "workgroups": "Legislative, Awareness/Education",
    "coordinator": "Ada Lund",
    "email": "Ada@lake.example",
}


def test_empty_installation_gets_all_it_needs(db):
    call_command("setup", **GIVEN)
    assert (Charter.load().name, Charter.load().time_zone) == (GIVEN["name"], "America/Los_Angeles")
    assert person_who_signs_in_with("ada@lake.example").is_coordinator
    assert list(Workgroup.objects.values_list("slug", flat=True)) == ["legislative", "awareness-education"]
    assert Sector.objects.filter(protected=True).exists()


def test_another_state_has_its_own_counties_and_map_and_nothing_of_the_sample(db, client):
    call_command("setup", **GIVEN)
    assert County.objects.count() == 36 and County.objects.filter(name="Multnomah").exists()
    assert not Tribe.objects.exists() and not Resource.objects.exists()
    assert 'aria-label="Multnomah' in client.get("/coverage/").content.decode()
    said = ""
    for path in (
        "/",
        "/about/",
        "/history/",
        "/protocol/",
        "/help/",
        "/join/",
        "/coverage/",
        "/safety/",
        "/library/",
    ):
        said += client.get(path, follow=True).content.decode()
    for word in ("Wisconsin", "Madison", "WAHTC", "trafficking", "Menominee"):
        assert word.lower() not in said.lower(), word


def test_every_state_has_counties_and_a_map():
    assert len(list(STATES.iterdir())) == 56
    assert len(atlas("41").counties) == 36 and atlas("99").counties == {}


def test_sectors_of_its_own_and_which_of_them_are_protected(db):
    call_command(
        "setup", **GIVEN | {"sectors": "Shelters, Young people, Schools", "protected": "Young people"}
    )
    assert list(Sector.objects.values_list("name", "protected")) == [
        ("Shelters", False), ("Young people", True), ("Schools", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("time_zone", "Mars/Olympus", "not a time zone"),
        ("email", "ada@", "not an e-mail"),
        ("name", " ", "empty"),
        ("state", "Atlantis", "no state that is known"),
        ("protected", "Whales", "not among the sectors"),
    ],
)
def test_wrong_answer_is_refused_in_a_sentence_and_nothing_is_kept(db, field, value, said):
    with pytest.raises(CommandError, match=said):
        call_command("setup", **GIVEN | {field: value})
    assert not Person.objects.exists() and not Charter.objects.exists()


def test_setup_never_touches_an_installation_with_people(ada):
    with pytest.raises(CommandError, match="set up"):
        call_command("setup", **GIVEN)
