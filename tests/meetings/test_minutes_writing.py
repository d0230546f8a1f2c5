"""Writing in the room: what is typed is saved once, never overwritten, and never lost."""

from datetime import UTC, date, datetime, timedelta

import pytest

from meetings.actions import minutes as actions
from meetings.models import AgendaItem, Entry, Meeting, Minutes
from members.actions import agree
from tasks.models import Task
from tests.meetings.minutes_cast import PAGE, coordinator, july, meeting, press, seat, write
from workgroups.models import Role, RoleKind

__all__ = ["coordinator", "july", "meeting", "press"]
JSON = {"headers": {"Accept": "application/json"}}
NOTE = {"heading": "Report", "kind": "note"}


def test_agenda_items_become_headings_by_themselves(coordinator, meeting):
    for position, title in enumerate(["Call to order", "Budget"], 1):
        AgendaItem.objects.create(meeting=meeting, position=position, title=title)
    page = coordinator.get(PAGE + "write/").content.decode()
    assert page.index("<h2>Call to order</h2>") < page.index("<h2>Budget</h2>")
    assert "No names or details of victims or cases" in page


def test_passages_follow_the_agenda_whatever_was_written_first(press, coordinator, meeting):
    for position, title in enumerate(["Opening", "Budget"], 1):
        AgendaItem.objects.create(meeting=meeting, position=position, title=title)
    write(press, "Second", heading="Budget")
    write(press, "First", heading="Opening")
    text = coordinator.get(PAGE + "text/").content.decode()
    assert text.index("First") < text.index("Second")


def test_what_the_meeting_before_left_open_stands_there_by_itself(
    press, coordinator, meeting, ada, legislative
):
    starts = datetime(2026, 4, 16, 15, tzinfo=UTC)
    april = Meeting.objects.create(
        slug="2026-04-16", title="Quarterly", starts_at=starts, ends_at=starts + timedelta(hours=2)
    )
    before = actions.begin(april, by=ada)
    actions.add_entry(
        before, heading="X", kind="action", text="Call the clerk", workgroup=legislative, by=ada
    )
    actions.add_entry(before, heading="X", kind="action", text="Old and done", by=ada)
    Task.objects.filter(title="Old and done").update(status="done")
    actions.circulate(before, to=[], until=date(2026, 5, 1), by=ada)
    press("begin/")
    page = coordinator.get(PAGE).content.decode()
    assert "Approve the minutes of April 16, 2026." in page
    assert "Call the clerk (Legislative): not started" in page and "Old and done" not in page
    assert "Mark the minutes of April 16, 2026 approved" in page
    coordinator.post("/meetings/2026-04-16/minutes/approve/")
    assert Minutes.objects.get(meeting=april).state == "approved"


def test_browser_that_never_heard_our_answer_writes_once(press, coordinator):
    typed = NOTE | {"text": "Said.", "key": "abc"}
    first = coordinator.post(PAGE + "add/", typed, **JSON).json()
    again = coordinator.post(PAGE + "add/", typed | {"text": "Said more."}, **JSON).json()
    assert first["id"] == again["id"]
    assert Entry.objects.get().text == "Said more."


def test_two_tabs_get_both_texts_and_neither_overwrites(press, coordinator):
    entry = write(press)
    coordinator.post(f"{PAGE}{entry.pk}/", NOTE | {"text": "First", "seen": 0}, **JSON)
    answer = coordinator.post(f"{PAGE}{entry.pk}/", NOTE | {"text": "Second", "seen": 0}, **JSON)
    assert answer.status_code == 409
    assert answer.json() == {"current": "First", "changed": 1}
    page = coordinator.post(f"{PAGE}{entry.pk}/", NOTE | {"text": "Second", "seen": 0})
    assert page.status_code == 409
    assert "First" in page.content.decode() and "Second" in page.content.decode()
    assert Entry.objects.get().text == "First"


