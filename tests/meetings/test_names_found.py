"""Pages on which people are named carry those who matter at the meeting; anyone else is found by the beginning of her name."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.models import Entry as History
from meetings.actions import invite
from meetings.models import AgendaItem, Attendance, Entry, Meeting, Minutes
from meetings.name_choices import ANSWERS, AT_ONCE
from members.enums import Audience
from members.models import Organization, Person, Representation
from members.visibility import SOMEONE, Viewer
from workgroups.models import Role

PLACE = "/meetings/spring/"
OF_PEOPLE = ["owner", "speaker", "presenter", "person"]
OF_ALL = [*OF_PEOPLE, "organization"]
TEN = "2027-01-21T10:00"


@pytest.fixture
def meeting(legislative) -> Meeting:
    now = timezone.now()
    return Meeting.objects.create(
        slug="spring", title="Spring", starts_at=now, ends_at=now + timedelta(hours=2), workgroup=legislative
    )


@pytest.fixture
def coordinator(client, ada, meeting):
    client.force_login(ada)
    return client


@pytest.fixture
def chair(client, bea, meeting):
    client.force_login(bea)
    return client


@pytest.fixture
def pages(meeting, ada) -> dict[str, str]:
    item = AgendaItem.objects.create(meeting=meeting, position=1, title="Opening", minutes=5)
    minutes = Minutes.objects.create(meeting=meeting)
    entry = Entry.objects.create(minutes=minutes, position=1, heading="H", text="Said.")
    row = Attendance.objects.create(meeting=meeting, person=ada)
    return {
        "minutes": f"{PLACE}minutes/write/",
        "passage": f"{PLACE}minutes/{entry.pk}/",
        "agenda": f"{PLACE}agenda/",
        "item": f"{PLACE}agenda/{item.pk}/",
        "attendance": f"{PLACE}attendance/",
        "row": f"{PLACE}attendance/{row.pk}/",
    }


def crowd(count: int, *, since: int = 0) -> None:
    """So many more people and organizations that have nothing to do with the meeting."""
    numbers = range(since, since + count)
    Person.objects.bulk_create(Person(name=f"Zoe Crowd{n:04}", handle=f"z{n}") for n in numbers)
    Organization.objects.bulk_create(Organization(name=f"Zeta Office{n:04}", voting=False) for n in numbers)


def found(client, what: str, typed: str) -> list[str]:
    answer = client.get(f"{PLACE}names/{what}/", {"q": typed})
    assert answer.status_code == 200
    return answer.json()["names"]


@pytest.mark.parametrize("which", ["minutes", "passage", "agenda", "item", "attendance", "row"])
def test_page_and_its_queries_do_not_grow_with_the_people(which, pages, coordinator):
    def opened() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as asked:
            content = coordinator.get(pages[which]).content
        return len(content), len(asked)

    crowd(AT_ONCE + 30)
    opened()
    with_thirty = opened()
    crowd(270, since=1000)
    assert opened() == with_thirty


def test_where_few_are_known_all_stand_on_the_page_and_nothing_is_asked(pages, coordinator, cal, dot):
    Organization.objects.create(name="Harbor House")
    for page in pages.values():
        words = coordinator.get(page).content.decode()
        assert '<option value="Cal Ness">' in words and '<option value="Dot Ray">' in words
        assert "data-others" not in words
    assert '<option value="Harbor House">' in coordinator.get(pages["attendance"]).content.decode()


def test_who_matters_at_the_meeting_stands_on_its_page_though_there_are_many(
    pages, coordinator, meeting, ada, bea, cal, dot
):
    crowd(AT_ONCE)
    harbor = Organization.objects.create(name="Harbor House")
    Attendance.objects.create(meeting=meeting, organization=harbor, person=dot)
    invite(meeting, [cal], by=ada)
    guest = Person.objects.create_user("Gus Guest")
    AgendaItem.objects.filter(meeting=meeting).update(person=guest)
    stranger = Person.objects.create_user("Aaron Away")
    for page in pages.values():
        words = coordinator.get(page).content.decode()
        for name in ("Bea Moe", "Cal Ness", "Dot Ray", "Gus Guest"):
            assert f'<option value="{name}">' in words, (page, name)
        assert stranger.name not in words and "Crowd" not in words
    assert '<option value="Harbor House">' in coordinator.get(pages["attendance"]).content.decode()


def test_of_too_many_who_were_asked_those_who_come_stand_there_first(pages, coordinator, meeting, ada):
    crowd(AT_ONCE + 20)
    asked = invite(meeting, Person.objects.filter(name__startswith="Zoe"), by=ada)
    for invitation in asked[-5:]:
        invitation.response = "accepted"
        invitation.save()
    words = coordinator.get(pages["agenda"]).content.decode()
    assert words.count('<option value="Zoe Crowd') <= AT_ONCE
    assert all(f'<option value="{one.person.name}">' in words for one in asked[-5:])


@pytest.mark.parametrize("what", OF_PEOPLE)
def test_anyone_is_found_by_the_beginning_of_a_name(what, coordinator, cal):
    crowd(AT_ONCE)
    Person.objects.create_user("Ángel Núñez-Ortiz")
    Person.objects.create_user("Marcal Calder")
    assert found(coordinator, what, "ca") == ["Cal Ness", "Marcal Calder"]
    assert found(coordinator, what, "CAL NE") == ["Cal Ness"]
    assert found(coordinator, what, "ne") == ["Cal Ness"]
    assert found(coordinator, what, "án") == found(coordinator, what, "Núñ") == ["Ángel Núñez-Ortiz"]
    assert (
        found(coordinator, what, "c") == found(coordinator, what, " ") == found(coordinator, what, "%%") == []
    )


def test_organization_is_found_as_is_a_speaker(coordinator):
    Organization.objects.create(name="Harbor House")
    Person.objects.create_user("Hanna Ha")
    assert found(coordinator, "organization", "ha") == ["Harbor House"]
    assert found(coordinator, "speaker", "ha") == ["Hanna Ha", "Harbor House"]


def test_answer_is_short_says_whether_there_are_more_and_is_kept_nowhere(coordinator):
    crowd(AT_ONCE)
    answer = coordinator.get(f"{PLACE}names/owner/", {"q": "crowd"})
    assert (len(answer.json()["names"]), answer.json()["more"]) == (ANSWERS, True)
    assert "no-store" in answer["Cache-Control"]
    assert coordinator.get(f"{PLACE}names/owner/", {"q": "crowd0001"}).json() == {
        "names": ["Zoe Crowd0001"],
        "more": False,
    }


@pytest.mark.parametrize("what", OF_ALL)
def test_address_answers_whoever_may_open_the_page_and_nobody_else(what, client, meeting, ada, bea, cal, dot):
    address = f"{PLACE}names/{what}/?q=ca"
    Role.objects.create(person=cal, workgroup=meeting.workgroup, since=date(2026, 1, 1))
    assert client.get(address).status_code == 302
    for person, status in ((ada, 200), (bea, 200), (cal, 403), (dot, 404)):
        client.force_login(person)
        assert client.get(address).status_code == status
    client.force_login(ada)
    assert client.post(address).status_code == 405
    assert client.get(f"{PLACE}names/anything/?q=ca").status_code == 404
    assert client.get(f"/meetings/autumn/names/{what}/?q=ca").status_code == 404
    Meeting.objects.update(workgroup=None)
    client.force_login(bea)
    assert client.get(address).status_code in (403, 404)


@pytest.mark.parametrize("what", OF_PEOPLE)
def test_nobody_is_found_by_a_name_that_may_not_be_read(what, chair, fay, dot, legislative):
    """Neither by Fay's, who is protected, nor by that of Dot, who chose another."""
    for person in (fay, dot):
        Role.objects.create(person=person, workgroup=legislative, since=date(2026, 1, 1))
    Person.objects.filter(pk=dot.pk).update(display_name="Sam Oak")
    for typed in ("fay", "secr", "dot", "a mem", str(SOMEONE)):
        assert found(chair, what, typed) == []
    assert found(chair, what, "sam") == ["Sam Oak"]
    Person.objects.filter(pk=fay.pk).update(display_name="Robin Elm")
    assert found(chair, what, "fay") == found(chair, what, "secr") == []
    assert found(chair, what, "rob") == ["Robin Elm"]


