"""Twenty years of minutes: a search under 100 ms, in a constant number of queries."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from meetings.models import Entry, Meeting, Minutes
from tests.bench.measuring import queries_of, timed

WORDS = [
    "protocol",
    "hotel",
    "training",
    "survey",
    "county",
    "tribal",
    "court",
    "housing",
    "record",
    "relief",
    "poster",
    "budget",
    "travel",
]
ASKED = [
    "protocol",
    "when did we decide on the protocol?",
    "hotel training",
    "tribal court",
    "budget travel",
    "lamp",
]
KINDS = [("note", "")] * 7 + [
    ("decision", ""),
    ("motion", "carried"),
    ("motion", "failed"),
    ("action", ""),
    ("note", ""),
]


def twenty_years(meetings: int = 80) -> None:
    """Published minutes of so many quarters with twelve passages each."""
    for quarter in range(meetings):
        starts = datetime(2006, 1, 19, 16, tzinfo=UTC) + timedelta(days=91 * quarter)
        meeting = Meeting.objects.create(
            slug=f"bench-{quarter}",
            title="Quarterly meeting",
            starts_at=starts,
            ends_at=starts + timedelta(hours=4),
        )
        minutes = Minutes.objects.create(
            meeting=meeting, state="published", approved_at=starts + timedelta(days=91)
        )
        Entry.objects.bulk_create(
            Entry(
                minutes=minutes,
                position=place,
                heading=f"{WORDS[(quarter + place) % len(WORDS)].title()} report",
                kind=kind,
                result=result,
                text=" ".join(
                    f"The {WORDS[(quarter * place + at) % len(WORDS)]} was talked over." for at in range(12)
                ),
            )
            for place, (kind, result) in enumerate(KINDS)
        )


@pytest.mark.django_db
def test_search_of_twenty_years(client):
    twenty_years()
    print(f"\n{connection.vendor}: 80 meetings, {Entry.objects.count()} passages")
    for words in ASKED:
        asked = lambda words=words: client.get("/minutes/", {"q": words})  # noqa: E731
        assert asked().status_code == 200
        middle, slow = timed(asked)
        print(f"{words:40} {middle:6.0f} ms median {slow:6.0f} ms p95 {queries_of(asked):3} queries")
        assert middle < 100
