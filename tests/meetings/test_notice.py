"""The public notice, and the checklist that a state's rules, kept as data, make of it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from charter.models import Charter
from meetings.actions import minutes as minutes_actions
from meetings.models import AgendaItem, Invitation, Meeting, Minutes, Posting, Venue

PAGE = "/meetings/q/notice/"
START = datetime(2027, 1, 21, 16, tzinfo=UTC)


@pytest.fixture(autouse=True)
def january(db):
    Charter(
        pk=1,
        name="The Consortium",
        state_name="Wisconsin",
        time_zone="America/Chicago",
        notice_mode="required",
        contact_name="Greta Reyes",
        contact_phone="555 0100",
    ).save()
    with time_machine.travel(START - timedelta(days=10), tick=False) as clock:
        yield clock


@pytest.fixture
def meeting(db, cal) -> Meeting:
    meeting = Meeting.objects.create(
        slug="q",
        title="Quarterly meeting",
        starts_at=START,
        ends_at=START + timedelta(hours=4),
        venue=Venue.objects.create(name="Lakeview Hall"),
        join_link="https://video.example/secret",
    )
    Invitation.objects.create(meeting=meeting, person=cal)
    item(meeting, 1, "Budget", audience="public", kind="decision", presenter="Zoe Quiet")
    item(meeting, 2, "Members' matter")
    return meeting


def item(meeting, position, title, **fields):
    return AgendaItem.objects.create(meeting=meeting, position=position, title=title, minutes=10, **fields)


def to_do(client) -> list[str]:
    page = client.get(PAGE)
    return [check.words for check in page.context["checks"] if not check.done]


def posted(meeting, how, hours_before):
    Posting.objects.create(meeting=meeting, how=how, where="There", at=START - timedelta(hours=hours_before))


def test_public_reads_time_place_subject_and_whom_to_ask_but_no_link_and_no_name(client, meeting):
    page = client.get(PAGE).content.decode()
    for words in (
        "Quarterly meeting",
        "Lakeview Hall",
        "Budget",
        "Greta Reyes",
        "Thursday, January 14, 2027",
    ):
        assert words in page
    for words in ("secret", "Members&#x27; matter", "Zoe Quiet", "Checklist"):
        assert words not in page
    assert client.get(PAGE + "pdf/").content.startswith(b"%PDF-")


def test_only_what_the_notice_announced_is_decided_where_one_is_required(meeting, ada):
    minutes = minutes_actions.begin(meeting, by=ada)

    def write(heading, kind="decision", text="Adopt it", **fields):
        return minutes_actions.add_entry(minutes, heading=heading, kind=kind, text=text, by=ada, **fields)

    with pytest.raises(minutes_actions.NotNow, match="No public notice"):
        write("Budget")
    for where in ("one", "two", "three"):
        Posting.objects.create(meeting=meeting, how="place", where=where)
    write("Budget")
    late = item(meeting, 3, "Late matter", audience="public")
    AgendaItem.objects.filter(pk=late.pk).update(added_at=START - timedelta(hours=1))
    for heading in ("Late matter", "Members' matter", "Other business"):
        with pytest.raises(minutes_actions.NotNow, match="decide at another meeting"):
            write(heading)
        with pytest.raises(minutes_actions.NotNow):
            write(heading, kind="motion", result="carried")
        moved = write(heading, kind="motion")
        with pytest.raises(minutes_actions.NotNow):
            minutes_actions.count_motion(moved, choices={}, basis="cast", share="majority", at=None, by=ada)
        write(heading, kind="note")
    write("Other business", kind="motion", text="Adjourn", result="carried")


@pytest.mark.parametrize(("mode", "warned"), [("voluntary", True), ("off", False)])
def test_late_item_is_decided_with_a_warning_where_notice_is_voluntary(client, meeting, ada, mode, warned):
    Charter.objects.update(notice_mode=mode)
    minutes = minutes_actions.begin(meeting, by=ada)
    moved = minutes_actions.add_entry(minutes, heading="Late", kind="motion", text="Adopt", by=ada)
    client.force_login(ada)
    page = client.post(
        f"/meetings/q/minutes/{moved.pk}/votes/", {"basis": "cast", "share": "majority"}, follow=True
    ).content.decode()
    assert ("was announced" in page) == warned
    moved.refresh_from_db()
    assert moved.result


@pytest.mark.parametrize(("mode", "warned"), [("voluntary", True), ("off", False)])
def test_editor_warns_of_a_decision_that_was_not_announced_and_keeps_it(client, meeting, ada, mode, warned):
    Charter.objects.update(notice_mode=mode)
    for where in ("one", "two", "three"):
        Posting.objects.create(meeting=meeting, how="place", where=where)
    client.force_login(ada)
    add, write = "/meetings/q/minutes/add/", "/meetings/q/minutes/write/"
    passage = {"kind": "decision", "text": "Adopt it"}
    told = client.post(add, passage | {"heading": "Members' matter"}, headers={"accept": "application/json"})
    assert any("did not stand on the public notice" in said for said in told.json()["errors"]) == warned
    page = client.post(add, passage | {"heading": "Other business"}, follow=True).content.decode()
    assert ("“Other business” did not stand on the public notice" in page) == warned
    assert page.count("Not on the public notice") == (2 if warned else 0)
    assert [entry.text for entry in Minutes.objects.get().entries.filter(kind="decision")] == ["Adopt it"] * 2
    calm = client.post(add, passage | {"heading": "Budget"}, headers={"accept": "application/json"})
    assert calm.json()["errors"] == []
    note = {"kind": "note", "text": "Heard.", "heading": "Members' matter"}
    assert client.post(add, note, headers={"accept": "application/json"}).json()["errors"] == []
    assert "No public notice of this meeting is written down" not in client.get(write).content.decode()


def test_editor_says_once_where_no_notice_is_written_down(client, meeting, ada):
    Charter.objects.update(notice_mode="voluntary")
    client.force_login(ada)
    page = client.get("/meetings/q/minutes/write/").content.decode()
    assert "No public notice of this meeting is written down" in page
    assert "Not on the public notice" not in page


def test_closed_session_is_announced_with_its_subject_and_provision(client, meeting, ada):
    closed = item(meeting, 3, "Contract of the evaluator", kind="closed")
    client.force_login(ada)
    assert "The closed session is announced, with the provision" in to_do(client)
    AgendaItem.objects.filter(pk=closed.pk).update(audience="public", details="Closed under 19.85 (1) (e).")
    assert "The closed session is announced, with the provision" not in to_do(client)
    client.logout()
    page = client.get(PAGE).content.decode()
    assert "Contract of the evaluator" in page and "Closed under 19.85 (1) (e)." in page
    assert "open to the public, but for the closed session" in page
    assert client.get(PAGE + "pdf/").content.startswith(b"%PDF-")


def test_citizen_reads_until_when_whether_she_may_come_and_when_it_was_posted(client, meeting):
    Posting.objects.create(meeting=meeting, how="website", where="Our site")
    page = client.get(PAGE).content.decode()
    assert "10:00 a.m. CST, until 2:00 p.m." in page
    assert "This meeting is open to the public." in page and "Posted" in page
    Charter.objects.update(notice_mode="voluntary")
    assert "open to the public" not in client.get(PAGE).content.decode()
    Meeting.objects.update(state="cancelled")
    assert "This meeting was cancelled." in client.get(PAGE).content.decode()


def test_without_notices_only_the_coordinator_sees_the_page(client, meeting, ada):
    Charter.objects.update(notice_mode="off")
    assert client.get(PAGE).status_code == 404
    client.force_login(ada)
    assert "Only you see this" in client.get(PAGE).content.decode()


def test_checklist_says_what_is_missing_and_by_when(client, meeting, ada):
    client.force_login(ada)
    page = client.get(PAGE).content.decode()
    assert "Post it by Wednesday, January 20, 2027, 10:00 a.m. CST." in page
    assert "Whether this law applies to the consortium is not decided here." in page
    assert to_do(client) == [
        "It is posted in enough places",
        "At least 24 hours before",
        "News media that asked, or the official newspaper, have it",
    ]


def test_one_place_and_the_website_are_enough_and_count_from_the_later_one(client, meeting, ada):
    client.force_login(ada)
    client.post(PAGE, {"how": "place", "where": "City Hall", "at": "2027-01-19T09:00"})
    client.post(PAGE, {"how": "media", "where": "Daily", "at": "2027-01-19T09:00"})
    assert "It is posted in enough places" in to_do(client)
    client.post(PAGE, {"how": "website", "where": "Our site", "at": "2027-01-20T10:00"})
    assert to_do(client) == []


@pytest.mark.parametrize(
    ("hours", "reason", "in_time"), [(24, "", True), (5, "", False), (5, "Storm", True), (1, "Storm", False)]
)
def test_shorter_notice_needs_a_cause_and_two_hours_are_the_least(
    client, meeting, ada, january, hours, reason, in_time
):
    for how in ("place", "website", "official"):
        posted(meeting, how, hours)
    january.move_to(START - timedelta(minutes=30))
    client.force_login(ada)
    client.post(PAGE + "cause/", {"reason": reason})
    assert (to_do(client) == []) is in_time


def test_what_is_added_after_posting_and_decisions_left_out_are_said(client, meeting, ada, january):
    for how in ("place", "website", "official"):
        posted(meeting, how, 24 * 9)
    january.shift(timedelta(days=5))
    item(meeting, 3, "Late wish", audience="public")
    item(meeting, 4, "Hidden vote", kind="decision")
    client.force_login(ada)
    page = client.get(PAGE).content.decode()
    assert (
        "New or changed since: Late wish." in page
        and "Decisions that the notice leaves out: Hidden vote" in page
    )
    assert to_do(client) == ["The subjects are named", "Nothing was added since it was posted"]


def test_state_without_rules_has_a_notice_and_no_checklist(client, meeting, ada):
    Charter.objects.update(state_name="Elsewhere")
    client.force_login(ada)
    page = client.get(PAGE).content.decode()
    assert "No rules are kept for this state." in page and "19.84" not in page


def test_member_cannot_write_on_the_notice(client, meeting, cal):
    client.force_login(cal)
    posted(meeting, "place", 30)
    assert client.post(PAGE, {"how": "place"}).status_code == 403
    assert client.post(f"{PAGE}{Posting.objects.get().pk}/remove/").status_code == 403
    assert client.post(PAGE + "cause/", {"reason": "x"}).status_code == 403