def test_minutes_name_nobody_by_what_the_coordinator_alone_reads(coordinator, fay):
    fay.display_name = "Robin Elm"
    fay.save()
    for what in ("owner", "speaker"):
        assert found(coordinator, what, "secr") == [] and found(coordinator, what, "ro") == ["Robin Elm"]
    assert not History.objects.filter(verb="person.name_read").exists()
    assert (
        found(coordinator, "person", "secr") == ["Fay Secretname"]
        and found(coordinator, "person", "ro") == []
    )
    assert History.objects.get(verb="person.name_read").object_id == str(fay.pk)


def test_attendance_of_a_group_names_its_people_and_no_protected_seat(chair, meeting, ada, cal, dot, fay):
    invite(meeting, [cal], by=ada)
    assert found(chair, "person", "ca") == ["Cal Ness"]
    assert found(chair, "person", "dot") == []
    assert found(chair, "presenter", "dot") == ["Dot Ray"]
    assert found(chair, "organization", "adv") == []


def test_chair_does_not_learn_from_a_short_list_whom_an_organization_sent(chair, pages, meeting, dot):
    """Dot lets nobody read that Harbor House is hers: that she stands there must not follow from who is offered."""
    crowd(AT_ONCE)
    harbor = Organization.objects.create(name="Harbor House")
    Representation.objects.create(person=dot, organization=harbor)
    Attendance.objects.create(meeting=meeting, organization=harbor, person=dot)
    for page in ("minutes", "agenda", "attendance"):
        assert "Dot Ray" not in chair.get(pages[page]).content.decode()