def test_repeating_the_same_words_is_no_conflict(press, coordinator):
    entry = write(press)
    for _ in range(2):
        answer = coordinator.post(f"{PAGE}{entry.pk}/", NOTE | {"text": "Same", "seen": 0}, **JSON)
    assert answer.status_code == 200
    assert Entry.objects.get().changed == 1


def test_unknown_name_is_told_and_the_text_is_saved_all_the_same(press, coordinator):
    entry = write(press, "Call", kind="action")
    typed = {"heading": "Report", "kind": "action", "text": "Call now", "who": "Nobody Here", "seen": 0}
    answer = coordinator.post(f"{PAGE}{entry.pk}/", typed, **JSON).json()
    assert "Nobody here is called" in answer["errors"][0]
    assert Task.objects.get().title == "Call now"


def test_signed_out_page_keeps_what_was_typed_until_after_signing_in(client, meeting, ada):
    answer = client.post(PAGE + "add/", NOTE | {"text": "Half a sentence"})
    assert answer.status_code == 302 and "login" in answer.url
    assert not Entry.objects.exists()
    client.force_login(ada)
    page = client.get(PAGE + "write/").content.decode()
    assert "Half a sentence" in page and "you were signed out" in page
    client.post(PAGE + "add/", NOTE | {"text": "Half a sentence"})
    assert "you were signed out" not in client.get(PAGE + "write/").content.decode()
    assert Entry.objects.get().text == "Half a sentence"


def test_signed_out_script_is_told_so(client, meeting):
    assert client.post(PAGE + "add/", NOTE | {"text": "x"}, **JSON).status_code == 401


def test_name_of_a_protected_seat_is_never_offered(coordinator, fay, cal):
    page = coordinator.get(PAGE + "write/").content.decode()
    assert 'value="Cal Ness"' in page and "Secretname" not in page


@pytest.mark.parametrize(
    ("typed", "there", "gone"),
    [
        ("**bold** and <script>alert(1)</script>", "<strong>bold</strong>", "<script>alert"),
        ("[x](javascript:alert(1))", "x", 'javascript:alert(1)"'),
        ("<img src=x onerror=alert(1)>", "&lt;img", "<img src=x"),
        ("- one\n- two", "<li>one</li>", "<p>- one"),
    ],
)
def test_markdown_is_shown_and_nothing_runs(press, coordinator, typed, there, gone):
    write(press, typed)
    page = coordinator.get(PAGE).content.decode()
    article = page[page.index("<article") : page.index("</article>")]
    assert there in article and gone not in article


def test_note_becomes_an_action_item_and_opens_its_task(press, coordinator, cal):
    entry = write(press, "Call the clerk")
    coordinator.post(
        f"{PAGE}{entry.pk}/",
        {"heading": "R", "kind": "action", "text": "Call the clerk", "who": "Cal Ness", "seen": 0},
    )
    entry.refresh_from_db()
    assert entry.task.title == "Call the clerk" and entry.owner == cal


def test_removed_passage_drops_its_task_and_a_circulated_one_stays(press, coordinator, cal):
    entry = write(press, "Call", kind="action")
    press(f"{entry.pk}/remove/")
    assert Task.objects.get().status == "dropped" and not Entry.objects.exists()
    kept = write(press, "Stay")
    press("circulate/", to="members", until="2026-07-31")
    press(f"{kept.pk}/remove/")
    assert Entry.objects.filter(pk=kept.pk).exists()


def test_done_task_is_told_on_the_page_with_its_day(press, coordinator, ada):
    write(press, "Call", kind="action")
    from tasks.actions import set_status

    set_status(Task.objects.get(), status="done", by=ada)
    assert "Done July 17" in coordinator.get(PAGE).content.decode()


