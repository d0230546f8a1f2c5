"""Minutes from the first passage to the published copy, each step by its page or its mail's link."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.core import mail

from mail.models import Message
from meetings.jobs import nag_about_minutes
from meetings.models import Entry, Meeting, Minutes
from members.models import Organization, Representation, Sector
from tasks.models import Task
from workgroups.models import Role

PAGE = "/meetings/2026-07-16/minutes/"
DRAFT = (Path(__file__).parent / "minutes" / "2026-07-16-minutes.md").read_text()


@pytest.fixture(autouse=True)
def july(db):
    with time_machine.travel(datetime(2026, 7, 17, 18, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def meeting(db):
    starts = datetime(2026, 7, 16, 15, tzinfo=UTC)
    return Meeting.objects.create(
        slug="2026-07-16", title="Quarterly meeting", starts_at=starts, ends_at=starts + timedelta(hours=4)
    )


@pytest.fixture
def coordinator(client, ada, meeting):
    client.force_login(ada)
    return client


@pytest.fixture
def press(coordinator, django_capture_on_commit_callbacks):
    def send(path, **fields):
        with django_capture_on_commit_callbacks(execute=True):
            return coordinator.post(PAGE + path, fields, follow=True)

    return send


def seat(person, name="Harbor House"):
    organization = Organization.objects.create(
        name=name, sector=Sector.objects.create(code=name[:5], name=name)
    )
    Representation.objects.create(person=person, organization=organization)


def write(press, text="Said.", **fields):
    press("add/", heading="Report", kind=fields.pop("kind", "note"), text=text, **fields)
    return Entry.objects.latest("pk")


def circulated(press, cal) -> Entry:
    entry = write(press)
    seat(cal)
    press("circulate/", to="members", until="2026-07-31")
    return entry


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
        press, "Call the clerk", kind="action", workgroup=legislative.pk, owner=cal.pk, due="2026-08-01"
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


def test_public_reads_only_what_is_published_and_never_the_coordinators_own(press, client, ada, cal):
    write(press, "Between us", coordinator_only="on")
    circulated(press, cal)
    client.logout()
    assert client.get(PAGE).status_code == 302
    client.force_login(ada)
    press("approve/")
    press("publish/")
    client.logout()
    page = client.get(PAGE).content.decode()
    assert "Said." in page and "Between us" not in page
    assert "Between us" not in client.get(PAGE + "text/").content.decode()
    assert client.get(PAGE + "pdf/").content.startswith(b"%PDF")


@pytest.mark.parametrize(
    "words", ["Call 608-555-0199", "Write to pat@home.example", "Meet at 17 Unlisted Lane"]
)
def test_what_may_expose_someone_is_settled_before_publication(press, client, cal, words):
    entry = write(press, words)
    circulated(press, cal)
    press("approve/")
    assert "not settled yet" in press("publish/").content.decode()
    press(f"{entry.pk}/settle/", how="hide")
    press("publish/")
    client.logout()
    assert words not in client.get(PAGE).content.decode()


def test_protected_name_is_never_waved_through(press, client, cal, fay):
    entry = write(press, "Fay Secretname spoke.")
    circulated(press, cal)
    press("approve/")
    press(f"{entry.pk}/settle/", how="keep")
    assert "not settled yet" in press("publish/").content.decode()
    assert Minutes.objects.get().state == "approved"


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
