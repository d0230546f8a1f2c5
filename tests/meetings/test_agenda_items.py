"""Items of every kind and audience, their papers, order, marks and copies; proposals and what is offered."""

import io
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from docx import Document

from charter.models import Charter
from mail.models import Message
from meetings.actions import change, invite, remind, respond
from meetings.enums import Source
from meetings.models import AgendaItem, AgendaVersion, Entry, Invitation, ItemProposal, Meeting, Minutes
from tasks.actions import open_task
from tests.charter.test_uploads import pdf_saying

PAGE = "/meetings/2027-01-21/agenda/"


@pytest.fixture(autouse=True)
def november(db):
    Charter(pk=1, short_name="WAHTC", time_zone="America/Chicago").save()
    with time_machine.travel(datetime(2026, 11, 24, 18, tzinfo=UTC), tick=False) as clock:
        yield clock


@pytest.fixture
def meeting(db) -> Meeting:
    return Meeting.objects.create(
        slug="2027-01-21",
        title="Quarterly meeting",
        starts_at=datetime(2027, 1, 21, 16, tzinfo=UTC),
        ends_at=datetime(2027, 1, 21, 20, tzinfo=UTC),
    )


@pytest.fixture
def coordinator(client, ada, meeting):
    client.force_login(ada)
    return client


def write(client, title, **fields):
    client.post(PAGE, {"title": title, "minutes": 10} | fields)
    return AgendaItem.objects.order_by("position").last()


def seen_by(client, person, address=PAGE):
    client.force_login(person)
    return client.get(address).content.decode()


def test_item_keeps_kind_workgroup_presenter_and_content_note(coordinator, cal, legislative):
    write(
        coordinator,
        "Bills",
        kind="decision",
        person="Cal Ness",
        workgroup=legislative.pk,
        content_note="Describes violence",
    )
    page = seen_by(coordinator, cal)
    assert all(word in page for word in ("Decision", "Cal Ness", "Legislative", "Describes violence"))


def test_coordinators_item_takes_its_time_but_is_read_by_nobody_else(coordinator, ada, cal):
    write(coordinator, "Budget talk", audience="coordinator", paid_hours="2.5")
    write(coordinator, "Reports")
    assert "Paid hours: 2.5" in seen_by(coordinator, ada)
    page = seen_by(coordinator, cal)
    assert "Budget talk" not in page and "Paid hours" not in page
    assert "10:10 a.m." in page
    word = Document(io.BytesIO(coordinator.get(PAGE + "word/").content))
    cells = [cell.text for row in word.tables[0].rows for cell in row.cells]
    assert any("Reports" in cell for cell in cells) and not any("Budget" in cell for cell in cells)
    assert coordinator.get(PAGE + "pdf/").content.startswith(b"%PDF-")


def test_protected_presenter_is_shown_by_her_display_name_alone(coordinator, cal, fay):
    fay.display_name = "Guest speaker"
    fay.save()
    write(coordinator, "Talk", kind="presentation", person="Fay Secretname")
    page = seen_by(coordinator, cal)
    assert "Guest speaker" in page and "Secretname" not in page


