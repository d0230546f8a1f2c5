"""E. Answers on the web; the numbers are those of docs/calendar.md."""

from datetime import datetime

import pytest
import time_machine

from mail.models import Message
from meetings.actions import cancel, move, rotate_link, withdraw
from meetings.links import rsvp_path
from meetings.models import Answer, Needs
from tests.meetings.calendar import files
from tests.meetings.calendar.conftest import CENTRAL


@pytest.fixture
def link(invitation) -> str:
    return rsvp_path(invitation)


def text(response) -> str:
    return response.content.decode()


def test_48_link_is_safe_to_fetch_and_known_to_no_search_engine(link, client):
    page = client.get(link)
    assert page["X-Robots-Tag"].startswith("noindex") and page["Cache-Control"] == "no-store"
    assert page["Referrer-Policy"] in {"same-origin", "no-referrer"}
    for _ in range(2):
        client.get(link + "?answer=accepted")
        client.head(link)
    assert not Answer.objects.exists()


def test_48_press_works_twice_and_the_page_shows_what_stands(link, client, invitation):
    client.post(link, {"response": "accepted"})
    assert "Your answer: <strong>Yes" in text(client.get(link))
    client.post(link, {"response": "declined"})
    assert "Your answer: <strong>No" in text(client.get(link))
    assert [a.source for a in invitation.answers.all()] == ["link", "link"]


def test_48_undo_gives_back_what_stood_before(link, client, invitation):
    client.post(link, {"response": "accepted"})
    client.post(link, {"response": "declined"})
    client.post(link, {"act": "undo"})
    invitation.refresh_from_db()
    assert invitation.response == "accepted"


def test_48_undo_of_the_first_answer_leaves_none(link, client, invitation):
    client.post(link, {"response": "accepted"})
    client.post(link, {"act": "undo"})
    invitation.refresh_from_db()
    assert invitation.response == "needs-action"


def test_48_page_says_who_answers_and_offers_not_you(link, client):
    page = text(client.get(link))
    assert "Cal Ness" in page and "Not you?" in page


def test_48_renewed_link_kills_the_old_one(link, client, invitation, ada):
    rotate_link(invitation, by=ada)
    assert client.get(link).status_code == 404
    assert client.get(rsvp_path(invitation)).status_code == 200


def test_48_link_dies_a_day_after_the_meeting(link, client):
    with time_machine.travel(datetime(2027, 1, 15, 13, tzinfo=CENTRAL)):
        assert client.get(link).status_code == 200
    with time_machine.travel(datetime(2027, 1, 15, 15, tzinfo=CENTRAL)):
        assert client.get(link).status_code == 404


def test_48_old_link_tells_the_new_time(link, client, meeting, ada):
    day = datetime(2027, 4, 15, 10, tzinfo=CENTRAL)
    move(meeting, starts_at=day, ends_at=day.replace(hour=14), by=ada)
    assert "April 15, 2027" in text(client.get(link))


def test_48_link_of_a_withdrawn_or_cancelled_one_says_so(link, client, invitation, meeting, ada):
    withdraw(invitation, by=ada)
    assert "not expected" in text(client.get(link))
    cancel(meeting, by=ada)
    assert "was cancelled" in text(client.get(link))


def test_48_changed_or_foreign_token_is_not_found(link, client, invitation):
    assert client.get(link[:-2] + "/").status_code == 404
    assert client.get(link.replace("/rsvp/", "/poll/")).status_code == 404


def test_49_her_calendar_gets_the_answer_on_wish(link, client, invitation):
    client.post(link, {"response": "accepted"})
    first = files.event()["DTSTAMP"].dt
    client.post(link, {"act": "calendar"})
    event = files.event()
    assert event["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    assert event["SEQUENCE"] == 0 and event["DTSTAMP"].dt > first
    client.post(link, {"act": "calendar"})
    assert Message.objects.filter(kind="calendar_update").count() == 1


def test_in_full_she_says_how_she_comes_and_what_she_needs(link, client, invitation):
    typed = {"act": "details", "response": "accepted", "mode": "remote", "note": "Late by ten", "meal": "Vegan", "shows": "on"}  # fmt: skip
    client.post(link, typed)
    invitation.refresh_from_db()
    assert (invitation.response, invitation.mode, invitation.note) == ("accepted", "remote", "Late by ten")
    assert Needs.objects.get().meal == "Vegan" and invitation.shows
    assert "Vegan" not in text(client.get(link)), "a mail may be passed on"


def test_yes_online_is_one_press_where_there_is_a_link(link, client, invitation):
    client.post(link, {"response": "accepted-remote"})
    invitation.refresh_from_db()
    assert (invitation.response, invitation.mode) == ("accepted", "remote")


def test_wrong_answer_is_told_and_what_was_typed_stays(link, client):
    page = text(client.post(link, {"act": "details", "response": "", "note": "Typed before"}))
    assert "Choose Yes, Maybe or No." in page and "Typed before" in page


def test_signed_in_page_is_the_same_with_its_own_source(client, invitation, cal, dot):
    client.force_login(cal)
    assert "Will you come?" in text(client.get("/meetings/q/"))
    client.post("/meetings/q/answer/", {"response": "accepted"})
    assert invitation.answers.get().source == "page"
    client.force_login(dot)
    assert client.post("/meetings/q/answer/", {"response": "declined"}).status_code == 404