def test_minutes_of_a_workgroup_are_its_chairs_to_write_and_its_peoples_to_read(
    client, meeting, bea, cal, dot, legislative
):
    Meeting.objects.update(workgroup=legislative)
    Role.objects.create(person=cal, workgroup=legislative, kind=RoleKind.MEMBER, since=date(2026, 1, 1))
    client.force_login(dot)
    assert client.post(PAGE + "add/", NOTE | {"text": "x"}).status_code == 403
    client.force_login(bea)
    assert client.get(PAGE + "write/").status_code == 200
    client.post(PAGE + "add/", NOTE | {"text": "Ours"})
    client.post(PAGE + "circulate/", {"to": "workgroup:legislative", "until": "2026-07-31"})
    assert Minutes.objects.get().state == "circulated"
    client.force_login(cal)
    assert "Ours" in client.get(PAGE).content.decode()
    client.force_login(dot)
    assert client.get(PAGE).status_code == 404
    assert "Ours" not in client.get("/minutes/?q=Ours").content.decode().replace('value="Ours"', "")
    client.force_login(bea)
    client.post(PAGE + "approve/")
    client.post(PAGE + "publish/")
    client.force_login(dot)
    assert "Ours" in client.get(PAGE).content.decode()


def test_chair_neither_reads_nor_writes_what_is_the_coordinators_alone(
    client, meeting, ada, bea, legislative
):
    Meeting.objects.update(workgroup=legislative)
    minutes = actions.begin(meeting, by=ada)
    secret = actions.add_entry(
        minutes, heading="X", kind="note", text="Between us", coordinator_only=True, by=ada
    )
    client.force_login(bea)
    assert "Between us" not in client.get(PAGE + "write/").content.decode()
    assert client.get(f"{PAGE}{secret.pk}/").status_code == 404
    assert "Between us" not in client.get(PAGE).content.decode()


def test_late_check_in_after_approval_changes_nothing(press, coordinator, meeting, cal, dot):
    from meetings.models import Attendance

    Attendance.objects.create(
        meeting=meeting, organization=seat(cal), person=cal, arrived_at=meeting.starts_at
    )
    agree(cal, choices={("members", "name"), ("members", "seats")}, by=cal)
    write(press)
    press("circulate/", to="members", until="2026-07-31")
    assert "Harbor House (Cal Ness)" in coordinator.get(PAGE).content.decode()
    press("approve/")
    Attendance.objects.create(
        meeting=meeting, organization=seat(dot, "Lake School"), person=dot, arrived_at=meeting.starts_at
    )
    page = coordinator.get(PAGE).content.decode()
    assert "Present: 1 of" in page and "Lake School" not in page


def test_protected_seat_is_present_under_its_label_alone(press, coordinator, meeting, fay):
    from meetings.models import Attendance
    from members.models import Organization

    Attendance.objects.create(
        meeting=meeting, organization=Organization.objects.get(), person=fay, arrived_at=meeting.starts_at
    )
    write(press)
    text = coordinator.get(PAGE + "text/").content.decode()
    assert "Advisory Seat A" in text and "Secretname" not in text


def test_numbers_of_an_imported_text_stay_as_it_gives_them(press, coordinator, cal):
    seat(cal, "Harbor House")
    text = """# Minutes

## Attendance
| Organization | Who |
|---|---|
| Harbor House | Cal Ness |

Present: 20 of 26 voting members; quorum is 14.

## Budget
Talked over.
"""
    press("import/", text=text, confirm="1")
    page = coordinator.get(PAGE).content.decode()
    assert "Present: 20 of 26 voting members; quorum is 14. Quorum present." in page
    assert "Harbor House" in page and "Harbor House (Cal Ness)" not in page
    agree(cal, choices={("members", "name"), ("members", "seats")}, by=cal)
    assert "Harbor House (Cal Ness)" in coordinator.get(PAGE).content.decode()


def test_prose_draft_is_shown_as_it_was_understood(press):
    from pathlib import Path

    draft = (Path(__file__).parent / "minutes" / "other-bold.md").read_text()
    page = press("import/", text=draft).content.decode()
    assert "Support House Bill 12" in page and "2-1-0-1" in page
    assert "“Nobody Knows Inc” is no organization here" in page
    assert "the vote “Perhaps” of Lake School was not recognised" in page
    assert "“Ann Day” is nobody here" in page