def test_short_list_does_not_tell_whether_a_protected_seat_is_here(chair, pages, meeting, fay):
    crowd(AT_ONCE)
    seat = fay.representations.get().organization
    before = [chair.get(pages[page]).content.count(b"Advisory") for page in pages]
    Attendance.objects.create(meeting=meeting, organization=seat)
    assert [chair.get(pages[page]).content.count(b"Advisory") for page in pages] == before


@pytest.fixture
def everyone(ada, bea, cal, dot, fay, legislative) -> list[Person]:
    """All ways in which someone may be called."""
    seat = Organization.objects.get(name="Advisory Seat A")
    for name, display_name, sees, protected in [
        ("Own Shown", "", False, True),
        ("Chosen Shown", "Chosen One", False, True),
        ("Let In", "", True, True),
        ("Let In Too", "Chosen Two", True, True),
        ("Free", "Chosen Three", True, False),
    ]:
        person = Person.objects.create_user(name, display_name=display_name, chair_sees_name=sees)
        if protected:
            Representation.objects.create(person=person, organization=seat, role="alternate")
        Role.objects.create(person=person, workgroup=legislative, since=date(2026, 1, 1))
    Person.objects.filter(pk=bea.pk).update(display_name="Bea Chosen")
    return list(Person.objects.all())


def test_who_is_found_is_called_as_every_page_calls_her(everyone, ada, bea, legislative):
    led = lambda: legislative.roles.values_list("person_id", flat=True)  # noqa: E731
    fay = Person.objects.get(name="Fay Secretname")
    for viewer in (
        Viewer(Audience.COORDINATOR, ada),
        Viewer(Audience.MEMBER),
        Viewer(Audience.MEMBER, fay),
        Viewer(Audience.MEMBER, bea, led=led),
        Viewer(Audience.PUBLIC),
    ):
        called = {person.pk: viewer.name(person) for person in everyone}
        shown = dict(viewer.named(Person.objects.all()).values_list("pk", "shown"))
        assert shown == {pk: name for pk, name in called.items() if name != str(SOMEONE)}


