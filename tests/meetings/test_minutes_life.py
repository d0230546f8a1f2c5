"""Minutes from the first passage to the published copy, each step by its page or its mail's link."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mail.models import Message
from mail.rules.models import Rule
from meetings import minutes_clock
from meetings.jobs import nag_about_minutes, remind_of_minutes
from meetings.models import Entry, Meeting, Minutes, Reading
from members.models import Person
from tasks.models import Task
from tests.meetings.minutes_cast import (
    PAGE,
    approved,
    circulated,
    coordinator,
    july,
    meeting,
    press,
    seat,
    write,
)
from workgroups.models import Role, Workgroup

DRAFT = (Path(__file__).parent / "minutes" / "2026-07-16-minutes.md").read_text()
__all__ = ["coordinator", "july", "meeting", "press"]


def test_drafted_text_is_looked_at_before_it_is_taken_in(press, legislative):
    page = press("import/", text=DRAFT).content.decode()
    assert "2026-07-A11" in page and "position paper" in page
    assert not Minutes.objects.exists()
    press("import/", text=DRAFT, confirm="1")
    assert Entry.objects.filter(kind="motion").count() == 5
    assert Task.objects.filter(origin__startswith="2026-07-A").count() == 11
    assert Task.objects.get(origin="2026-07-A1").workgroup == legislative
    assert "done" in Task.objects.values_list("status", flat=True)
    press("import/", text=DRAFT, confirm="1")
    assert Task.objects.count() == 11


def test_action_item_is_the_task_until_the_words_are_final(press, coordinator, legislative, cal):
    Role.objects.create(person=cal, workgroup=legislative, since=datetime(2026, 1, 1, tzinfo=UTC).date())
    entry = write(
        press, "Call the clerk", kind="action", workgroup=legislative.pk, who="Cal Ness", due="2026-08-01"
    )
    assert not mail.outbox
    press("circulate/", to="members", until="2026-07-31")
    assert [m.to[0] for m in mail.outbox] == ["cal@example.org"]
    Task.objects.update(title="Call both clerks")
    assert "Call both clerks" in coordinator.get(PAGE).content.decode()
    press("approve/")
    Task.objects.update(title="Something else")
    assert "Call both clerks" in coordinator.get(PAGE).content.decode()
    assert entry.reference == "2026-07-A1"


def test_a_draft_counts_the_people_of_all_workgroups_at_once(press, coordinator, legislative, cal, dot):
    write(press, "Said.")
    for person, active in ((cal, True), (dot, False)):
        Person.objects.filter(pk=person.pk).update(is_active=active)
        for since in (1, 2):
            Role.objects.create(person=person, workgroup=legislative, since=date(2026, 1, since))
    with CaptureQueriesContext(connection) as few:
        page = coordinator.get(PAGE).content.decode()
    assert "Legislative: 1 person" in page
    for number in range(10):
        Workgroup.objects.create(slug=f"group-{number}", name=f"Group {number}")
    with CaptureQueriesContext(connection) as many:
        page = coordinator.get(PAGE).content.decode()
    assert "Legislative: 1 person" in page and "Group 9: 0 people" in page
    assert len(many) == len(few)


def test_second_press_for_the_same_version_writes_to_nobody(press, cal):
    circulated(press, cal)
    press("circulate/", to="members", until="2026-07-31")
    assert [m.to[0] for m in mail.outbox] == ["cal@example.org"]
    assert "DRAFT" in mail.outbox[0].subject and "Said." in mail.outbox[0].body


def test_correction_from_the_mails_link_becomes_a_version_with_its_difference(press, client, ada, cal):
    entry = circulated(press, cal)
    link = re.search(r"/correct/\S+/", mail.outbox[0].body).group()
    client.logout()
    before = Entry.objects.get().text
    client.get(link)
    client.post(link, {"entry": entry.pk, "proposed": "Said clearly."})
    assert Entry.objects.get().text == before
    client.force_login(ada)
    refused = press("approve/").content.decode()
    assert "Corrections are still open" in refused
    press(f"corrections/{entry.corrections.get().pk}/", do="accept")
    assert Minutes.objects.get().version == 2
    page = client.get(f"{PAGE}versions/2/").content.decode()
    assert "<del>Said.</del>" in page and "<ins>Said clearly.</ins>" in page
    press("circulate/", to="members", until="2026-07-31")
    assert Message.objects.filter(kind="minutes").count() == 2
    assert "Approved" in press("approve/").content.decode()


def test_two_people_never_overwrite_each_other(press, coordinator):
    entry = write(press)
    press(f"{entry.pk}/", heading="Report", kind="note", text="First", seen="0")
    page = press(f"{entry.pk}/", heading="Report", kind="note", text="Second", seen="0").content.decode()
    assert "First" in page and "Second" in page
    assert Entry.objects.get().text == "First"


def test_discreet_mail_says_nothing_of_the_minutes(press, fay):
    fay.channel = "email"
    fay.save()
    seat(fay)
    write(press, "Trafficking bill")
    press("circulate/", to="members", until="2026-07-31")
    sent = mail.outbox[0]
    assert "Trafficking" not in sent.body + sent.subject and "inutes" not in sent.subject + sent.body


def test_coordinator_alone_is_nagged_once_for_each_lateness(
    meeting, ada, cal, django_capture_on_commit_callbacks
):
    for day in (18, 18, 20, 27, 28):
        with (
            time_machine.travel(datetime(2026, 7, day, 15, tzinfo=UTC), tick=False),
            django_capture_on_commit_callbacks(execute=True),
        ):
            nag_about_minutes()
    assert [(m.to[0], m.subject.split(":")[0]) for m in mail.outbox] == [
        ("ada@example.org", "Minutes not begun"),
        ("ada@example.org", "Minutes not circulated"),
    ]


def test_one_press_says_they_are_read_and_opening_the_page_does_not(press, client, ada, cal):
    circulated(press, cal)
    link = re.search(r"/correct/\S+/", mail.outbox[0].body).group()
    client.logout()
    client.get(link)
    assert not Reading.objects.exists()
    client.post(link, {"read": "1"})
    client.post(link, {"read": "1"})
    assert Reading.objects.get().person == cal
    client.force_login(ada)
    assert "1 person has said" in client.get(PAGE).content.decode()


def test_declined_correction_needs_a_reason_and_its_author_reads_it(press, client, ada, cal):
    entry = circulated(press, cal)
    link = re.search(r"/correct/\S+/", mail.outbox[0].body).group()
    client.post(link, {"entry": entry.pk, "proposed": "Shouted."})
    number = entry.corrections.get().pk
    assert "Say why" in press(f"corrections/{number}/", do="decline").content.decode()
    press(f"corrections/{number}/", do="decline", reason="Nobody shouted.")
    assert "Nobody shouted." in mail.outbox[-1].body
    assert "Nobody shouted." in client.get(link).content.decode()


def test_correction_taken_in_in_other_words_says_so(press, client, ada, cal):
    entry = circulated(press, cal)
    client.post(
        re.search(r"/correct/\S+/", mail.outbox[0].body).group(), {"entry": entry.pk, "proposed": "Shouted."}
    )
    press(f"corrections/{entry.corrections.get().pk}/", do="accept", text="Said loudly.")
    assert entry.corrections.get().state == "amended"
    assert "Said loudly." in mail.outbox[-1].body


def test_draft_is_marked_on_page_pdf_and_mail_and_the_mail_has_the_pdf(press, client, cal):
    circulated(press, cal)
    sent = mail.outbox[0]
    [(name, content, _)] = [file for file in sent.attachments if "pdf" in file[2]]
    assert "DRAFT" in sent.subject and "DRAFT" in sent.body and "draft" in name
    assert content.startswith(b"%PDF")
    assert "DRAFT" in client.get(PAGE).content.decode()
    assert "DRAFT" in client.get(PAGE + "text/").content.decode()


def test_each_step_says_who_and_when(press, client, cal):
    approved(press, cal)
    page = client.get(PAGE).content.decode()
    for step in ("Begun", "Circulated", "Approved"):
        assert re.search(rf"{step}.{{0,120}}July 17, 2026.{{0,80}}Ada Lund", page, re.DOTALL)


def test_circulation_says_to_how_many_first(press, client, cal, dot, legislative):
    Role.objects.create(person=dot, workgroup=legislative, since=datetime(2026, 1, 1, tzinfo=UTC).date())
    write(press)
    seat(cal)
    page = client.get(PAGE).content.decode()
    assert "All members: 1 person" in page and "Legislative: 1 person" in page
    press("circulate/", to="workgroup:legislative", until="2026-07-31")
    assert [m.to[0] for m in mail.outbox] == ["dot@example.org"]


def test_correction_after_the_last_day_is_refused(press, client, cal):
    entry = circulated(press, cal)
    link = re.search(r"/correct/\S+/", mail.outbox[0].body).group()
    with time_machine.travel(datetime(2026, 8, 2, 18, tzinfo=UTC), tick=False):
        client.post(link, {"entry": entry.pk, "proposed": "Late"})
    assert not entry.corrections.exists()


def test_reminder_goes_once_to_whoever_has_not_said_she_read_them(
    press, client, cal, dot, django_capture_on_commit_callbacks
):
    seat(dot, "Lake School")
    circulated(press, cal)
    client.post(re.search(r"/correct/\S+/", mail.outbox[0].body).group(), {"read": "1"})
    first = mail.outbox[0].to[0]
    del mail.outbox[:]
    for day in (20, 29, 30):
        with (
            time_machine.travel(datetime(2026, 7, day, 18, tzinfo=UTC), tick=False),
            django_capture_on_commit_callbacks(execute=True),
        ):
            remind_of_minutes()
    others = {"cal@example.org", "dot@example.org"} - {first}
    assert [m.to[0] for m in mail.outbox] == list(others)


def test_open_corrections_and_missing_approval_are_told_to_the_coordinator_alone(
    press, client, ada, cal, django_capture_on_commit_callbacks
):
    entry = circulated(press, cal)
    client.post(
        re.search(r"/correct/\S+/", mail.outbox[0].body).group(), {"entry": entry.pk, "proposed": "X"}
    )
    starts = datetime(2026, 10, 15, 15, tzinfo=UTC)
    later = Meeting.objects.create(
        slug="q4", title="Quarterly", starts_at=starts, ends_at=starts + timedelta(hours=1)
    )
    Minutes.objects.create(meeting=later)
    del mail.outbox[:]
    for moment in (
        datetime(2026, 7, 31, 18, tzinfo=UTC),
        datetime(2026, 8, 3, 18, tzinfo=UTC),
        datetime(2026, 10, 17, 18, tzinfo=UTC),
    ):
        with time_machine.travel(moment, tick=False), django_capture_on_commit_callbacks(execute=True):
            nag_about_minutes()
    told = [(m.to[0], m.subject.split(":")[0]) for m in mail.outbox]
    assert told == [
        ("ada@example.org", "Minutes with corrections open"),
        ("ada@example.org", "Minutes not approved"),
    ]


def test_rules_of_the_clock_may_be_edited(press, client, ada, cal):
    entry = circulated(press, cal)
    entry.corrections.create(person=cal, proposed="X")
    Rule.objects.create(
        kind="minutes_corrections_open",
        code="minutes_corrections_open",
        audience="coordinators",
        offset=5,
        catch_up_days=7,
    )
    for day, expected in ((3, []), (5, ["with corrections open"])):
        at = datetime(2026, 8, day, 18, tzinfo=UTC)
        assert [late.what for late in minutes_clock.due(at, "America/Chicago")] == expected
    Rule.objects.update(active=False)
    assert minutes_clock.due(datetime(2026, 8, 5, 18, tzinfo=UTC), "America/Chicago") == []


def test_a_circulation_taken_back_within_the_minute_leaves_a_draft_and_can_go_out_again(
    press, coordinator, legislative, cal
):
    Role.objects.create(person=cal, workgroup=legislative, since=datetime(2026, 1, 1, tzinfo=UTC).date())
    seat(cal)
    write(press, "Call the clerk", kind="action", workgroup=legislative.pk, who="Cal Ness", due="2026-08-01")
    sent = press("circulate/", to="members", until="2026-07-31", grace="1")
    page = sent.redirect_chain[-1][0]
    assert Minutes.objects.get().state == "circulated"
    coordinator.post(page + "take-back/")
    minutes = Minutes.objects.get()
    assert (minutes.state, minutes.corrections_until, minutes.circulated_at) == ("draft", None, None)
    assert (Task.objects.get().assignee, mail.outbox) == (None, [])
    press("circulate/", to="members", until="2026-07-31")
    assert Minutes.objects.get().state == "circulated"
    assert Task.objects.get().assignee == cal


def test_difference_marks_the_words_and_folds_what_stayed(press, client, ada, cal):
    write(press, "The budget for the hotel training was adopted in July.", heading="Money")
    for number in range(4):
        write(press, f"Remark {number}.", heading="Rest")
    entry = circulated(press, cal, "Said at length, and noted here.")
    link = re.search(r"/correct/\S+/", mail.outbox[0].body).group()
    first = Entry.objects.earliest("pk")
    client.post(
        link, {"entry": first.pk, "proposed": "The budget for the hotel training was adopted in August."}
    )
    press(f"corrections/{first.corrections.get().pk}/", do="accept")
    page = client.get(f"{PAGE}versions/2/").content.decode()
    assert "adopted in <del>July.</del><ins>August.</ins>" in page
    assert "<h2>MONEY</h2>" in page and "lines as before" in page
    assert entry.text in page and "version 1" not in page.split("<h2>")[1]


def test_declining_without_a_reason_keeps_what_was_typed(press, client, ada, cal):
    entry = circulated(press, cal)
    link = re.search(r"/correct/\S+/", mail.outbox[0].body).group()
    client.post(link, {"entry": entry.pk, "proposed": "Said clearly."})
    page = press(f"corrections/{entry.corrections.get().pk}/", do="decline", text="Said, more or less.")
    words = page.content.decode()
    assert "Say why it is declined" in words and "Said, more or less." in words
    assert entry.corrections.get().state == "open"


@pytest.mark.parametrize("day", ["2026-01-01", "next week"])
def test_wrong_day_is_said_at_its_field_and_the_choice_stays(day, press, coordinator):
    write(press, "We met.")
    answer = coordinator.get(f"{PAGE}circulate/", {"to": "members", "until": day})
    page = answer.content.decode()
    assert answer.status_code == 200 and f'value="{day}"' in page and 'aria-invalid="true"' in page
    chosen = re.search(r'<input[^>]*value="members"[^>]*>', page).group()
    assert "checked" in chosen and not mail.outbox
