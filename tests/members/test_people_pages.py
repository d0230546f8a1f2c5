"""The directory of people, each person's own choices, and the coordinator's record of each."""

import json

import pytest
from allauth.account.models import EmailAddress

from audit.models import Entry
from members.actions import add_person, agree
from members.consent_texts import CURRENT, TEXTS
from members.enums import ListedField
from members.models import Consent, Organization, Person, Representation

pytestmark = pytest.mark.django_db
LISTING = "/people/me/listing/"


@pytest.fixture
def page(client):
    def read(who, path, **query) -> str:
        client.force_login(who)
        return client.get(path, query).content.decode()

    return read


def test_directory_is_empty_until_someone_agreed(cal, dot, fay, page):
    assert "Nobody found" in page(dot, "/people/")
    agree(cal, choices={("members", "name"), ("members", "email")}, by=cal)
    text = page(dot, "/people/")
    assert "Cal Ness" in text and "cal@example.org" in text and "1 person<" in text


def test_nobody_is_found_by_a_name_that_is_hidden(cal, dot, page):
    cal.display_name = "C. Fisher"
    cal.save()
    agree(cal, choices={("members", "name")}, by=cal)
    assert "C. Fisher" in page(dot, "/people/", q="fisher")
    assert "C. Fisher" not in page(dot, "/people/", q="Ness")
    assert "C. Fisher" not in page(dot, "/people/", q="cal@example")


def test_coordinator_finds_by_name_address_and_organization(ada, cal, fay, page):
    for words in ("secretname", "fay@example", "advisory"):
        assert "Fay Secretname" in page(ada, "/people/", q=words)
    assert "Fay Secretname" not in page(ada, "/people/", group="seatless")


def test_person_who_did_not_agree_has_no_page(cal, dot, fay, client):
    client.force_login(dot)
    assert client.get(f"/people/{cal.handle}/").status_code == 404
    agree(cal, choices={("members", "name")}, by=cal)
    assert client.get(f"/people/{cal.handle}/").status_code == 200


def test_title_pronouns_and_seat_each_follow_their_own_consent(cal, dot, page, client):
    harbor = Organization.objects.create(name="Harbor House")
    Representation.objects.create(person=cal, organization=harbor)
    cal.title, cal.pronouns = "Director", "they/them"
    cal.save()
    paths = ["/people/", f"/people/{cal.handle}/"]
    words = {"title": "Director", "pronouns": "they/them", "seats": "Harbor House"}
    for agreed in [(), *[(field,) for field in words]]:
        agree(cal, choices={("members", field) for field in ("name", *agreed)}, by=cal)
        for path in paths:
            read = {field for field, word in words.items() if word in page(dot, path)}
            assert read == set(agreed), path
    client.force_login(cal)
    wide = {"name": "members", "title": "public"}
    assert "Show your name to the same people" in client.post(LISTING, wide).content.decode()


NAMED = {
    "name": "my name",
    "email": "e-mail address",
    "phone": "phone number",
    "title": "title",
    "pronouns": "pronouns",
    "seats": "whom I represent",
}


def test_words_that_are_shown_and_kept_name_every_field(cal, page, client):
    assert set(NAMED) == set(ListedField.values)
    shown = page(cal, "/people/me/")
    client.post(LISTING, dict.fromkeys(ListedField.values, "members"))
    kept = {consent.field: str(TEXTS[consent.text_version]) for consent in cal.consents.all()}
    assert set(kept) == set(NAMED)
    for field, words in kept.items():
        assert NAMED[field] in words and words in shown


def test_agreeing_again_is_to_the_words_of_today(cal, client):
    Consent.objects.create(
        person=cal, audience="members", field="name", text_version="2026-11", expires_on="2099-01-01"
    )
    client.force_login(cal)
    client.post(LISTING, {"name": "members"})
    assert cal.consents.open().get().text_version == CURRENT


def test_protected_person_is_not_asked_whether_her_seat_may_be_named(fay, cal, page):
    assert "Whom I represent" not in page(fay, "/people/me/")
    assert "Whom I represent" in page(cal, "/people/me/")


def test_she_chooses_each_field_and_sees_what_others_see(cal, dot, page, client):
    client.force_login(cal)
    answer = client.post(LISTING, {"name": "members", "email": "workgroup", "phone": ""}, follow=True)
    text = answer.content.decode()
    assert answer.redirect_chain == [("/people/me/seen/", 302)]
    assert "Finds me in the directory" in text
    assert "cal@example.org" not in page(dot, f"/people/{cal.handle}/")


def test_field_cannot_reach_further_than_the_name(cal, client):
    client.force_login(cal)
    text = client.post(LISTING, {"name": "workgroup", "email": "public"}).content.decode()
    assert "Show your name to the same people" in text and not cal.consents.exists()


def test_protected_person_is_asked_for_a_name_before_she_is_listed(fay, client):
    client.force_login(fay)
    text = client.post(LISTING, {"name": "members"}).content.decode()
    assert "First choose how others see you" in text and not fay.consents.exists()


