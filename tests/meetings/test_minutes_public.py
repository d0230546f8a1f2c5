"""What the public may read of minutes: only what is published, and nothing that exposes anyone."""

import pytest

from meetings.models import Attendance, Entry, Minutes
from members.actions import agree
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

__all__ = ["coordinator", "july", "meeting", "press"]
COPIES = ("", "text/", "pdf/", "word/")


def public_words(client) -> str:
    """Everything a visitor gets of it: page, text, Word and the search."""
    import io

    from docx import Document

    client.logout()
    word = Document(io.BytesIO(client.get(PAGE + "word/").content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    pages = [client.get(PAGE), client.get(PAGE + "text/"), client.get("/minutes/?q=Between Fay spoke lamp")]
    pages += [
        client.get("/minutes/?q=Fay"),
        client.get("/minutes/?q=Between"),
        client.get("/minutes/decisions/"),
    ]
    return "\n".join([page.content.decode() for page in pages] + [p.text for p in word.paragraphs] + cells)


def test_public_reads_only_what_is_published_and_never_the_coordinators_own(press, client, ada, cal):
    write(press, "Between us", coordinator_only="on")
    circulated(press, cal)
    client.logout()
    assert client.get(PAGE).status_code == 302
    assert [client.get(PAGE + copy).status_code for copy in COPIES[1:]] == [404, 404, 404]
    client.force_login(ada)
    press("approve/")
    press("publish/")
    words = public_words(client)
    assert "Said." in words and "Between us" not in words.replace("Between Fay", "")
    assert client.get(PAGE + "pdf/").content.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("words", "exposed"),
    [
        ("Call 608-555-0199 today", "608-555-0199"),
        ("Call (608) 555-0199", "(608) 555-0199"),
        ("Write to pat@home.example", "pat@home.example"),
        ("Meet at 17 Unlisted Lane", "17 Unlisted Lane"),
        ("She was born on May 3, 1999", "born on May 3, 1999"),
        ("DOB 5/3/1999", "5/3/1999"),
        ("Cal Ness spoke", "Cal Ness"),
        ("As survivor Jane Doering said", "Jane Doering"),
    ],
)
def test_what_may_expose_someone_is_settled_before_publication(press, client, cal, words, exposed):
    approved(press, cal, words)
    page = press("publish/").content.decode()
    assert "not settled yet" in page and exposed in page
    found = next(text for text in _found(client) if exposed in text or text in exposed)
    press("public/settle/", words=found, how="leave")
    press("publish/")
    assert Minutes.objects.get().state == "published"
    assert exposed not in public_words(client)


def _found(client) -> list[str]:
    from meetings.redaction import unsettled

    return [finding.words for finding in unsettled(Minutes.objects.get())]


def test_what_may_stay_is_kept_by_a_press(press, client, cal):
    approved(press, cal, "Cal Ness spoke")
    press("public/settle/", words="Cal Ness", how="keep")
    press("publish/")
    assert "Cal Ness spoke" in public_words(client)


def test_everything_of_a_kind_is_settled_in_one_press(press, client, cal):
    approved(press, cal, "608-555-0199 or 608-555-0198")
    press("public/settle/", what="A phone number", how="leave")
    press("publish/")
    assert "555" not in public_words(client)


def test_protected_name_is_never_waved_through(press, client, cal, fay):
    approved(press, cal, "Fay Secretname spoke.")
    page = press("public/settle/", words="Fay Secretname", how="keep").content.decode()
    assert "cannot be published" in page
    press("public/settle/", what="A protected person's name", how="keep")
    press("publish/")
    assert Minutes.objects.get().state == "approved"
    press("public/settle/", words="Fay Secretname", how="leave")
    press("publish/")
    assert Minutes.objects.get().state == "published"
    assert "Secretname" not in public_words(client)


def test_protected_name_is_gone_even_where_nobody_settled_it(press, client, cal, fay):
    approved(press, cal, "Fay Secretname spoke.")
    Minutes.objects.update(state="published")
    assert "Secretname" not in public_words(client)


def test_passage_is_left_out_whole(press, client, cal):
    entry = approved(press, cal, "A long story")
    press(f"{entry.pk}/withhold/", how="hide")
    press("publish/")
    words = public_words(client)
    assert "A long story" not in words and "left out of the public copy" in words


def test_withdrawn_copy_is_gone_and_a_redacted_one_replaces_it(press, client, ada, cal):
    approved(press, cal, "The lamp story")
    press("publish/")
    press("withdraw/")
    client.logout()
    assert client.get(PAGE).status_code == 302
    client.force_login(ada)
    press("public/settle/", words="lamp", how="leave")
    press("publish/")
    assert "lamp story" not in public_words(client)
    assert "it replaces an earlier one" in client.get(PAGE).content.decode()
    assert Entry.objects.get().text == "The lamp story"


def test_owner_of_an_action_item_is_not_in_the_public_copy(press, client, cal):
    seat(cal)
    write(press, "Buy the lamp", kind="action", who="Cal Ness")
    press("circulate/", to="members", until="2026-07-31")
    press("approve/")
    press("publish/")
    assert Minutes.objects.get().state == "published"
    assert "Cal Ness" not in public_words(client)


def test_search_of_everything_finds_nothing_that_was_left_out(press, client, cal, fay):
    entry = approved(press, cal, "Fay Secretname and the lamp spoke.")
    press("public/settle/", words="Fay Secretname", how="leave")
    press("public/settle/", words="lamp", how="leave")
    press("publish/")
    client.logout()
    for words in ("Secretname", "lamp", "spoke"):
        page = client.get("/search/", {"q": words}).content.decode()
        assert "Secretname" not in page.replace('value="Secretname"', "").replace("Secretname</", "</")
        assert "the lamp" not in page
    assert "[left out]" in client.get("/search/", {"q": "spoke"}).content.decode()
    assert entry.pk


def test_public_copy_names_nobody_who_was_there_and_no_individual_in_a_roll_call(press, client, meeting, cal):
    alone = seat(cal, "Ottoline Marchetti", kind="individual")
    Attendance.objects.create(meeting=meeting, organization=alone, person=cal, arrived_at=meeting.starts_at)
    entry = write(press, "Adopt", kind="motion")
    press(f"{entry.pk}/votes/", basis="cast", share="majority", at="", **{f"vote_{alone.pk}": "for"})
    press("circulate/", to="members", until="2026-07-31")
    press("approve/")
    press("publish/")
    words = public_words(client)
    assert "Present: 1 of 1 voting members" in words and "1 for, 0 against" in words
    assert "Marchetti" not in words and "Cal Ness" not in words


def test_name_that_its_owner_lets_the_public_read_is_not_asked_about(press, cal, ada):
    agree(cal, choices={("public", "name")}, by=cal)
    approved(press, cal, "Cal Ness spoke")
    press("publish/")
    assert Minutes.objects.get().state == "published"


@pytest.mark.parametrize(
    "words",
    [
        "Jane Marlowe-Doe asked for help",
        "The hotel clerk, Marisela Ortega Vance, spoke",
        "Yesterday Mary O'Brien called",
        "Awareness (M. Ortega) reported",
        "As the victim Tanya said",
        "Survivor Jane told it",
        "She turned up on May 3, 1999",
        "DOB: 1999-05-03",
        "A 15-year-old was there",
    ],
)
def test_what_nobody_here_is_called_is_asked_about(press, client, cal, words):
    approved(press, cal, words)
    assert "not settled yet" in press("publish/").content.decode()
    assert _found(client)


@pytest.mark.parametrize(
    "words",
    [
        "Called to order at 10:02 a.m. Ground rules read.",
        "Harbor House and the Legislative Workgroup support Assembly Bill 12.",
        "The State Bureau of Victim Services reports in January.",
        "Next Quarterly Meeting: Thursday, October 15, 2026.",
        "The Survivor Advisory Seat has a vote. Human Trafficking Awareness Month is near.",
    ],
)
def test_names_of_institutions_and_months_are_not_asked_about(press, client, cal, legislative, words):
    approved(press, cal, words)
    assert _found(client) == []


def test_names_nobody_has_may_all_be_published_in_one_press(press, client, cal):
    approved(press, cal, "Wisconsin Dells and Blue Heron were named.")
    press("public/settle/", what="A name that is on no list here", how="keep")
    press("publish/")
    assert "Wisconsin Dells" in public_words(client)
