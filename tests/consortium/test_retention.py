"""What is past its time is erased every night; totals, minutes and whoever stays remain (R25, R30)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.models import Entry as Act
from charter.models import Charter
from consortium.inactivity import to_ask
from consortium.jobs import keep_schedule
from mail.models import Message
from meetings.actions import invite, respond, tell_needs
from meetings.models import Answer, AnswerTotals, Invitation, Meeting, Minutes, Needs
from members.actions.staying import stay_path
from members.models import Person, StayQuestion
from reports.figures import figures
from reports.periods import parse

pytestmark = pytest.mark.django_db
START = datetime(2026, 4, 16, 15, tzinfo=UTC)


@pytest.fixture(autouse=True)
def charter(db) -> Charter:
    return Charter.objects.create(pk=1, name="Consortium", time_zone="America/Chicago")


def at(moment: str):
    return time_machine.travel(datetime.fromisoformat(moment).replace(tzinfo=UTC), tick=False)


@pytest.fixture
def answered(ada, bea, cal, fay) -> Meeting:
    """Three are asked on April 1: cal says yes the next day, bea no after five, fay nothing."""
    with at("2026-04-01T15:00"):
        meeting = Meeting.objects.create(
            slug="april", title="April", starts_at=START, ends_at=START + timedelta(hours=4)
        )
        invite(meeting, [bea, cal, fay], by=ada)
    of = {row.person_id: row for row in Invitation.objects.all()}
    with at("2026-04-02T12:00"):
        respond(of[cal.pk], response="accepted", source="link", note="By train", by=cal)
        tell_needs(of[cal.pk], meal="Vegan", access="", by=cal)
    with at("2026-04-06T12:00"):
        respond(of[bea.pk], response="declined", source="link", by=bea)
    Meeting.objects.update(state="held")
    Minutes.objects.create(meeting=meeting, state="approved")
    return meeting


def answers_figure() -> list[list[str]]:
    found = figures(parse("2026-Q2"), exact=True)
    return next(figure for figure in found if figure.key == "answers").rows


def test_answers_become_totals_a_year_after_the_meeting_and_the_report_says_the_same(answered):
    before = answers_figure()
    with at("2027-04-10T04:00"):
        keep_schedule()
        assert Invitation.ever.count() == 3
    with at("2027-04-18T04:00"):
        keep_schedule()
    assert not Invitation.ever.exists() and not Answer.objects.exists()
    totals = AnswerTotals.objects.get()
    assert (totals.asked, totals.accepted, totals.tentative, totals.declined) == (3, 1, 0, 1)
    assert answers_figure() == before
    assert ["Within a day", "1"] in before and ["No answer", "1"] in before
    assert Minutes.objects.get().state == "approved"


def test_meeting_page_still_says_how_many_came(answered, ada, cal, client):
    with at("2027-04-18T04:00"):
        keep_schedule()
        client.force_login(ada)
        assert client.get("/meetings/april/").context["brief"].counts[0] == ("Yes", "1")
        client.force_login(cal)
        Invitation.objects.create(meeting=answered, person=cal).delete()
        page = client.get("/meetings/april/")
    assert page.context["brief"].counts[0][1] == "<5"


def test_second_run_changes_nothing(answered):
    with at("2027-04-18T04:00"):
        keep_schedule()
        before = Act.objects.count()
        keep_schedule()
    assert Act.objects.count() == before


def test_needs_go_thirty_days_after_or_as_the_coordinator_says(answered, charter):
    with at("2026-05-10T04:00"):
        keep_schedule()
        assert Needs.objects.count() == 1
        Charter.objects.update(keep_needs_days=20)
        keep_schedule()
    assert not Needs.objects.exists()


def test_run_writes_down_numbers_and_nothing_else(answered):
    with at("2027-04-18T04:00"):
        keep_schedule()
    run = Act.objects.get(verb="retention.run")
    assert run.data["answers"] == 3 and run.data["needs"] == 1
    assert all(isinstance(value, int) for value in run.data.values())


def test_mail_of_a_year_ago_keeps_its_day_and_no_address_or_words(answered):
    with at("2027-04-18T04:00"):
        Message.objects.update(state="sent")
        keep_schedule()
    left = Message.objects.filter(kind="invitation")
    assert left.count() == 3
    assert not left.exclude(address="", name="", text="", html="", subject="").exists()


def test_sign_ins_go_after_thirty_days_and_ended_sessions_at_once(cal, client):
    with at("2026-06-01T12:00"):
        client.force_login(cal)
        client.get("/meetings/")
        UserSession.objects.update_or_create(
            session_key="k", defaults={"user": cal, "ip": "192.0.2.1", "user_agent": "x"}
        )
        UserSession.objects.update(last_seen_at=timezone.now())
    with at("2026-06-20T04:00"):
        keep_schedule()
        assert UserSession.objects.filter(session_key="k").exists() and not Session.objects.exists()
    with at("2026-07-02T04:00"):
        keep_schedule()
    assert not UserSession.objects.exists()


@pytest.fixture
def quiet(ada, cal) -> Person:
    """Nothing is heard of cal since May 2024; ada coordinates."""
    long_ago = datetime(2024, 5, 1, tzinfo=UTC)
    Person.objects.filter(pk__in=[ada.pk, cal.pk]).update(created_at=long_ago)
    return cal


@pytest.fixture
def asked(quiet, django_capture_on_commit_callbacks) -> StayQuestion:
    with at("2026-06-01T04:00"), django_capture_on_commit_callbacks(execute=True):
        keep_schedule()
    return StayQuestion.objects.get()


def test_who_was_silent_for_two_years_is_asked_once_and_the_coordinator_is_not(asked, cal):
    assert asked.person == cal and str(asked.due_on) == "2026-07-30"
    mail = Message.objects.get(kind="stay")
    assert mail.person == cal and "July 30, 2026" in mail.text and "/stay/" in mail.text
    with at("2026-06-02T04:00"):
        keep_schedule()
    assert StayQuestion.objects.count() == 1


def test_silence_removes_her_after_the_day_and_not_before(asked, cal):
    with at("2026-07-29T12:00"):
        keep_schedule()
        assert Person.objects.get(pk=cal.pk).is_active
    with at("2026-07-30T12:00"):
        keep_schedule()
    gone = Person.objects.get(pk=cal.pk)
    assert (gone.name, gone.email, gone.is_active) == ("Former member", "", False)


def test_link_only_asks_and_a_press_keeps_her(asked, cal, client):
    path = stay_path(asked)
    assert "Yes, I stay" in client.get(path).content.decode()
    asked.refresh_from_db()
    assert asked.settled_at is None
    assert "You stay." in client.post(path, follow=True).content.decode()
    with at("2026-08-15T04:00"):
        keep_schedule()
    assert Person.objects.get(pk=cal.pk).is_active
    assert StayQuestion.objects.count() == 1


def test_mail_that_never_arrived_removes_nobody(asked, cal):
    Message.objects.filter(kind="stay").update(state="bounced")
    with at("2026-08-15T04:00"):
        keep_schedule()
    assert Person.objects.get(pk=cal.pk).is_active


def test_coming_back_is_an_answer(asked, cal):
    with at("2026-06-20T12:00"):
        Person.objects.filter(pk=cal.pk).update(last_login=timezone.now())
    with at("2026-08-15T04:00"):
        keep_schedule()
    assert StayQuestion.objects.get().stays and Person.objects.get(pk=cal.pk).is_active


def test_coordinator_keeps_her(asked, ada, cal, client):
    client.force_login(ada)
    page = client.get("/retention/").content.decode()
    assert "Cal Ness" in page and "July 30, 2026" in page
    client.post(f"/retention/people/{asked.pk}/keep/")
    with at("2026-08-15T04:00"):
        keep_schedule()
    assert Person.objects.get(pk=cal.pk).is_active


def test_whom_no_mail_reaches_waits_for_the_coordinator(quiet):
    Person.objects.filter(pk=quiet.pk).update(channel="none")
    for day in ("2026-06-01T04:00", "2026-12-01T04:00"):
        with at(day):
            keep_schedule()
    assert StayQuestion.objects.get().due_on is None
    assert Person.objects.get(pk=quiet.pk).is_active and not Message.objects.filter(kind="stay").exists()


def test_being_at_a_meeting_is_a_sign_of_life(quiet, charter):
    meeting = Meeting.objects.create(
        slug="m", title="M", starts_at=START, ends_at=START + timedelta(hours=1), state="held"
    )
    meeting.attendances.create(person=quiet)
    assert not to_ask(datetime(2026, 6, 1, tzinfo=UTC), charter).exists()


def test_discreet_person_is_asked_in_neutral_words(quiet, django_capture_on_commit_callbacks):
    Person.objects.filter(pk=quiet.pk).update(discreet=True)
    with at("2026-06-01T04:00"), django_capture_on_commit_callbacks(execute=True):
        keep_schedule()
    mail = Message.objects.get(kind="stay")
    assert mail.text.startswith("Do you want to keep your place here?") and mail.subject.startswith("A note")


def test_page_says_what_the_next_run_would_do_and_keeps_what_was_typed(answered, ada, client):
    with at("2027-04-18T04:00"):
        client.force_login(ada)
        page = client.get("/retention/")
        assert page.context["schedule"][0].next_run == 1
    client.force_login(ada)
    typed = {
        "keep_answers_months": 1,
        "keep_needs_days": 30,
        "keep_mail_months": 12,
        "keep_sign_ins_days": 30,
        "ask_inactive_months": 24,
        "inactive_answer_days": 60,
    }
    wrong = client.post("/retention/", typed).content.decode()
    assert "greater than or equal to 3" in wrong and Charter.load().keep_answers_months == 12
    client.post("/retention/", typed | {"keep_answers_months": 18})
    assert Charter.load().keep_answers_months == 18


def test_page_asks_no_more_of_the_database_for_more_people(ada, legislative, client):
    def ask(name: str) -> None:
        person = Person.objects.create_user(name, f"{name.replace(' ', '')}@example.org")
        StayQuestion.objects.create(person=person, due_on=timezone.localdate())

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/retention/").status_code == 200
        return len(queries)

    client.force_login(ada)
    for number in range(2):
        ask(f"Person {number}")
    client.get("/retention/")
    few = asked()
    for number in range(2, 22):
        ask(f"Person {number}")
    assert asked() == few
