"""Someone removes herself, alone and at once."""

from datetime import date

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from audit.models import Entry as Act
from library.models import Resource
from mail.actions import post
from mail.jobs import sweep
from mail.models import Message
from meetings.actions import invite, schedule
from meetings.models import Entry, Invitation, Meeting, Minutes
from members.actions import agree, create_organization, take_seat
from members.models import Person
from tasks.actions import comment, open_task
from tasks.models import Task
from workgroups.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def life(ada, bea, cal, legislative) -> Meeting:
    """Cal with a seat, a role, a task, a comment, mail, a listing and a line in approved minutes."""
    EmailAddress.objects.create(user=cal, email=cal.email, verified=True, primary=True)
    take_seat(create_organization(name="Harbor House", by=ada), person=cal, since=date(2020, 1, 1), by=ada)
    Role.objects.create(person=cal, workgroup=legislative, since=date(2026, 1, 1))
    task = open_task(title="Write", workgroup=legislative, assignee=cal, by=bea)
    comment(task, text="I have begun.", by=cal)
    agree(cal, choices={("public", "name"), ("public", "email")}, by=cal)
    post(
        kind="k", person=cal, about=task, reference="1", subject="For Cal", body="Dear Cal", discreet_body="x"
    )
    now = timezone.now()
    meeting = Meeting.objects.create(
        slug="m", title="M", starts_at=now, ends_at=now + timezone.timedelta(hours=1)
    )
    Invitation.objects.create(meeting=meeting, person=cal)
    minutes = Minutes.objects.create(meeting=meeting, state="approved")
    Entry.objects.create(minutes=minutes, position=1, heading="H", text="Cal Ness reported.")
    return meeting


@pytest.fixture
def leave(life, cal, client):
    def press():
        client.force_login(cal)
        return client.post("/people/me/leave/", {"sure": "on"}, follow=True).content.decode()

    return press


def test_name_and_addresses_leave_live_data_and_history_keeps_its_place(leave, cal, bea, client):
    assert "You are removed." in leave()
    gone = Person.objects.get(pk=cal.pk)
    assert (gone.name, gone.email, gone.is_active, gone.channel) == ("Former member", "", False, "none")
    assert not EmailAddress.objects.filter(user=cal).exists() and not gone.consents.open().exists()
    assert not gone.representations.filter(until=None).exists() and gone.representations.count() == 1
    assert not gone.roles.current().exists() and not gone.invitations.exists()
    client.force_login(bea)
    text = client.get(f"/tasks/{Task.objects.get().pk}/").content.decode()
    assert "Former member" in text and "Cal Ness" not in text


def test_open_task_goes_to_the_chair_who_is_told(leave, bea):
    leave()
    assert Task.objects.get().assignee == bea
    assert Message.objects.filter(person=bea, kind="task_assigned").exists()


def test_approved_minutes_stay_and_the_coordinator_is_told_without_the_name(leave, life, ada):
    leave()
    assert Entry.objects.get().text == "Cal Ness reported."
    told = Message.objects.get(person=ada, kind="person_left")
    assert f"{life.starts_at:%Y-%m-%d}" in told.text
    assert "Cal" not in told.text + told.subject
    assert "approved: http" in told.text and f"/meetings/{life.slug}/minutes/" in told.text


def test_minutes_in_which_only_the_name_she_goes_by_stands_are_told_too(life, leave, cal, ada, client):
    cal.display_name = "Calla N."
    cal.save()
    Minutes.objects.update(state="published")
    Entry.objects.update(text="Seen.", seconder="Calla N. (Harbor House)")
    leave()
    told = Message.objects.get(person=ada, kind="person_left")
    assert "published: http" in told.text
    client.force_login(ada)
    page = client.get(f"/meetings/{life.slug}/minutes/").content.decode()
    assert "Withdraw the public copy" in page


def test_nothing_in_the_outbox_names_her_any_more(leave, cal):
    leave()
    rows = Message.objects.filter(person=cal).values_list("name", "address", "text", "html")
    assert not any("cal" in "".join(row).lower() for row in rows)


def test_she_is_signed_out_and_cannot_come_back(leave, cal, client):
    leave()
    assert client.get("/mine/").status_code == 302
    client.post("/accounts/login/code/", {"email": "cal@example.org"})
    assert not Message.objects.filter(kind="account").exists()
    assert Act.objects.filter(verb="person.removed", object_id=str(cal.pk)).exists()


@pytest.fixture
def coming(ada, cal, leave, django_capture_on_commit_callbacks):
    """Cal is asked to a meeting that is still to come, and the mail about it has left."""
    starts = timezone.now() + timezone.timedelta(days=20)
    with django_capture_on_commit_callbacks(execute=True):
        meeting = schedule(
            Meeting(title="Spring", starts_at=starts, ends_at=starts + timezone.timedelta(hours=2)), by=ada
        )
        invite(meeting, [cal], by=ada)
    return meeting


@pytest.mark.parametrize("discreet", [False, True])
def test_her_calendar_is_emptied_before_her_address_goes(
    discreet, coming, cal, leave, mailoutbox, django_capture_on_commit_callbacks
):
    Person.objects.filter(pk=cal.pk).update(discreet=discreet)
    mailoutbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        leave()
    [cancel] = [sent for sent in mailoutbox if sent.to == ["cal@example.org"]]
    calendar = next(part.content for part in cancel.alternatives if "calendar" in part.mimetype)
    assert "METHOD:CANCEL" in calendar and "mailto:cal@example.org" in calendar.replace("\r\n ", "").lower()
    assert ("Spring" in f"{cancel.subject}{cancel.body}{calendar}") is not discreet
    row = Message.objects.get(kind="withdrawal")
    assert (row.state, row.person, row.address, row.name, row.text, row.calendar) == (
        "sent",
        None,
        "",
        "",
        "",
        None,
    )


def test_calendar_is_emptied_also_when_the_mail_server_is_away_for_a_while(coming, cal, leave, mailoutbox):
    mailoutbox.clear()
    leave()
    sweep()
    assert [sent.to for sent in mailoutbox if "CANCEL" in str(sent.alternatives)] == [["cal@example.org"]]


def test_what_people_wrote_about_her_is_listed_without_her_name(leave, ada, bea, legislative):
    task = open_task(title="Ask Cal Ness", workgroup=legislative, by=bea)
    comment(task, text="Write to cal@example.org", by=bea)
    leave()
    told = Message.objects.get(person=ada, kind="named_in_text").text
    assert f"/tasks/{task.pk}/" in told and "Comment" in told
    assert "Cal" not in told and "cal@" not in told


def test_a_resource_that_names_her_is_listed_with_its_page(leave, ada):
    resource = Resource.objects.create(title="Guide", author="Cal Ness")
    leave()
    assert f"/library/{resource.pk}/" in Message.objects.get(person=ada, kind="named_in_text").text


def test_without_a_tick_nothing_happens(life, cal, client):
    client.force_login(cal)
    assert "Tick this if you are sure." in client.post("/people/me/leave/", {}).content.decode()
    cal.refresh_from_db()
    assert cal.is_active


def test_last_coordinator_stays_until_there_is_another(ada, client):
    client.force_login(ada)
    assert "You are the only coordinator" in client.post("/people/me/leave/", {"sure": "on"}).content.decode()
    ada.refresh_from_db()
    assert ada.is_coordinator
