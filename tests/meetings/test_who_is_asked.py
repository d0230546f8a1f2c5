"""Groups, guests, alternates, the waiting list, and what each audience reads of the answers."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from charter.models import Charter
from mail.models import Message
from meetings.actions import (
    ask,
    change,
    invite,
    invite_guest,
    respond,
    send_alternate,
    take_back_alternate,
    tell_needs,
    withdraw,
)
from meetings.jobs import close_past_meetings, follow_groups
from meetings.links import rsvp_path
from meetings.models import Invitation, Meeting, Needs
from members.actions import take_seat
from members.models import Organization, Person
from tasks.actions import open_task
from tests.meetings.calendar import files
from workgroups.actions import end_role, give_role
from workgroups.models import RoleKind

CENTRAL = ZoneInfo("America/Chicago")
NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)


@pytest.fixture(autouse=True)
def november(db):
    Charter(pk=1, short_name="WAHTC", time_zone="America/Chicago").save()
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def meeting(db) -> Meeting:
    starts = datetime(2027, 1, 14, 10, tzinfo=CENTRAL)
    return Meeting.objects.create(
        slug="q", title="Quarterly", starts_at=starts, ends_at=starts.replace(hour=14)
    )


@pytest.fixture
def harbor(ada, cal, dot) -> Organization:
    harbor = Organization.objects.create(name="Harbor House")
    take_seat(harbor, person=cal, by=ada)
    take_seat(harbor, person=dot, by=ada)
    return harbor


def text(response) -> str:
    return response.content.decode()


def test_who_joins_a_workgroup_is_asked_and_who_leaves_is_let_go_and_nobody_else_is_written_to(
    meeting, legislative, ada, bea, cal
):
    ask(meeting, workgroups=[legislative], by=ada)
    role = give_role(legislative, person=cal, kind=RoleKind.MEMBER, by=ada)
    assert files.messages(cal)[0].calendar_method == "REQUEST"
    end_role(role, on=timezone.localdate(), by=ada)
    assert files.messages(cal)[0].calendar_method == "CANCEL"
    assert files.messages(bea).count() == 1
    give_role(
        legislative, person=cal, kind=RoleKind.MEMBER, since=timezone.localdate() + timedelta(1), by=ada
    )
    assert files.event(cal)["SEQUENCE"] == 2 and files.messages(bea).count() == 1


def test_role_that_ends_by_its_date_is_followed_by_the_job(meeting, legislative, ada, bea, november):
    role = bea.roles.get()
    ask(meeting, workgroups=[legislative], by=ada)
    type(role).objects.filter(pk=role.pk).update(until=timezone.localdate())
    follow_groups()
    follow_groups()
    assert not meeting.invitations.exists() and files.messages(bea).count() == 2


def test_who_was_uninvited_by_name_is_not_asked_again_by_her_group(meeting, legislative, ada, bea):
    ask(meeting, workgroups=[legislative], by=ada)
    withdraw(meeting.invitations.get(), by=ada)
    follow_groups()
    assert not meeting.invitations.exists()


def test_who_was_chosen_by_name_stays_when_she_leaves_the_group(meeting, legislative, ada, bea):
    ask(meeting, people=[bea], by=ada)
    ask(meeting, workgroups=[legislative], by=ada)
    end_role(bea.roles.get(), on=timezone.localdate(), by=ada)
    assert meeting.invitations.get().person == bea


def test_guest_is_a_person_without_a_seat(meeting, ada, client):
    client.force_login(ada)
    client.post("/meetings/q/invite/", {"guest": "1", "name": "Gus Guest", "email": "Gus@Example.net"})
    guest = Person.objects.get(email="gus@example.net")
    assert not guest.representations.exists() and not guest.roles.exists()
    assert files.event(guest)["ATTENDEE"] == "mailto:gus@example.net"
    invite_again = client.post(
        "/meetings/q/invite/", {"guest": "1", "name": "Gus", "email": "gus@example.net"}
    )
    assert "invited already" in text(invite_again)


def test_guest_by_a_known_address_is_that_person(meeting, ada, cal):
    assert invite_guest(meeting, name="Someone", email="CAL@example.org", by=ada).person == cal


def test_alternate_holds_the_invitation_and_each_has_the_right_sequence(
    meeting, ada, cal, dot, harbor, client
):
    [invitation] = invite(meeting, [cal], by=ada)
    client.post(rsvp_path(invitation), {"act": "alternate", "colleague": dot.pk})
    assert list(meeting.invitations.values_list("person", flat=True)) == [dot.pk]
    gone, asked = files.event(cal), files.event(dot)
    assert (gone["STATUS"], asked["STATUS"]) == ("CANCELLED", "CONFIRMED")
    assert gone["SEQUENCE"] == asked["SEQUENCE"] == 1
    assert "asks you to come instead" in Message.objects.filter(person=dot).first().text
    page = text(client.get(rsvp_path(invitation)))
    assert "Dot Ray holds your invitation" in page
    client.post(rsvp_path(invitation), {"act": "take_back"})
    assert list(meeting.invitations.values_list("person", flat=True)) == [cal.pk]
    assert files.event(cal)["SEQUENCE"] > 1 and files.messages(dot)[0].calendar_method == "CANCEL"


def test_alternate_who_is_asked_anyway_keeps_her_invitation_when_it_is_taken_back(
    meeting, ada, cal, dot, harbor
):
    ask(meeting, everyone=True, by=ada)
    mine = meeting.invitations.get(person=cal)
    send_alternate(mine, dot, by=cal)
    take_back_alternate(Invitation.ever.get(pk=mine.pk), by=cal)
    assert {i.person for i in meeting.invitations.all()} == {cal, dot}


def test_unknown_alternate_is_put_to_the_coordinator_first(meeting, ada, cal, harbor, client):
    [invitation] = invite(meeting, [cal], by=ada)
    typed = {"act": "alternate", "name": "Zoe", "email": "zoe@example.net"}
    client.post(rsvp_path(invitation), typed)
    assert not Person.objects.filter(email="zoe@example.net").exists()
    client.force_login(ada)
    assert "zoe@example.net" in text(client.get("/meetings/q/invitees/"))
    wish = invitation.alternate_wishes.get()
    client.post(f"/meetings/q/invitees/alternates/{wish.pk}/", {"do": "accept"})
    assert meeting.invitations.get().person.email == "zoe@example.net"


def test_full_room_makes_a_waiting_list_that_promotes_and_tells(meeting, ada, cal, dot, client):
    meeting.capacity = 1
    meeting.save()
    first, second = invite(meeting, [cal, dot], by=ada)
    respond(first, response="accepted", source="link", by=cal)
    client.post(rsvp_path(second), {"response": "accepted"})
    assert "number 1 on the waiting list" in text(client.get(rsvp_path(second)))
    respond(Invitation.objects.get(pk=first.pk), response="declined", source="link", by=cal)
    second.refresh_from_db()
    assert second.waiting_since is None
    assert Message.objects.get(kind="place_found").person == dot


def test_more_chairs_and_one_taken_back_promote_in_the_order_of_waiting(
    meeting, ada, cal, dot, bea, november
):
    meeting.capacity = 1
    meeting.save()
    invitations = invite(meeting, [ada, cal, dot, bea], by=ada)
    for invitation in invitations:
        november.shift(timedelta(minutes=1))
        respond(invitation, response="accepted", source="link", by=invitation.person)

    def waiting() -> list:
        return [invitation.person for invitation in meeting.invitations.waiting()]

    assert waiting() == [cal, dot, bea]
    change(meeting, values={"capacity": 2}, by=ada)
    assert waiting() == [dot, bea]
    withdraw(Invitation.objects.get(person=ada), by=ada)
    assert waiting() == [bea]
    told = Message.objects.filter(kind="place_found").order_by("pk")
    assert [message.person for message in told] == [cal, dot]


def test_place_online_takes_no_chair(meeting, ada, cal, dot):
    meeting.capacity = 1
    meeting.save()
    first, second = invite(meeting, [cal, dot], by=ada)
    respond(first, response="accepted", mode="remote", source="link", by=cal)
    respond(second, response="accepted", source="link", by=dot)
    second.refresh_from_db()
    assert second.waiting_since is None


def test_needs_are_the_coordinators_alone_and_are_erased_after_thirty_days(
    meeting, legislative, ada, bea, cal, client, november
):
    meeting.workgroup = legislative
    meeting.save()
    [invitation] = invite(meeting, [cal], by=ada)
    tell_needs(invitation, meal="Vegan", access="Interpreter", by=cal)
    for person, seen in ((ada, True), (bea, False)):
        client.force_login(person)
        assert ("Interpreter" in text(client.get("/meetings/q/invitees/"))) is seen
        assert ("Vegan" in text(client.get(f"/meetings/q/invitees/{invitation.pk}/"))) is seen
    november.move_to(meeting.ends_at + timedelta(days=29))
    close_past_meetings()
    assert Needs.objects.exists()
    november.move_to(meeting.ends_at + timedelta(days=31))
    close_past_meetings()
    assert not Needs.objects.exists()


def test_meeting_that_is_over_was_held_and_its_page_tells_what_became_of_it(
    meeting, ada, cal, client, november
):
    invite(meeting, [cal], by=ada)
    november.move_to(meeting.ends_at + timedelta(hours=1))
    close_past_meetings()
    client.force_login(cal)
    page = text(client.get("/meetings/q/"))
    assert "Invitations sent" in page and "Held" in page


def test_member_reads_hidden_counts_and_only_the_names_of_who_opted_in(meeting, ada, cal, dot, fay, client):
    mine, hers, protected = invite(meeting, [cal, dot, fay], by=ada)
    for invitation in (mine, hers, protected):
        shows = invitation != mine
        respond(invitation, response="accepted", shows=shows, source="link", by=invitation.person)
    client.force_login(cal)
    page = text(client.get("/meetings/q/"))
    assert "&lt;5" in page and "<dd>3</dd>" not in page
    assert "Dot Ray" in page and "Secretname" not in page and "A member" not in page
    type(fay).objects.filter(pk=fay.pk).update(display_name="Robin Elm")
    assert "Dot Ray, Robin Elm." in text(client.get("/meetings/q/"))


def test_chair_reads_a_protected_persons_answer_by_her_chosen_name_and_never_her_seat(
    meeting, legislative, ada, bea, cal, fay, client
):
    meeting.workgroup = legislative
    meeting.save()
    _, protected = invite(meeting, [cal, fay], by=ada)
    respond(protected, response="accepted", source="link", by=fay)
    client.force_login(bea)
    for path in ["/meetings/q/", "/meetings/q/invitees/"]:
        page = text(client.get(path))
        assert "Cal Ness" in page and f"/invitees/{protected.pk}/" in page
        assert "A member" in page and "Advisory Seat A" not in page and "Secretname" not in page
    page = text(client.get(f"/meetings/q/invitees/{protected.pk}/"))
    assert "<h1>A member</h1>" in page and "Advisory" not in page and "Secretname" not in page


def test_nudge_goes_to_just_one_sectors_silent_people(meeting, ada, cal, dot, harbor, client):
    from members.models import Sector

    harbor.sector = Sector.objects.create(code="s", name="Shelters")
    harbor.save()
    take_seat(Organization.objects.create(name="Other"), person=ada, by=ada)
    ask(meeting, everyone=True, by=ada)
    respond(meeting.invitations.get(person=dot), response="declined", source="link", by=dot)
    client.force_login(ada)
    client.post("/meetings/q/invitees/nudge/", {"sector": harbor.sector.pk})
    client.post("/meetings/q/invitees/nudge/", {"sector": harbor.sector.pk})
    assert [m.person for m in Message.objects.filter(kind="rsvp_reminder")] == [cal]


def test_change_shows_the_difference_whom_it_concerns_and_the_mail_before_it_is_made(
    meeting, ada, cal, dot, client
):
    mine, hers = invite(meeting, [cal, dot], by=ada)
    respond(hers, response="declined", source="link", by=dot)
    client.force_login(ada)
    typed = {"title": "Quarterly", "starts_at": "2027-01-14T10:00", "ends_at": "2027-01-14T14:00", "format": "in_person", "room": "B12"}  # fmt: skip
    page = text(client.post("/meetings/q/edit/", typed))
    assert "<ins>B12</ins>" in page and "It concerns 1 person" in page and "of 2 invited" in page
    assert "Changed: Quarterly" in page and rsvp_path(mine) not in page
    meeting.refresh_from_db()
    assert (meeting.room, Message.objects.count()) == ("", 2)
    client.post("/meetings/q/edit/", typed | {"confirm": "1", "tell": "affected"})
    assert [m.person for m in Message.objects.filter(kind="meeting_change")] == [cal]
    assert "1 calendar holds an older version" in text(client.get("/meetings/q/"))
    client.post("/meetings/q/invite/present/")
    assert files.event(dot)["SEQUENCE"] == 1 and files.event(dot)["ATTENDEE"].params["PARTSTAT"] == "DECLINED"


def test_seconds_that_a_form_does_not_show_are_no_change_of_time(meeting, ada, cal):
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=meeting.starts_at.replace(second=7))
    invite(meeting, [cal], by=ada)
    change(meeting, values={"starts_at": meeting.starts_at, "title": "New name"}, by=ada)
    meeting.refresh_from_db()
    assert (meeting.sequence, meeting.starts_at.second, meeting.title) == (0, 7, "New name")


def test_nobody_is_told_when_nobody_is_chosen(meeting, ada, cal, client):
    invite(meeting, [cal], by=ada)
    client.force_login(ada)
    typed = {"title": "New name", "starts_at": "2027-01-14T10:00", "ends_at": "2027-01-14T14:00", "format": "in_person"}  # fmt: skip
    client.post("/meetings/q/edit/", typed | {"confirm": "1", "tell": "nobody"})
    meeting.refresh_from_db()
    assert (meeting.title, Message.objects.count()) == ("New name", 1)


def test_from_any_link_of_hers_she_reaches_her_own_meetings_and_tasks_for_two_hours(
    meeting, legislative, ada, cal, client, november
):
    [invitation] = invite(meeting, [cal], by=ada)
    open_task(title="Write the report", workgroup=legislative, assignee=cal, by=ada)
    page = text(client.get(rsvp_path(invitation)))
    path = page.split('href="/own/')[1].split('"')[0]
    own = text(client.get(f"/own/{path}"))
    assert "Write the report" in own and "Quarterly" in own and "/t/" in own
    assert client.post(f"/own/{path}").status_code == 405
    november.shift(timedelta(hours=2, minutes=1))
    assert client.get(f"/own/{path}").status_code == 404


def test_coordinator_notes_an_answer_sends_again_renews_and_takes_back(meeting, ada, cal, client):
    [invitation] = invite(meeting, [cal], by=ada)
    client.force_login(ada)
    path = f"/meetings/q/invitees/{invitation.pk}/"
    client.post(path, {"act": "note", "response": "accepted", "mode": "remote"})
    assert invitation.answers.get().source == "coordinator"
    old = rsvp_path(invitation)
    client.post(path, {"act": "rotate"})
    assert client.get(old).status_code == 404 and files.messages(cal).count() == 2
    client.post(path, {"act": "withdraw"})
    assert files.messages(cal)[0].calendar_method == "CANCEL"


def test_pages_of_five_hundred_invitees_cost_as_many_queries_as_of_five(
    meeting, ada, client, django_assert_max_num_queries
):
    def people(count: int):
        rows = [Person(name=f"P {n}", email=f"p{n}-{count}@example.org") for n in range(count)]
        return Person.objects.bulk_create(rows)

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(ada)
    counts = []
    for count in (5, 495):
        invite(meeting, people(count), by=ada)
        client.get("/meetings/q/")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/meetings/q/")
            client.get("/meetings/q/invitees/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_page_of_a_thousand_invitees_comes_in_pages_and_a_name_is_found(meeting, ada, cal, client):
    rows = [Person(name=f"Person {n:04}", email=f"p{n}@example.org") for n in range(1000)]
    invite(meeting, [*Person.objects.bulk_create(rows), cal], by=ada)
    client.force_login(ada)
    page = client.get("/meetings/q/")
    assert len(page.content) < 60_000
    assert len(re.findall(r"/meetings/q/invitees/\d+/", text(page))) == 25 and "Page 1 of 41" in text(page)
    assert "1001 people are invited; 1001 have not answered" in text(page)
    found = text(client.get("/meetings/q/", {"find": "cal n"}))
    assert "Cal Ness" in found and "Person 0001" not in found
    assert "Nobody who is asked has that in their name." in text(client.get("/meetings/q/", {"find": "zz"}))
    assert "1001 people are invited" in found


def test_chair_finds_nobody_by_a_name_that_she_may_not_read(meeting, legislative, ada, bea, cal, client):
    Meeting.objects.update(workgroup=legislative)
    Person.objects.filter(pk=cal.pk).update(display_name="C.")
    invite(Meeting.objects.get(), [cal], by=ada)
    client.force_login(bea)
    assert "Nobody who is asked" in text(client.get("/meetings/q/", {"find": "Ness"}))
    assert "/meetings/q/invitees/" in text(client.get("/meetings/q/", {"find": "c."}))


def test_link_of_someone_else_says_so_and_leads_to_nothing_of_hers(meeting, ada, cal, dot, client):
    [invitation] = invite(meeting, [cal], by=ada)
    client.force_login(dot)
    page = text(client.get(rsvp_path(invitation)))
    assert "You are signed in as Dot Ray" in page and "/own/" not in page
    client.force_login(cal)
    page = text(client.get(rsvp_path(invitation)))
    assert "signed in as" not in page and "/own/" in page


def test_an_answer_costs_the_same_few_queries_however_many_are_asked(client, meeting, ada, cal):
    [mine] = invite(meeting, [cal], by=ada)
    others = Person.objects.bulk_create(
        Person(name=f"Person {n}", handle=f"p{n}", email=f"p{n}@example.org") for n in range(30)
    )
    client.post(rsvp_path(mine), {"response": "tentative"})
    counts = []
    for _more in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.post(rsvp_path(mine), {"response": "accepted"})
        counts.append(len(queries))
        Invitation.objects.bulk_create(Invitation(meeting=meeting, person=one) for one in others)
        others = []
    assert counts[0] == counts[1] <= 9


def test_meetings_own_page_leads_to_the_forms_that_the_answers_page_unfolds(client, meeting, ada, cal):
    invite(meeting, [cal], by=ada)
    client.force_login(cal)
    answer_at = f"/meetings/{meeting.slug}/answer/"
    page = client.get(f"/meetings/{meeting.slug}/").content.decode()
    assert 'name="meal"' not in page and 'name="response" value="accepted"' in page
    for more, field in [("details", "meal"), ("alternate", "email")]:
        assert f'href="{answer_at}?more={more}"' in page
        unfolded = re.search(
            r"<details[^>]* open>.*?</details>", client.get(f"{answer_at}?more={more}").content.decode(), re.S
        )
        assert f'name="{field}"' in unfolded.group()
