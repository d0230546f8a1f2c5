"""The order of passages, whom an @ means, votes that a text names, and approval by the next meeting."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail

from meetings.minutes_match import Roster
from meetings.minutes_text import parse_minutes
from meetings.models import Entry, Meeting, Minutes, MinutesStep, Motion
from members.models import Organization
from tests.meetings.minutes_cast import (
    PAGE,
    circulated,
    coordinator,
    july,
    meeting,
    press,
    seat,
    write,
)

__all__ = ["coordinator", "july", "meeting", "press"]
FALL = "/meetings/2026-10-15/minutes/"


def words() -> list[str]:
    return list(Entry.objects.values_list("text", flat=True))


def move(press, entry: Entry, how: str):
    entry.refresh_from_db()
    press(
        f"{entry.pk}/", heading=entry.heading, kind="note", text=entry.text, seen=str(entry.changed), move=how
    )


def test_passage_moves_among_those_of_its_heading(press):
    first, second = write(press, "One"), write(press, "Two")
    write(press, "Elsewhere", heading="Budget")
    third = write(press, "Three")
    move(press, third, "up")
    assert words() == ["One", "Three", "Elsewhere", "Two"]
    move(press, first, "up")
    move(press, second, "down")
    assert words() == ["One", "Three", "Elsewhere", "Two"]
    move(press, first, "down")
    assert words() == ["Three", "One", "Elsewhere", "Two"]


def test_passage_that_moves_keeps_what_was_typed_into_it(press):
    write(press, "One")
    second = write(press, "Two")
    press(f"{second.pk}/", heading="Report", kind="note", text="Two, and more", seen="0", move="up")
    assert words() == ["Two, and more", "One"]


def test_name_after_an_at_owns_the_action_item_and_is_printed_in_bold(press, coordinator, cal, fay):
    seat(cal)
    entry = write(press, "@Cal Ness calls the clerk", kind="action")
    write(press, "Thanks to @cal ness and @Fay Secretname")
    assert entry.owner == cal and not mail.outbox
    assert "<strong>Cal Ness</strong> calls" in coordinator.get(PAGE).content.decode()
    press("circulate/", to="members", until="2026-07-31")
    told = [
        m for m in mail.outbox if "action" in (m.subject + m.body).casefold() and m.to == ["cal@example.org"]
    ]
    assert len(told) == 1 and len([m for m in mail.outbox if m.to == ["cal@example.org"]]) == 2
    press("approve/")
    cal.display_name = "Calla"
    cal.save()
    page = coordinator.get(PAGE).content.decode()
    assert "<strong>Cal Ness</strong> calls" in page and "<strong>cal ness</strong>" in page
    assert "<strong>Fay" not in page


def test_who_is_named_by_hand_goes_before_an_at(press, cal, dot):
    entry = write(press, "@Cal Ness and Dot call", kind="action", who="Dot Ray")
    assert entry.owner == dot


ROLL = """# Minutes
July 16, 2026

Present: 4 of 4 voting members; quorum is 3.

## Budget
**MOTION 2026-07/1** Adopt it.
Moved: Cal Ness (Harbor House). Seconded: Dot Ray (St. Mary's, Inc). Vote: 2-1-1-0.
For: Harbor House and Lake & River. Opposed: St. Mary's, Inc. Abstaining: Strangers. Result: CARRIED. Adjourned 1:51 p.m.
"""


@pytest.fixture
def three(meeting) -> list[Organization]:
    return [seat(None, name) for name in ("Harbor House", "Lake & River", "St. Mary's, Inc")]


def test_roll_call_of_a_text_becomes_each_organizations_vote(press, three):
    preview = press("import/", text=ROLL).content.decode()
    assert "Strangers” is no organization here" in preview
    press("import/", text=ROLL, confirm="1")
    votes = dict(Motion.objects.get().votes.values_list("organization__name", "choice"))
    assert votes == {"Harbor House": "for", "Lake & River": "for", "St. Mary's, Inc": "against"}
    entry = Entry.objects.get(kind="motion")
    assert (entry.yes, entry.no, entry.abstain, entry.result) == (2, 1, 1, "carried")
    assert "Strangers" in entry.named


def test_roll_call_that_does_not_fit_the_count_is_pointed_out(three):
    parsed = parse_minutes(ROLL.replace("Strangers", "Lake & River").replace("2-1-1-0", "3-1-0-0"))
    said = " ".join(Roster.load().unknown(parsed))
    assert "1 organizations are named as “for”, and 3 counted" in said


@pytest.fixture
def fall(press, client, ada, cal) -> Meeting:
    """The next meeting, on whose day everything after this happens; July's minutes are circulated."""
    circulated(press, cal)
    starts = datetime(2026, 10, 15, 15, tzinfo=UTC)
    with time_machine.travel(starts, tick=False):
        client.force_login(ada)
        yield Meeting.objects.create(
            slug="2026-10-15", title="Quarterly", starts_at=starts, ends_at=starts + timedelta(hours=4)
        )


def test_carried_motion_of_the_next_meeting_approves_by_one_press(coordinator, fall, ada):
    coordinator.post(f"{FALL}begin/")
    motion = Entry.objects.get(minutes__meeting=fall, kind="motion")
    assert "<button>Approve the minutes" not in coordinator.get(f"{FALL}write/").content.decode()
    organization = Organization.objects.get(name="Harbor House")
    coordinator.post(
        f"{FALL}{motion.pk}/votes/",
        {"basis": "cast", "share": "majority", "at": "", f"vote_{organization.pk}": "for"},
    )
    for address in (f"{FALL}write/", FALL):
        assert (
            "<button>Approve the minutes of July 16, 2026</button>"
            in coordinator.get(address).content.decode()
        )
    answer = coordinator.post(f"{PAGE}approve/", {"next": f"{FALL}write/"})
    assert answer["Location"] == f"{FALL}write/"
    step = MinutesStep.objects.get(what="approved")
    assert (step.by, step.meeting) == (ada, fall)
    page = coordinator.get(PAGE).content.decode()
    assert "Approved October 15, 2026 by the meeting of October 15, 2026" in page
    assert "by the meeting of October 15" in coordinator.get(f"{PAGE}text/").content.decode()
    assert "<button>Approve the minutes" not in coordinator.get(f"{FALL}write/").content.decode()


def test_motion_that_failed_or_was_typed_by_hand(coordinator, fall):
    form = {"heading": "Minutes", "kind": "motion", "text": "To approve the minutes as corrected."}
    coordinator.post(f"{FALL}add/", form | {"result": "failed", "yes": "1"})
    typed = Entry.objects.get(text__startswith="To approve")
    assert typed.approves == Minutes.objects.get(meeting__slug="2026-07-16")
    assert "<button>Approve the minutes" not in coordinator.get(FALL).content.decode()
    coordinator.post(f"{FALL}{typed.pk}/", form | {"result": "carried", "yes": "1", "seen": "0"})
    assert "<button>Approve the minutes" in coordinator.get(FALL).content.decode()


def test_text_of_the_next_meeting_is_about_the_minutes_it_approves(coordinator, fall):
    text = "# Minutes\n\n## Minutes\n**MOTION 1** Approve the minutes of July 16, 2026.\nMoved: A. Day. Seconded: B. Ray. Vote: 2-0-0. Result: CARRIED."
    coordinator.post(f"{FALL}import/", {"text": text, "confirm": "1"})
    assert Entry.objects.get(kind="motion").approves.meeting.slug == "2026-07-16"
    coordinator.post(f"{PAGE}approve/")
    assert MinutesStep.objects.get(what="approved").meeting == fall