def test_paper_is_known_by_its_content_and_read_by_whoever_reads_the_item(
    coordinator, cal, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    item = write(coordinator, "Bills", audience="coordinator")
    bad = SimpleUploadedFile("draft.pdf", b"MZ not a pdf")
    answer = coordinator.post(f"{PAGE}{item.pk}/papers/", {"title": "Draft", "file": bad})
    assert "Give a PDF" in answer.content.decode()
    good = SimpleUploadedFile("draft.exe", pdf_saying("words"))
    coordinator.post(f"{PAGE}{item.pk}/papers/", {"title": "Draft", "file": good})
    paper = f"{PAGE}papers/{item.papers.get().pk}/"
    assert b"(words)" in b"".join(coordinator.get(paper))
    coordinator.force_login(cal)
    assert coordinator.get(paper).status_code == 404
    assert coordinator.post(paper + "remove/").status_code == 404


def test_whole_order_is_saved_at_once_and_answers_with_the_times(coordinator):
    one, two, three = (write(coordinator, title) for title in ("One", "Two", "Three"))
    answer = coordinator.post(PAGE + "arrange/", {"item": [three.pk, one.pk, two.pk]})
    assert answer.json()["times"] == {
        str(three.pk): "10:00 a.m.",
        str(one.pk): "10:10 a.m.",
        str(two.pk): "10:20 a.m.",
    }
    assert [item.title for item in AgendaItem.objects.all()] == ["Three", "One", "Two"]


def test_order_of_another_agenda_is_refused_and_nothing_moves(coordinator):
    one, two = (write(coordinator, title) for title in ("One", "Two"))
    assert coordinator.post(PAGE + "arrange/", {"item": [two.pk]}).status_code == 409
    assert list(AgendaItem.objects.all()) == [one, two]


def test_late_item_marks_itself_and_the_next_mail_says_what_is_new(
    coordinator, meeting, ada, cal, november, django_capture_on_commit_callbacks
):
    item = write(coordinator, "Reports")
    [invitation] = invite(meeting, [cal], by=ada)
    respond(invitation, response="accepted", source=Source.LINK, by=cal)
    coordinator.post(PAGE + "send/")
    november.shift(60)
    write(coordinator, "Budget")
    coordinator.post(f"{PAGE}{item.pk}/", {"title": "Reports", "minutes": 10, "presenter": "Bea"})
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        coordinator.post(PAGE + "send/")
    [letter] = [message for message in mail.outbox if message.subject.startswith("New agenda: Quarterly")]
    assert "New in this version:\n  Reports (Bea)\n  Budget\n\nNo longer on it:\n  Reports\n" in letter.body
    page = seen_by(coordinator, cal)
    assert "Added after the agenda was sent" in page and "Changed after the agenda was sent" in page
    assert [version.number for version in AgendaVersion.objects.all()] == [1, 2]
    difference = coordinator.get(PAGE + "versions/2/").content.decode()
    assert "Budget" in difference.split("<ins>", 1)[1] and "<del>" in difference


def test_saving_an_item_as_it_stands_marks_nothing(coordinator, november):
    item = write(coordinator, "Reports")
    november.shift(60)
    coordinator.post(f"{PAGE}{item.pk}/", {"title": "Reports", "minutes": 10})
    assert AgendaItem.objects.get().changed_at == item.changed_at


def test_member_proposes_and_is_told_that_it_is_on_the_agenda_with_other_minutes(
    coordinator, ada, cal, django_capture_on_commit_callbacks
):
    coordinator.force_login(cal)
    coordinator.post(
        PAGE + "propose/", {"title": "Bus posters", "kind": "discussion", "minutes": 20, "reason": "Winter"}
    )
    proposal = ItemProposal.objects.get()
    assert "Bus posters" in seen_by(coordinator, ada)
    said = {
        f"p{proposal.pk}-title": "Bus posters",
        f"p{proposal.pk}-minutes": 10,
        f"p{proposal.pk}-note": "Brief",
    }
    with django_capture_on_commit_callbacks(execute=True):
        coordinator.post(f"{PAGE}proposals/{proposal.pk}/", said | {f"p{proposal.pk}-do": "accept"})
    [letter] = mail.outbox
    assert letter.to == ["cal@example.org"]
    assert "as: Bus posters, 10 minutes" in letter.body and "Brief" in letter.body
    page = seen_by(coordinator, cal)
    assert "On the agenda, changed" in page and page.count("Bus posters") >= 2


def test_declining_owes_a_reason(coordinator, ada, cal, meeting):
    proposal = ItemProposal.objects.create(meeting=meeting, person=cal, title="Lunch")
    words = {
        f"p{proposal.pk}-{name}": value
        for name, value in (("title", "Lunch"), ("minutes", 5), ("do", "decline"))
    }
    page = coordinator.post(f"{PAGE}proposals/{proposal.pk}/", words).content.decode()
    assert "Say why it is not on the agenda this time." in page
    coordinator.post(f"{PAGE}proposals/{proposal.pk}/", words | {f"p{proposal.pk}-note": "No time"})
    proposal.refresh_from_db()
    assert (proposal.state, proposal.note, proposal.item) == ("declined", "No time", None)


def test_proposal_after_the_last_day_is_taken_and_marked_as_late(ada, cal, client, meeting):
    client.force_login(cal)
    last = timezone.localdate(meeting.starts_at) - timezone.localdate()
    for days, late in [(last.days, False), (last.days + 1, True)]:
        Charter.objects.update(proposals_days_before=days)
        page = client.get(PAGE + "propose/").content.decode()
        assert ("it is marked as late" in page) == late and ("Please propose by" in page) != late
    client.post(PAGE + "propose/", {"title": "Bus posters", "kind": "discussion", "minutes": 20})
    client.force_login(ada)
    page = client.get(PAGE).content.decode()
    assert "Items can be proposed until" in page and ">Late</span>" in page


def test_protected_proposer_is_not_named_on_the_agenda(coordinator, cal, fay, meeting):
    proposal = ItemProposal.objects.create(meeting=meeting, person=fay, title="Quiet room")
    words = {
        f"p{proposal.pk}-{name}": value
        for name, value in (("title", "Quiet room"), ("minutes", 5), ("do", "accept"))
    }
    coordinator.post(f"{PAGE}proposals/{proposal.pk}/", words)
    page = seen_by(coordinator, cal)
    assert "Quiet room" in page and "Secretname" not in page and "What you proposed" not in page


def test_meeting_that_began_takes_no_more_proposals(client, cal, meeting, november):
    november.move_to(datetime(2027, 1, 21, 16, 1, tzinfo=UTC))
    client.force_login(cal)
    typed = {"title": "Late wish", "kind": "discussion", "minutes": 5}
    page = client.post(PAGE + "propose/", typed).content.decode()
    assert "takes no more proposals" in page
    assert not ItemProposal.objects.exists()


def test_open_action_items_and_overdue_tasks_go_on_in_one_press(coordinator, ada, meeting, legislative):
    last = Meeting.objects.create(
        slug="2026-10-15",
        title="Q",
        starts_at=datetime(2026, 10, 15, 15, tzinfo=UTC),
        ends_at=datetime(2026, 10, 15, 19, tzinfo=UTC),
    )
    promised = open_task(title="Send the list", workgroup=legislative, by=ada)
    minutes = Minutes.objects.create(meeting=last)
    Entry.objects.create(minutes=minutes, position=1, heading="A", kind="action", text="x", task=promised)
    late = open_task(title="Track the bills", workgroup=legislative, due=date(2026, 11, 1), by=ada)
    open_task(title="Not due", workgroup=legislative, due=date(2027, 5, 1), by=ada)
    assert "Legislative: 1 open action item and 1 overdue task" in coordinator.get(PAGE).content.decode()
    coordinator.post(PAGE + "offers/", {"offer": "all"})
    coordinator.post(PAGE + "offers/", {"offer": "all"})
    item = AgendaItem.objects.get()
    assert (set(item.tasks.all()), item.workgroup) == ({promised, late}, legislative)


def test_agenda_costs_the_same_queries_at_one_and_at_thirty_items(
    coordinator, ada, legislative, django_assert_max_num_queries
):
    for number in range(30):
        item = write(coordinator, f"Item {number}", person="Ada Lund", workgroup=legislative.pk)
        item.tasks.add(open_task(title=f"T {number}", workgroup=legislative, by=ada))
    with django_assert_max_num_queries(20):
        coordinator.get(PAGE)


def test_agenda_goes_out_so_many_days_before_as_the_charter_says(coordinator, meeting, ada, cal, november):
    from meetings.jobs import send_due_reminders

    Charter.objects.update(agenda_days_before=14)
    write(coordinator, "Reports")
    [invitation] = invite(meeting, [cal], by=ada)
    respond(invitation, response="accepted", source=Source.LINK, by=cal)
    for day, kept in ((6, 0), (7, 1)):
        november.move_to(datetime(2027, 1, day, 16, tzinfo=UTC))
        send_due_reminders()
        assert AgendaVersion.objects.count() == kept


def test_coordinators_own_item_stands_in_no_mail_calendar_feed_or_search(coordinator, meeting, cal, ada):
    write(coordinator, "Budget", audience="members")
    write(coordinator, "Zebra matter", audience="coordinator")
    [invitation] = invite(meeting, [cal], by=ada)
    remind(invitation, day=date(2026, 11, 25))
    change(meeting, values={"room": "B14"}, by=ada)
    respond(Invitation.objects.get(), response="accepted", source=Source.LINK, by=cal)
    coordinator.post(PAGE + "send/")
    sent = Message.objects.filter(person=cal)
    assert set(sent.values_list("kind", flat=True)) == {
        "invitation", "rsvp_reminder", "meeting_change", "agenda",
    }  # fmt: skip
    for message in sent:
        whole = message.text + message.html + bytes(message.calendar or b"").decode()
        assert "Zebra" not in whole.replace("\r\n ", "") and "Budget" in whole, message.kind
    assert "/meetings/2027-01-21/" in seen_by(coordinator, ada, "/search/?q=Zebra")
    assert "/meetings/2027-01-21/" not in seen_by(coordinator, cal, "/search/?q=Zebra")
    assert "/meetings/2027-01-21/" in seen_by(coordinator, cal, "/search/?q=Budget")


def test_chair_neither_reads_nor_changes_what_is_the_coordinators_alone(
    coordinator, meeting, legislative, bea
):
    Meeting.objects.update(workgroup=legislative)
    first, hidden, last = (
        write(coordinator, title, audience=audience)
        for title, audience in (("One", "members"), ("Zebra matter", "coordinator"), ("Two", "members"))
    )
    coordinator.force_login(bea)
    assert coordinator.get(f"{PAGE}{hidden.pk}/").status_code == 404
    assert coordinator.post(f"{PAGE}{hidden.pk}/", {"remove": "1"}).status_code == 404
    assert coordinator.post(f"{PAGE}{hidden.pk}/shift/", {"to": "up"}).status_code == 404
    for address in ("/meetings/2027-01-21/minutes/write/", "/meetings/2027-01-21/notice/"):
        assert "Zebra" not in coordinator.get(address).content.decode()
    assert coordinator.post(PAGE + "arrange/", {"item": [last.pk, first.pk]}).status_code == 200
    assert [item.title for item in meeting.agenda_items.all()] == ["Two", "Zebra matter", "One"]
    coordinator.post(f"{PAGE}{first.pk}/shift/", {"to": "up"})
    assert [item.title for item in meeting.agenda_items.all()] == ["One", "Zebra matter", "Two"]
