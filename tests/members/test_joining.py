"""Anyone asks to join; nothing is in the roster before the coordinator says so, and everyone is written to kindly."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from mail.models import Message
from meetings.actions import ask, schedule
from meetings.models import Meeting
from members.actions import forget_old_applications
from members.models import Application, County, Organization, Person, Prospect, Sector
from members.reference import load_reference

pytestmark = pytest.mark.django_db
SHUNNED = ["traffick", "survivor", "victim", "WAHTC", "hotline", "consortium"]


@pytest.fixture(autouse=True)
def places(db):
    load_reference("Wisconsin")


def typed(sector="service_provider", **more) -> dict:
    return {
        "kind": "agency",
        "organization_name": "Lantern House",
        "sector": Sector.objects.get(code=sector).pk,
        "name": "Nia Novak",
        "email": "nia@lantern.example",
        "counties": [County.objects.get(name="Dane").pk],
        "why": "We shelter people.",
    } | more


def own_page(message: Message) -> str:
    return re.search(r"https?://[^/\s]+(/join/\S+/)", message.text).group(1)


@pytest.fixture
def apply(client):
    """Fill in the form and, unless told otherwise, confirm from the mailbox."""

    def fill(confirm=True, **more) -> Application:
        assert client.post("/join/", typed(**more)).status_code == 302
        made = Application.objects.latest("pk")
        if confirm:
            client.post(own_page(Message.objects.get(kind="application_confirm", object_id=made.pk)))
            made.refresh_from_db()
        return made

    return fill


@pytest.fixture
def desk(ada, client):
    def act(made: Application, act: str, **more):
        client.force_login(ada)
        address = f"/join/applications/{made.pk}/{act}/"
        form = client.get(address).context["form"]
        given = {name: form[name].value() for name in form.fields if form[name].value() is not None}
        answer = client.post(address, given | more, follow=True)
        client.logout()
        made.refresh_from_db()
        return answer

    return act


def test_application_is_nothing_before_it_is_confirmed_and_a_look_confirms_nothing(apply, ada, client):
    made = apply(confirm=False)
    page = own_page(Message.objects.get())
    client.get(page)
    made.refresh_from_db()
    assert made.state == "unconfirmed"
    client.force_login(ada)
    assert "Lantern House" not in client.get("/join/applications/").content.decode()
    client.post(page)
    assert "Lantern House" in client.get("/join/applications/").content.decode()
    assert not Organization.objects.filter(name="Lantern House").exists()
    assert not Person.objects.filter(name="Nia Novak").exists()
    assert Message.objects.filter(kind="application_waiting", person=ada).count() == 1


def test_approved_person_signs_in_and_holds_the_invitation_still_to_come(
    apply, desk, ada, bea, client, django_capture_on_commit_callbacks
):
    starts = timezone.now() + timedelta(days=30)
    meeting = schedule(
        Meeting(title="Quarterly", starts_at=starts, ends_at=starts + timedelta(hours=4)), by=ada
    )
    ask(meeting, everyone=True, people=[bea], by=ada)
    made = apply()
    desk(made, "approve", letter="Welcome, Nia. Bring cake.")
    nia = Person.objects.get(email="nia@lantern.example")
    seat = nia.representations.get()
    assert (made.state, seat.role, seat.organization.name) == ("approved", "primary", "Lantern House")
    assert [county.name for county in seat.organization.counties.all()] == ["Dane"]
    assert "Bring cake" in Message.objects.get(kind="application_approved").text
    assert nia.invitations.get().meeting == meeting
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/accounts/login/code/", {"email": "nia@lantern.example"})
    code = re.search(r"^\s*([A-Z0-9-]{6,9})\s*$", mail.outbox[-1].body, re.MULTILINE).group(1)
    client.post("/accounts/login/code/confirm/", {"code": code})
    assert "Quarterly" in client.get("/").content.decode()


def test_question_is_asked_and_answered_on_the_applicants_page(apply, desk, ada, client):
    made = apply()
    desk(made, "ask", question="Which shelters do you run?")
    letter = Message.objects.get(kind="application_question")
    assert "Which shelters" in letter.text
    client.post(own_page(letter), {"answer": ""})
    made.refresh_from_db()
    assert made.state == "asked"
    client.post(own_page(letter), {"answer": "Two in Dane."})
    made.refresh_from_db()
    assert (made.state, made.answer) == ("waiting", "Two in Dane.")
    assert Message.objects.filter(kind="application_waiting", person=ada).count() == 2


def test_declined_with_a_letter_leaves_nothing_on_the_roster(apply, desk):
    made = apply()
    desk(made, "decline", letter="Not this year.")
    assert made.state == "declined"
    assert "Not this year." in Message.objects.get(kind="application_declined").text
    assert not Person.objects.filter(email="nia@lantern.example").exists()


def test_decided_once_only(apply, desk):
    made = apply()
    desk(made, "decline")
    assert "not waiting" in desk(made, "approve").content.decode()
    assert made.state == "declined"


@pytest.mark.parametrize("how", ["protected", "discreet"])
def test_neutral_applicant_reads_neutral_mail_from_first_to_last(how, apply, desk):
    if how == "protected":
        made = apply(sector="survivor", kind="individual", organization_name="")
    else:
        made = apply(discreet="on")
    desk(made, "ask", question="Would you like a lift, as a survivor of trafficking?")
    desk(made, "approve", channel="email")
    sent = Message.objects.filter(address="nia@lantern.example")
    assert {m.kind for m in sent} >= {"application_confirm", "application_question", "application_approved"}
    for message in sent:
        words = f"{message.subject} {message.from_name} {message.text.split('http')[0]} {message.html.split('href')[0]}"
        assert [word for word in SHUNNED if word.lower() in words.lower()] == []
        assert "Novak" not in words and "Lantern" not in words


def test_protected_applicant_gets_a_seat_that_says_no_name_and_a_channel_that_was_chosen(apply, desk):
    made = apply(sector="survivor", kind="individual", organization_name="")
    desk(made, "approve", channel="none")
    person = Person.objects.get(name="Nia Novak")
    assert person.representations.get().organization.name == "Advisory Seat A"
    assert (person.discreet, person.channel) == (True, "none")
    assert not Message.objects.filter(person=person, state="queued").exists()


def test_applicants_own_page_says_nothing_of_the_consortium_when_discreet(apply, client):
    apply(confirm=False, sector="survivor", kind="individual", organization_name="")
    page = client.get(own_page(Message.objects.get())).content.decode()
    assert [word for word in SHUNNED if word.lower() in page.lower()] == []
    assert "Novak" not in page


def test_organization_that_is_here_already_takes_the_person_as_alternate(apply, desk, cal, ada):
    from members.actions import take_seat

    here = Organization.objects.create(name="The Lantern House, Inc.", status="former")
    take_seat(here, person=cal, by=ada)
    made = apply()
    desk(made, "approve", existing=here.pk)
    here.refresh_from_db()
    assert here.status == "active"
    assert here.representations.get(person__name="Nia Novak").role == "alternate"
    assert Organization.objects.filter(name__icontains="lantern").count() == 1


def test_known_address_is_not_added_twice_and_the_form_tells_a_stranger_nothing(apply, desk, cal, client):
    known = client.post("/join/", typed(email=cal.email))
    assert known.url == client.post("/join/", typed(email="new@new.example")).url
    made = Application.objects.get(email=cal.email)
    client.post(own_page(Message.objects.get(object_id=made.pk)))
    desk(made, "approve")
    assert Person.objects.filter(email=cal.email).count() == 1
    assert cal.representations.get().organization.name == "Lantern House"


def test_prospect_that_applied_is_marked_as_joined(apply, desk):
    prospect = Prospect.objects.create(name="LANTERN HOUSE", state="interested")
    desk(apply(), "approve")
    prospect.refresh_from_db()
    assert (prospect.state, prospect.organization.name) == ("joined", "Lantern House")


def test_trap_keeps_robots_out_and_tells_them_nothing(client):
    answer = client.post("/join/", typed(fax="555"))
    assert answer.url == "/join/sent/"
    assert not Application.objects.exists() and not Message.objects.exists()


def test_sixth_press_within_an_hour_is_refused(client):
    answers = [client.post("/join/", typed(email=f"a{n}@b.example")).status_code for n in range(6)]
    assert answers == [302] * 5 + [429]


def test_one_address_is_written_to_three_times_a_day_at_most(client):
    for _ in range(5):
        client.post("/join/", typed())
    assert Message.objects.filter(address="nia@lantern.example").count() == 3


def test_counties_are_boxes_to_tick_and_stay_ticked_when_something_else_is_wrong(client):
    page = client.get("/join/").content.decode()
    assert page.count('type="checkbox" name="counties"') == 72 and "hold Ctrl" not in page
    dane = County.objects.get(name="Dane")
    page = client.post("/join/", typed(email="nowhere")).content.decode()
    ticked = re.findall(r'<input[^>]*name="counties"[^>]* checked>', page)
    assert len(ticked) == 1 and f'value="{dane.pk}"' in ticked[0]


def test_bad_input_is_said_at_its_field_and_stays(client):
    page = client.post(
        "/join/", typed(email="nowhere", organization_name="", why="x" * 3001)
    ).content.decode()
    assert "Enter a valid email address" in page
    assert "Give the name of the organization" in page
    assert "under 3,000 characters" in page
    assert 'value="Nia Novak"' in page and 'value="nowhere"' in page
    assert not Application.objects.exists()


def test_what_nobody_confirmed_is_erased_after_a_week(apply):
    made = apply(confirm=False)
    Application.objects.filter(pk=made.pk).update(made_at=timezone.now() - timedelta(days=8))
    forget_old_applications()
    assert not Application.objects.exists()


def test_foreign_token_leads_nowhere(client):
    assert client.get("/join/abc:def/").status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_list_costs_the_same_at_any_length(count, ada, client, django_assert_max_num_queries):
    sector = Sector.objects.first()
    Application.objects.bulk_create(
        Application(organization_name=f"O{n}", name="N", email="n@n.example", sector=sector, state="waiting")
        for n in range(count)
    )
    client.force_login(ada)
    with django_assert_max_num_queries(15):
        client.get("/join/applications/")
