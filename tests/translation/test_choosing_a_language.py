"""A visitor's language is her browser's or her choice, kept in a cookie; whoever is signed in keeps it with her record."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone, translation
from icalendar import Calendar

from charter.models import Charter
from mail.actions import post
from mail.links import sign
from mail.models import Message
from meetings.actions import invite
from meetings.actions.agenda_sending import send_agenda
from meetings.actions.door import give_pass
from meetings.links import rsvp_path
from meetings.models import AgendaItem, AgendaVersion, Invitation, Meeting
from members.actions import edit_person
from members.models import Application, Sector
from tasks.models import Task

pytestmark = pytest.mark.django_db
SPANISH = {"accept-language": "es-MX,es;q=0.9"}


@pytest.fixture
def meeting(ada, cal, bea):
    """Ada asks two people; Cal reads Spanish."""
    Charter(pk=1, name="Consortium", short_name="Table", neutral_name="Meeting Office").save()
    edit_person(cal, changes={"language": "es"}, by=cal)
    starts = timezone.now() + timedelta(days=20)
    meeting = Meeting.objects.create(
        slug="q",
        title="Winter",
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        join_link="https://meet.example/q",
    )
    invite(meeting, [cal, bea], by=ada)
    return meeting


def test_browser_that_asks_for_spanish_gets_it(client):
    answer = client.get("/", headers=SPANISH)
    page = answer.content.decode()
    assert '<html lang="es">' in page and "Salir de este sitio" in page and "Leave this site" not in page
    assert answer.headers["Content-Language"] == "es"
    assert {"Accept-Language", "Cookie"} <= {name.strip() for name in answer.headers["Vary"].split(",")}


def test_safety_tips_that_nobody_changed_are_in_spanish_too(client):
    page = client.get("/safety/", headers=SPANISH).content.decode()
    assert "Consejos de seguridad" in page and "llame al 911" in page and "call 911" not in page


def test_choice_is_kept_in_a_cookie_and_wins_over_the_browser():
    client = Client(enforce_csrf_checks=True)
    assert client.get("/about/").cookies == {}
    answer = client.post(
        "/language/", {"language": "es"}, headers={"referer": "http://testserver/safety/?q=1"}
    )
    assert answer.headers["Location"].endswith("/safety/?q=1") and set(client.cookies) == {
        settings.LANGUAGE_COOKIE_NAME
    }
    assert '<html lang="es">' in client.get("/").content.decode()
    client.post("/language/", {"language": "en", "next": "/"})
    assert "Leave this site" in client.get("/", headers=SPANISH).content.decode()


@pytest.mark.parametrize(
    ("language", "following"), [("xx", "/"), ("", "/"), ("es", "https://elsewhere.example/")]
)
def test_nothing_else_is_chosen_and_nobody_sent_elsewhere(language, following, client):
    answer = client.post("/language/", {"language": language, "next": following})
    assert answer.status_code == 400 or answer.headers["Location"] == "/"
    assert (language == "es") == (answer.status_code == 302)


def test_whoever_is_signed_in_finds_her_language_on_every_device(cal):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cal)
    page = client.get("/mine/").content.decode()
    assert client.post("/language/", {"language": "es"}).status_code == 403
    token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    client.post("/language/", {"language": "es", "csrfmiddlewaretoken": token})
    elsewhere = Client()
    elsewhere.force_login(cal)
    assert '<html lang="es">' in elsewhere.get("/mine/", headers={"accept-language": "en"}).content.decode()


def test_her_own_page_and_the_coordinators_set_it(ada, cal, client):
    client.force_login(cal)
    client.post("/people/me/mail/", {"channel": "email", "language": "es"})
    cal.refresh_from_db()
    assert cal.language == "es"
    client.force_login(ada)
    assert "Español" in client.get(f"/people/{cal.handle}/edit/").content.decode()


def test_each_letter_is_in_its_readers_language(meeting, cal, bea):
    hers, other = (Message.objects.get(person=person) for person in (cal, bea))
    assert hers.subject.startswith("Invitación: Winter @ ") and other.subject.startswith(
        "Invitation: Winter @ "
    )
    assert (
        "¿Vendrá usted?" in hers.text and "Will you come?" not in hers.text and "Will you come?" in other.text
    )
    assert ">Abrir la reunión</a>" in hers.html and '<html lang="es">' in hers.html
    assert ">Open the meeting</a>" in other.html and '<html lang="en-us">' in other.html
    event = Calendar.from_ical(bytes(hers.calendar)).walk("VEVENT")[0]
    assert "En línea" in event["DESCRIPTION"] and event["SUMMARY"] == "Winter"


def links_of(person) -> list[str]:
    """One signed link of each sort that a mail to her can hold."""
    task = Task.objects.create(title="Beds", assignee=person)
    message = post(
        person=person, about=task, kind="task_digest", reference="1", subject="S", body="B", discreet_body="D"
    )
    return [
        rsvp_path(Invitation.objects.get(person=person)),
        f"/t/{sign('task', task.pk, person.pk)}/",
        f"/own/{sign('own', person.pk, person.pk)}/",
        f"/m/stop/{sign('stop', message.pk, person.pk)}/",
    ]


def test_her_links_speak_her_language_in_a_browser_of_another(meeting, cal, bea, client):
    for link in links_of(cal):
        page = client.get(link, headers={"accept-language": "en"})
        assert page.status_code == 200 and '<html lang="es">' in page.content.decode(), link
        assert page.headers["Content-Language"] == "es"
    for link in links_of(bea):
        assert '<html lang="es">' in client.get(link, headers=SPANISH).content.decode(), link


def test_answer_to_her_press_is_in_her_language(meeting, cal, client):
    link = links_of(cal)[1]
    refused = client.post(link, {"act": "comment", "text": ""}, headers={"accept-language": "en"})
    assert "Este campo es obligatorio" in refused.content.decode()
    thanked = client.post(link, {"act": "help"}, headers={"accept-language": "en"}, follow=True)
    assert "La presidencia sabe que usted necesita ayuda." in thanked.content.decode()


def test_switch_at_the_foot_wins_over_the_language_of_the_link(meeting, cal, client):
    link = links_of(cal)[0]
    client.post("/language/", {"language": "en", "next": link})
    assert "Leave this site" in client.get(link).content.decode()
    cal.refresh_from_db()
    assert cal.language == "es"


def test_whoever_is_signed_in_reads_anothers_link_in_her_own_language(meeting, cal, bea, client):
    edit_person(bea, changes={"language": "en"}, by=bea)
    client.force_login(bea)
    assert "Leave this site" in client.get(links_of(cal)[0]).content.decode()


def test_helpers_door_link_does_not_speak_as_whoever_gave_it(meeting, cal, client):
    Meeting.objects.update(starts_at=timezone.now())
    found = give_pass(Meeting.objects.get(), helper="Dee", by=cal)
    page = client.get(f"/door/{sign('door', found.pk, cal.pk)}/", headers={"accept-language": "en"})
    assert page.status_code == 200 and "Leave this site" in page.content.decode()


def test_her_language_follows_her_not_whoever_presses(meeting, ada, bea):
    Invitation.objects.update(response="accepted")
    AgendaItem.objects.create(meeting=meeting, position=1, title="Shelter beds", minutes=30, kind="decision")
    with translation.override("es"):
        send_agenda(meeting, by=ada)
    assert "Decision: Shelter beds" in Message.objects.get(person=bea, kind="agenda").text
    assert "Decisión: Shelter beds" in Message.objects.get(kind="agenda", subject__startswith="Orden").text
    with translation.override("en"):
        assert send_agenda(meeting, by=ada) == 0
    assert AgendaVersion.objects.count() == 1 and "Decision: " in AgendaVersion.objects.get().text


def test_discreet_mail_is_neutral_in_spanish_too(meeting, ada, fay):
    edit_person(fay, changes={"language": "es", "channel": "email"}, by=ada)
    invite(meeting, [fay], by=ada)
    message = Message.objects.get(person=fay)
    assert message.subject == "Una nota de Meeting Office" and "Responda aquí:" in message.text
    event = Calendar.from_ical(bytes(message.calendar)).walk("VEVENT")[0]
    assert event["SUMMARY"] == "Reunión trimestral" and "DESCRIPTION" not in event


def test_applicant_is_written_to_in_the_language_of_her_form(client):
    Sector.objects.create(code="s", name="Shelters")
    client.post(
        "/join/",
        {
            "kind": "individual",
            "sector": Sector.objects.get(code="s").pk,
            "name": "Nia",
            "email": "nia@example.org",
            "statewide": "on",
        },
        headers=SPANISH,
    )
    assert Application.objects.get().language == "es"
    assert Message.objects.get().subject.startswith("Por favor confirme")


def test_dates_and_form_fields_in_spanish(meeting, cal, ada, client):
    client.force_login(cal)
    page = client.get("/meetings/q/").content.decode()
    assert (f" de {meeting.starts_at.year}, " in page and "a.m." in page) or "p.m." in page
    edit_person(ada, changes={"language": "es"}, by=ada)
    client.force_login(ada)
    assert f'value="{meeting.starts_at.year}-' in client.get("/meetings/q/edit/").content.decode()