def test_withdrawing_takes_two_clicks_from_any_page_and_works_on_the_next_request(cal, dot, client):
    agree(cal, choices={("members", "name")}, by=cal)
    client.force_login(dot)
    assert "Cal Ness" in client.get("/people/").content.decode()
    client.force_login(cal)
    assert 'href="/people/me/"' in client.get("/").content.decode()
    assert 'action="/people/me/hide/"' in client.get("/people/me/").content.decode()
    client.post("/people/me/hide/")
    client.force_login(dot)
    assert "Cal Ness" not in client.get("/people/").content.decode()


def test_no_answer_is_kept_by_browsers(cal, client):
    client.force_login(cal)
    assert client.get("/people/").headers["Cache-Control"] == "no-store"


def test_chosen_name_stands_at_once_everywhere(cal, dot, legislative, client):
    from tasks.models import Task

    task = Task.objects.create(workgroup=legislative, title="T", assignee=cal)
    client.force_login(cal)
    client.post("/people/me/", {"display_name": "C. N.", "pronouns": "they", "title": "", "phone": ""})
    client.force_login(dot)
    text = client.get(f"/tasks/{task.pk}/").content.decode()
    assert "C. N." in text and "Cal Ness" not in text


def test_what_others_see_hides_a_protected_name_from_all_but_the_coordinator(fay, page):
    text = page(fay, "/people/me/seen/")
    assert text.count("A member") >= 3 and text.count("Fay Secretname") == 1
    assert text.count("Advisory Seat A") == 1


def test_coordinator_decides_how_mail_reaches_someone(ada, cal, client):
    client.force_login(ada)
    path = f"/people/{cal.handle}/mail/"
    text = client.post(path, {"channel": "contact", "contact_name": "Kay"}).content.decode()
    assert "Give the address of the contact." in text
    client.post(
        path, {"channel": "contact", "contact_name": "Kay", "contact_email": "k@k.example", "discreet": "on"}
    )
    cal.refresh_from_db()
    assert (cal.channel, cal.mail_address, cal.discreet) == ("contact", "k@k.example", True)


def test_person_without_mail_gets_none_and_says_so_herself(cal, client):
    client.force_login(cal)
    client.post("/people/me/mail/", {"channel": "none"})
    cal.refresh_from_db()
    assert cal.channel == "none"


def test_coordinator_gives_a_shared_address_to_one_person(ada, client):
    ann = add_person(name="Ann", email="office@a.example", by=ada)
    ben = add_person(name="Ben", email="office@a.example", by=ada)
    client.force_login(ada)
    assert "Shared: signs in for nobody here" in client.get(f"/people/{ben.handle}/").content.decode()
    client.post(f"/people/{ben.handle}/addresses/", {"give": "office@a.example"})
    client.post(f"/people/{ben.handle}/addresses/", {"email": "ben@b.example"})
    client.post(f"/people/{ben.handle}/addresses/", {"email": "not an address"})
    rows = EmailAddress.objects.order_by("pk").values_list("user__name", "email", "verified")
    assert list(rows) == [
        ("Ann", "office@a.example", False),
        ("Ben", "office@a.example", True),
        ("Ben", "ben@b.example", True),
    ]
    assert ann.emailaddress_set.count() == 1


def test_adding_someone_writes_to_nobody(ada, client, mailoutbox):
    client.force_login(ada)
    client.post("/people/new/", {"name": "Nia New", "email": "nia@n.example"})
    assert Person.objects.get(name="Nia New").email == "nia@n.example" and mailoutbox == []


def test_reading_a_hidden_name_is_kept_and_an_open_one_is_not(ada, cal, fay, page):
    page(ada, "/people/")
    read = Entry.objects.filter(verb="person.name_read")
    assert [(entry.by, entry.object_id) for entry in read] == [(ada, str(fay.pk))]
    page(fay, "/people/me/seen/")
    page(cal, "/people/")
    assert read.count() == 1


def test_her_data_is_whole_readable_and_hers(ada, cal, fay, client):
    client.force_login(ada)
    client.get(f"/people/{fay.handle}/data/")
    client.force_login(fay)
    held = json.loads(client.get("/people/me/data.json").content)
    assert held["Person"][0]["name"] == "Fay Secretname"
    assert held["Representations"][0]["organization"] == "Advisory Seat A"
    assert {"person.data_read"} <= set(Entry.objects.values_list("verb", flat=True))
    assert held["Who read my hidden name"] and "password" not in held["Person"][0]
    assert "Advisory Seat A" in client.get("/people/me/data/").content.decode()
    client.force_login(cal)
    assert client.get(f"/people/{fay.handle}/data/").status_code == 403


@pytest.mark.parametrize("count", [1, 20])
@pytest.mark.parametrize("who", ["ada", "dot"])
def test_list_costs_the_same_at_any_length(count, who, ada, dot, fay, client, django_assert_max_num_queries):
    for n in range(count):
        person = add_person(name=f"P{n}", email=f"p{n}@p.example", display_name=f"Called {n}", by=ada)
        agree(person, choices={("members", "name"), ("members", "email")}, by=person)
    client.force_login({"ada": ada, "dot": dot}[who])
    with django_assert_max_num_queries(20):
        assert f"p{count - 1}@p.example" in client.get("/people/").content.decode()


def test_no_field_of_a_person_says_what_must_not_be_known():
    names = {field.name for field in Person._meta.get_fields()}
    assert not names & {"survivor", "protected", "gender", "birth_date", "photo", "address", "immigration"}
