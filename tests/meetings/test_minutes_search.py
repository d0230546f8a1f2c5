"""Search and lists over years of minutes: each reader finds what she may read, in a fixed number of queries."""

from datetime import UTC, datetime, timedelta

import pytest

from meetings.models import Entry, Meeting, Minutes
from tasks.actions import edit
from tests.meetings.minutes_cast import PAGE, approved, coordinator, july, meeting, press, write

__all__ = ["coordinator", "july", "meeting", "press"]


def years(count: int, entries: int = 3) -> None:
    """Published minutes of `count` earlier meetings, each with a decision, a motion and a note."""
    kinds = [("decision", ""), ("motion", "carried"), ("note", "")]
    for number in range(count):
        starts = datetime(2020, 1, 1, 15, tzinfo=UTC) + timedelta(days=30 * number)
        held = Meeting.objects.create(
            slug=f"m{number}", title="Quarterly", starts_at=starts, ends_at=starts + timedelta(hours=1)
        )
        minutes = Minutes.objects.create(meeting=held, state="published", approved_at=starts)
        Entry.objects.bulk_create(
            Entry(
                minutes=minutes,
                position=place,
                heading="Protocol",
                kind=kind,
                result=result,
                text="The protocol",
            )
            for place, (kind, result) in enumerate(kinds[:entries])
        )


def test_question_finds_the_decision(press, coordinator):
    write(press, "The response protocol is revised in two steps.", kind="decision", heading="Protocol")
    write(press, "Coffee was good.")
    page = coordinator.get("/minutes/", {"q": "when did we decide on the protocol?"}).content.decode()
    assert "revised in two steps" in page and "Coffee" not in page


def test_kind_narrows_it(press, coordinator):
    write(press, "The lamp was talked about.")
    write(press, "The lamp is bought.", kind="decision")
    page = coordinator.get("/minutes/", {"q": "lamp", "kind": "decided"}).content.decode()
    assert "is bought" in page and "talked about" not in page


@pytest.mark.parametrize(
    "address",
    ["/minutes/", "/minutes/?q=protocol", "/minutes/decisions/", PAGE, f"{PAGE}write/", f"{PAGE}text/"],
)
@pytest.mark.parametrize("reader", ["ada", "cal", None])
def test_pages_ask_the_same_number_of_queries_at_one_and_at_thirty(
    request, client, meeting, reader, address, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    if reader:
        client.force_login(request.getfixturevalue(reader))
    minutes = Minutes.objects.create(meeting=meeting, state="published", approved_at=meeting.starts_at)
    if address.endswith("write/"):
        Minutes.objects.update(state="circulated")
    years(1)
    Entry.objects.create(minutes=minutes, position=1, heading="A", text="protocol")
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(address)
    years_more()
    Entry.objects.bulk_create(
        Entry(minutes=minutes, position=place, heading=f"H{place % 7}", text="protocol")
        for place in range(2, 32)
    )
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


def years_more() -> None:
    Meeting.objects.filter(slug="m0").update(slug="first")
    years(30)


def test_standing_decisions_leave_out_procedure_and_what_no_longer_stands(press, coordinator, client, cal):
    write(press, "Adjourn.", kind="motion", yes=20, result="carried")
    old = write(press, "Meet on Tuesdays.", kind="decision")
    approved(press, cal)
    client.post(f"/minutes/decisions/{old.pk}/", {"stands": "no"})
    write(press, "x")
    page = client.get("/minutes/decisions/").content.decode()
    assert "Adjourn." not in page and "Meet on Tuesdays." not in page
    assert "Meet on Tuesdays." in client.get("/minutes/decisions/?all").content.decode()


def test_drafts_are_found_by_nobody_but_their_writers(press, client, cal):
    write(press, "A lamp in the draft")
    client.force_login(cal)
    assert "in the draft" not in client.get("/minutes/?q=lamp").content.decode()


def test_task_renamed_in_its_list_is_found_by_its_new_name_until_the_words_are_final(
    press, coordinator, ada, cal
):
    entry = write(press, "Call the clerk", kind="action")
    edit(entry.task, seen={"title": "Call the clerk"}, changes={"title": "Telephone both courts"}, by=ada)
    for address in ("/minutes/", "/search/"):
        assert "Telephone" in shown(coordinator, address, "courts")
        assert "Telephone" not in shown(coordinator, address, "clerk")
    press("circulate/", to="members", until="2026-07-31")
    press("approve/")
    edit(entry.task, seen={"title": "Telephone both courts"}, changes={"title": "Write a letter"}, by=ada)
    assert "Telephone" in shown(coordinator, "/minutes/", "courts")
    assert "No passage" in shown(coordinator, "/minutes/", "letter") or "letter" not in shown(
        coordinator, "/minutes/", "letter"
    ).replace('value="letter"', "")


def shown(client, address: str, words: str) -> str:
    return client.get(address, {"q": words}).content.decode()
