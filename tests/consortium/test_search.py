"""Search finds what its reader may read, the best first, also when a finger slipped."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from library.actions import add_page, publish_page, save_draft
from library.enums import State
from library.models import Resource
from meetings.models import Entry, Meeting, Minutes, MinutesState, Redaction
from members.models import County, Organization, Sector
from tasks.models import Task
from workgroups.models import Workgroup


def resource(title: str, *, state=State.PUBLISHED, next_review=date(2099, 1, 1), **more) -> Resource:
    return Resource.objects.create(
        title=title,
        state=state,
        validated_at=datetime(2026, 1, 1, tzinfo=UTC),
        next_review=next_review,
        **more,
    )


def meeting(slug: str, state: str) -> Minutes:
    starts = timezone.now() - timedelta(days=60)
    held = Meeting.objects.create(
        slug=slug, title=f"Quarterly {slug}", starts_at=starts, ends_at=starts + timedelta(hours=4)
    )
    return Minutes.objects.create(meeting=held, state=state)


def found(client, q: str, **more) -> str:
    return client.get("/search/", {"q": q, **more}).content.decode()


def titles(client, q: str, **more) -> list[str]:
    return [row["hit"].title for row in client.get("/search/", {"q": q, **more}).context["rows"]]


def test_words_are_found_in_any_order_by_their_beginning_and_marked(client, db):
    resource("Response protocol", summary="For <counties> & Tribes")
    page = found(client, "proto response")
    assert "<mark>Response</mark> <mark>protocol</mark>" in page
    assert "&lt;counties&gt; &amp; Tribes" in page


def test_title_comes_before_summary(client, db):
    resource("Other", summary="A protocol for hospitals")
    resource("Protocol", summary="Other")
    assert titles(client, "protocol") == ["Protocol", "Other"]


def test_number_of_a_statute_is_one_word(client, db):
    resource("Wis. Stat. 940.302: Human trafficking")
    resource("Wis. Stat. 948.051: Trafficking of a child")
    assert titles(client, "940.302") == ["Wis. Stat. 940.302: Human trafficking"]


@pytest.mark.parametrize("slipped", ["protocl", "protoccol", "respnse protocl"])
def test_slip_of_a_finger_still_finds(client, db, slipped):
    resource("Response protocol")
    page = found(client, slipped)
    assert "comes near it" in page and "<mark>protocol</mark>" in page


def test_expired_leaves_the_first_page(client, db):
    resource("Protocol protocol", summary="protocol", next_review=date(2026, 1, 1))
    for number in range(25):
        resource(f"Guide {number}", summary="protocol")
    assert "Protocol protocol" not in titles(client, "protocol")
    assert "Protocol protocol" in titles(client, "protocol", page=2)
    assert "Past its review date" in found(client, "protocol", page=2)


@pytest.mark.parametrize("state", [State.SUGGESTED, State.IN_REVIEW, State.DECLINED, State.WITHDRAWN])
def test_nobody_finds_what_is_not_published(client, ada, state):
    resource("Response protocol", state=state)
    client.force_login(ada)
    assert titles(client, "protocol") == []


@pytest.fixture
def everything(legislative, cal) -> None:
    """One thing of every kind with the word in it, at every depth of privacy."""
    for state in MinutesState.values:
        minutes = meeting(state, state)
        for alone in (False, True):
            words = f"lighthouse {state}{' alone' if alone else ''}"
            Entry.objects.create(
                minutes=minutes, position=1, heading="Report", text=words, coordinator_only=alone
            )
    Task.objects.create(title="Open lighthouse", workgroup=legislative, public=True)
    Task.objects.create(title="Inner lighthouse", workgroup=legislative)
    Task.objects.create(title="Own lighthouse")
    Task.objects.create(title="Shown", description="lighthouse hidden", workgroup=legislative, public=True)
    Organization.objects.create(name="Lighthouse agency")
    hidden = Sector.objects.create(code="hidden", name="Hidden", protected=True)
    Organization.objects.create(name="Lighthouse seat", kind="individual", sector=hidden)


PUBLIC = {"lighthouse published", "Open lighthouse"}
MEMBER = PUBLIC | {"lighthouse approved", "lighthouse circulated", "Inner lighthouse", "Lighthouse agency"}
MEMBER |= {"Shown"}
ALL = MEMBER | {"lighthouse draft", "Own lighthouse", "Lighthouse seat"}
ALL |= {f"lighthouse {state} alone" for state in MinutesState.values}


@pytest.mark.parametrize(("who", "expected"), [(None, PUBLIC), ("cal", MEMBER), ("ada", ALL)])
def test_each_audience_finds_what_it_may_see(client, everything, ada, cal, who, expected):
    if who:
        client.force_login({"ada": ada, "cal": cal}[who])
    assert seen(client, "lighthouse") == expected


def seen(client, q: str) -> set[str]:
    rows = client.get("/search/", {"q": q}).context["rows"]
    rows += client.get("/search/", {"q": q, "page": 2}).context["rows"] if len(rows) == 20 else []
    return {row["hit"].text if "minutes of" in row["hit"].title else row["hit"].title for row in rows}


@pytest.mark.parametrize("slipped", ["lighthuose", "lighthose"])
@pytest.mark.parametrize(("who", "expected"), [(None, PUBLIC), ("cal", MEMBER), ("ada", ALL | {"x"})])
def test_slip_of_a_finger_finds_for_each_audience_what_the_right_word_finds(
    client, everything, ada, cal, who, expected, slipped
):
    minutes = Minutes.objects.get(state="published")
    Entry.objects.create(
        minutes=minutes, position=2, heading="Lighthouse matter", text="x", coordinator_only=True
    )
    if who:
        client.force_login({"ada": ada, "cal": cal}[who])
    assert seen(client, slipped) == expected
    assert client.get("/search/", {"q": slipped}).context["found"].nearly


@pytest.mark.parametrize("hidden", ["coordinator_only", "withheld", "redacted", "draft"])
def test_a_slip_is_put_right_by_no_word_that_its_reader_may_not_read(client, db, hidden):
    minutes = meeting("spring", "draft" if hidden == "draft" else "published")
    hide = {hidden: True} if hidden in ("coordinator_only", "withheld") else {}
    Entry.objects.create(minutes=minutes, position=1, heading="Of lighthouse", text="x", **hide)
    if hidden == "redacted":
        Redaction.objects.create(minutes=minutes, words="lighthouse", keep=False)
    resource("A list", summary="with lighthose in it")
    assert "lighthouse" not in found(client, "lighthose")
    assert "lighthouse" not in found(client, "lighthoose")


def test_what_is_cut_off_is_said_and_can_be_narrowed_to(client, protocols):
    for number in range(60):
        resource(f"Protocol for farms {number}", kind="training")
    page = client.get("/search/", {"q": "protocol", "in": "resources"})
    text = page.content.decode()
    assert "Library (50+)" in text and "these are the 50 that fit best" in text
    assert "Training (61)" in text
    text = found(client, "protocol", **{"in": "resources", "kind": "document"})
    assert "Library (2)" in text and "fit best" not in text


def test_every_value_of_a_facet_can_be_reached(client, protocols):
    for number in range(15):
        county = County.objects.get_or_create(fips=f"98{number:03}", name=f"County {number:02}")[0]
        resource(f"Protocol of {number}").counties.add(county)
    text = found(client, "protocol", **{"in": "resources"})
    assert "5 more" in text and all(f"County {number:02} (1)" in text for number in range(15))


def test_a_new_question_keeps_what_is_chosen(client, protocols):
    page = client.get("/search/", {"q": "protocol", "in": "resources", "kind": "training"})
    assert '<input type="hidden" name="kind" value="training">' in page.content.decode()


def test_tasks_are_narrowed_by_workgroup_for_the_public_too(client, legislative):
    other = Workgroup.objects.create(slug="other", name="Other")
    for group in (legislative, legislative, other):
        Task.objects.create(title="Open lighthouse", workgroup=group, public=True)
    assert on_the_shelf(client, "lighthouse", **{"in": "tasks"}) == {
        "workgroup": [("Legislative", 2), ("Other", 1)]
    }


@pytest.mark.parametrize("who", [None, "cal", "bea"])
@pytest.mark.parametrize("asked", ["Secretname", "Fay", "Advisory Seat", "Secretnam"])
def test_protected_name_and_seat_are_found_by_nobody(client, fay, bea, cal, legislative, who, asked):
    Task.objects.create(title="Write", workgroup=legislative, assignee=fay, public=True)
    if who:
        client.force_login({"bea": bea, "cal": cal}[who])
    assert titles(client, asked) == []


def test_address_narrows_to_one_shelf(client, everything):
    assert "Tasks (1)" in found(client, "lighthouse")
    assert titles(client, "lighthouse", **{"in": "tasks"}) == ["Open lighthouse"]


@pytest.mark.parametrize(
    "asked", ["", "   ", "'", "\\", "a & | ! :*", "((", "\x00", "the", "x" * 500, "é", "%_"]
)
def test_anything_may_be_typed(client, db, asked):
    resource("Response protocol")
    assert client.get("/search/", {"q": asked}).status_code == 200
    assert client.get("/library/", {"q": asked}).status_code == 200


@pytest.mark.parametrize("who", [None, "ada"])
def test_search_costs_the_same_however_much_there_is(
    client, ada, legislative, django_assert_max_num_queries, who
):
    if who:
        client.force_login(ada)
    for number in range(30):
        resource(f"Lighthouse {number}")
        Task.objects.create(title=f"Lighthouse {number}", workgroup=legislative, public=True)
        Organization.objects.create(name=f"Lighthouse {number}")
        held = meeting(f"lighthouse{number}", MinutesState.PUBLISHED)
        Entry.objects.create(minutes=held, position=1, heading="Lighthouse", text=f"Said {number}")
    with django_assert_max_num_queries(23):
        client.get("/search/", {"q": "lighthouse"})


def on_the_shelf(client, q: str, **more) -> dict[str, list[tuple[str, int]]]:
    groups = client.get("/search/", {"q": q, **more}).context["groups"]
    return {
        each["group"].name: [(choice.label, choice.count) for choice, _address in each["parts"][0]]
        for each in groups
    }


@pytest.fixture
def protocols(db, legislative) -> None:
    dane, rock = (County.objects.get_or_create(fips=fips, name=name)[0] for fips, name in PLACES)
    first = resource("Protocol one", kind="document", workgroup=legislative)
    first.counties.add(dane, rock)
    resource("Protocol two", kind="document").counties.add(dane)
    resource("Protocol three", kind="training", workgroup=legislative)
    Resource.objects.filter(title="Protocol three").update(validated_at=datetime(2024, 3, 1, tzinfo=UTC))


PLACES = [("99001", "Daneland"), ("99002", "Rockland")]


def test_a_shelf_is_narrowed_by_kind_workgroup_county_and_year(client, protocols):
    assert on_the_shelf(client, "protocol") == {}
    assert on_the_shelf(client, "protocol", **{"in": "resources"}) == {
        "kind": [("Document", 2), ("Training", 1)],
        "workgroup": [("Legislative", 2)],
        "county": [("Daneland", 2), ("Rockland", 1)],
        "year": [("2025", 2), ("2024", 1)],
    }
    assert titles(client, "protocol", **{"in": "resources", "county": "Rockland"}) == ["Protocol one"]
    assert titles(client, "protocol", **{"in": "resources", "kind": "training", "year": "2024"}) == [
        "Protocol three"
    ]


def test_a_slip_is_narrowed_as_the_right_word_is(client, protocols):
    right = on_the_shelf(client, "protocol", **{"in": "resources"})
    assert on_the_shelf(client, "protocl", **{"in": "resources"}) == right
    assert titles(client, "protocl", **{"in": "resources", "county": "Rockland"}) == ["Protocol one"]


def test_a_choice_that_nothing_on_the_shelf_has_can_be_changed(client, protocols):
    other = Workgroup.objects.create(slug="other", name="Other")
    Task.objects.create(title="Protocol", workgroup=other, public=True)
    narrowed = {"in": "resources", "workgroup": "Other"}
    assert on_the_shelf(client, "protocol", **narrowed) == {"workgroup": [("Legislative", 2)]}
    assert titles(client, "protocol", **narrowed) == []


def test_a_choice_is_a_link_that_can_be_shared_and_taken_back(client, protocols):
    page = found(client, "protocol", **{"in": "resources", "kind": "document"})
    assert "?q=protocol&amp;in=resources&amp;kind=training" in page
    assert 'href="?q=protocol&amp;in=resources" aria-current="true"' in page


@pytest.mark.parametrize("year", ["abcd", "20261", "²026", "-1", "0000"])
def test_a_year_that_is_none_is_left_aside(client, protocols, year):
    answer = client.get("/search/", {"q": "protocol", "in": "resources", "year": year})
    assert answer.status_code == 200


def test_years_of_minutes_count_only_what_may_be_read(client, everything):
    minutes = Minutes.objects.get(state="published")
    Redaction.objects.create(minutes=minutes, words="published", keep=False)
    assert on_the_shelf(client, "lighthouse published", **{"in": "minutes"}) == {}


@pytest.mark.parametrize("slipped", ["Quartrly", "quarterli"])
def test_slip_of_a_finger_finds_a_meeting(client, ada, slipped):
    meeting("autumn", "draft")
    client.force_login(ada)
    assert titles(client, slipped) == ["Quarterly autumn"]


def test_slip_of_a_finger_finds_a_page(client, ada):
    page = add_page(slug="history", title="Our beginnings", by=ada)
    publish_page(page.latest, by=ada)
    assert titles(client, "begginnings") == ["Our beginnings"]


def test_few_poor_finds_bring_what_may_have_been_meant(client, db):
    resource("Response protocol")
    resource("Notes", summary="One person wrote protocl here")
    page = client.get("/search/", {"q": "protocl"})
    assert [row["hit"].title for row in page.context["rows"]] == ["Notes"]
    assert '<a href="?q=protocol"><strong>protocol</strong></a>' in page.content.decode()
    assert client.get("/search/", {"q": "protocol"}).context["found"].meant == ""


def test_a_picture_or_link_in_a_text_is_shown_as_its_words(client, ada):
    page = add_page(slug="history", title="Our history", by=ada)
    text = "See the [lighthouse report](/library/?q=x) first."
    publish_page(save_draft(page, title="Our history", summary="", text=text, seen=1, by=ada), by=ada)
    assert "(/library/" not in found(client, "lighthouse")


@pytest.mark.parametrize("who", [None, "ada"])
def test_minutes_are_narrowed_by_year(client, ada, who):
    for slug, day in [
        ("one", datetime(2024, 5, 1, 18, tzinfo=UTC)),
        ("two", datetime(2025, 5, 1, tzinfo=UTC)),
    ]:
        held = meeting(slug, MinutesState.PUBLISHED)
        Meeting.objects.filter(pk=held.meeting_id).update(starts_at=day, ends_at=day + timedelta(hours=4))
        Entry.objects.create(minutes=held, position=1, heading="Report", text="lighthouse")
    if who:
        client.force_login(ada)
    assert on_the_shelf(client, "lighthouse", **{"in": "minutes"}) == {"year": [("2025", 1), ("2024", 1)]}
