import pytest
from django.core.management import CommandError, call_command

from charter.models import Charter
from consortium.sign_in import person_who_signs_in_with
from members.models import Person, Sector
from workgroups.models import Workgroup

GIVEN = {
    "name": "Lake State Consortium",
    "short_name": "LSC",
    "time_zone": "America/Detroit",
    "workgroups": "Legislative, Awareness/Education",
    "coordinator": "Ada Lund",
    "email": "Ada@lake.example",
}


def test_empty_installation_gets_all_it_needs(db):
    call_command("setup", **GIVEN)
    assert (Charter.load().name, Charter.load().time_zone) == ("Lake State Consortium", "America/Detroit")
    assert person_who_signs_in_with("ada@lake.example").is_coordinator
    assert list(Workgroup.objects.values_list("slug", flat=True)) == ["legislative", "awareness-education"]
    assert Sector.objects.filter(protected=True).exists()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("time_zone", "Mars/Olympus", "not a time zone"),
        ("email", "ada@", "not an e-mail"),
        ("name", " ", "empty"),
    ],
)
def test_wrong_answer_is_refused_in_a_sentence_and_nothing_is_kept(db, field, value, said):
    with pytest.raises(CommandError, match=said):
        call_command("setup", **GIVEN | {field: value})
    assert not Person.objects.exists() and not Charter.objects.exists()


def test_setup_never_touches_an_installation_with_people(ada):
    with pytest.raises(CommandError, match="set up"):
        call_command("setup", **GIVEN)