def test_typed_name_is_taken_whatever_its_letters_and_kept_when_nothing_is_changed(coordinator, pages, cal):
    crowd(AT_ONCE)
    item = AgendaItem.objects.get()
    typed = {"title": "Opening", "minutes": 5}
    coordinator.post(pages["item"], typed | {"person": " cal ness "})
    item.refresh_from_db()
    assert item.person == cal
    Person.objects.filter(pk=cal.pk).update(is_active=False)
    assert 'value="Cal Ness"' in coordinator.get(pages["item"]).content.decode()
    coordinator.post(pages["item"], typed | {"person": "Cal Ness", "title": "The opening"})
    item.refresh_from_db()
    assert (item.person, item.title) == (cal, "The opening")
    coordinator.post(pages["item"], typed | {"person": ""})
    item.refresh_from_db()
    assert item.person is None


def test_unknown_name_is_said_and_stays_typed(coordinator, pages):
    page = coordinator.post(pages["agenda"], {"title": "T", "minutes": 5, "person": "Nobody Here"})
    words = page.content.decode()
    assert "Nobody here is called “Nobody Here”" in words and 'value="Nobody Here"' in words
    typed = {"organization": "No House", "mode": "in_person", "arrived_at": TEN}
    words = coordinator.post(pages["attendance"], typed).content.decode()
    assert "No organization here is called that" in words and 'value="No House"' in words


def test_of_two_alike_one_is_chosen_by_her_number(coordinator, pages, meeting, cal):
    harbor = Organization.objects.create(name="Harbor House")
    Representation.objects.create(person=cal, organization=harbor)
    other = Person.objects.create_user("Cal Ness")
    typed = {"person": "Cal Ness", "mode": "in_person", "arrived_at": TEN}
    page = coordinator.post(pages["attendance"], typed).content.decode()
    assert "Cal Ness (1), Harbor House; Cal Ness (2)" in page
    assert not Attendance.objects.filter(person__in=[cal, other]).exists()
    coordinator.post(pages["attendance"], typed | {"person": "Cal Ness (2)"})
    row = Attendance.objects.get(person=other)
    coordinator.post(f"{PLACE}attendance/{row.pk}/", typed | {"mode": "remote"})
    row.refresh_from_db()
    assert (row.person, row.mode) == (other, "remote")


@pytest.mark.parametrize(
    "named", [{"who": "Cal Ness"}, {"text": "Call the clerk @Cal Ness"}], ids=["who", "@"]
)
def test_action_item_goes_to_neither_of_two_alike_until_it_says_to_whom(coordinator, pages, cal, named):
    other = Person.objects.create_user("Cal Ness")
    typed = {"heading": "H", "kind": "action", "text": "Call the clerk"} | named
    page = coordinator.post(f"{PLACE}minutes/add/", typed).content.decode()
    assert "Cal Ness (1); Cal Ness (2)" in page
    assert not Entry.objects.exclude(owner=None).exists()
    coordinator.post(f"{PLACE}minutes/add/", typed | {"who": "Cal Ness (2)"})
    entry = Entry.objects.get(owner=other)
    coordinator.post(f"{PLACE}minutes/{entry.pk}/", {**typed, "who": "Cal Ness", "seen": entry.changed})
    entry.refresh_from_db()
    assert entry.owner == other


def test_chair_keeps_a_presenter_whom_she_reads_as_a_member(chair, pages, fay):
    AgendaItem.objects.update(person=fay)
    page = chair.get(pages["item"]).content.decode()
    assert f'value="{SOMEONE}"' in page
    chair.post(pages["item"], {"title": "Opening", "minutes": 5, "person": str(SOMEONE)})
    assert AgendaItem.objects.get().person == fay
