import json
from pathlib import Path

from meetings.minutes_text import parse_agenda, parse_minutes

FILES = Path(__file__).parent / "minutes"


def test_sample_meeting_gives_exactly_what_is_expected():
    expected = json.loads((FILES / "2026-07-16.expected.json").read_text())
    minutes = parse_minutes((FILES / "2026-07-16-minutes.md").read_text())
    agenda = parse_agenda((FILES / "2026-07-16-agenda.md").read_text())
    assert minutes.as_json() | {"agenda_items": agenda} == expected
    assert minutes.flags == []


def test_another_meeting_in_the_same_manner():
    minutes = parse_minutes(
        "# Minutes\nApril 16, 2026\n\nPresent: 3 of 9 voting members; quorum is 5.\n\n"
        "## 1. Budget\nLong talk.\n\n**MOTION 2026-04/1** Adopt it.\n"
        "Moved: A. Day (Harbor). Seconded: B. Ray (St. Mary's). Vote: 2-0-0-1. Recused: Harbor. Result: CARRIED.\n"
        "\nMOTION Buy a lamp.\n\n## Action items\n| Id | Workgroup | Action | Owner | Due |\n|---|---|---|---|---|\n"
        "| A1 | Legislative | Write | | soon |\n"
    )
    first, second = minutes.motions
    assert (first.mover, first.seconder, first.recused, first.present) == (
        "A. Day (Harbor)",
        "B. Ray (St. Mary's)",
        1,
        3,
    )
    assert second.text == "Buy a lamp."
    assert len(second.flags) == 3
    assert len(minutes.action_items[0].flags) == 2
    assert minutes.sections[0].title == "Budget"
    assert minutes.sections[0].blocks[0] == "Long talk."


def test_no_text_is_refused():
    assert parse_minutes("").sections == []
    assert parse_minutes("| a | b\n|||\n## \n**MOTION**").action_items == []


def read(name: str):
    return parse_minutes((FILES / name).read_text())


def test_prose_with_numbered_headings_gives_every_motion_vote_and_action():
    minutes = read("other-prose.txt")
    assert [section.title for section in minutes.sections] == [
        "CALL TO ORDER",
        "APPROVAL OF THE MINUTES",
        "BUDGET",
        "HOTEL TRAINING",
        "ADJOURNMENT",
    ]
    assert [(m.text, m.mover, m.seconder, m.yes, m.no, m.abstain, m.result) for m in minutes.motions] == [
        ("Approve the minutes of October 16, 2025 as corrected.", "Ann Day", "Bo Ray", 18, 0, 2, "carried"),
        ("Adopt the 2026 budget.", "Bo Ray (St. Mary's)", "Cal Ness", 17, 1, 2, "carried"),
        ("Cancel the March training.", "Ann Day", "Bo Ray", 6, 12, 2, "failed"),
        ("Adjourn.", "Day", "Ray", 0, 0, 0, "carried"),
    ]
    assert [(a.owner, a.workgroup, a.action, a.due) for a in minutes.action_items] == [
        ("Dot Ray", "", "send the adopted budget to all members", "2026-02-01"),
        ("", "Legislative workgroup", "Draft a cover letter", "2026-02-15"),
    ]
    assert [decision.text for decision in minutes.decisions] == ["the April training stays as planned."]
    assert minutes.flags == ["Motion “Adjourn.”: the vote was not recognised."]


def test_nothing_of_a_prose_draft_is_thrown_away():
    told = [block for section in read("other-prose.txt").sections for block in section.blocks]
    assert "The coordinator explained the travel line." in told
    assert "A motion about the venue was talked over and left open." in told


def test_bold_headings_votes_in_a_table_and_a_list_of_actions():
    minutes = read("other-bold.md")
    [motion] = minutes.motions
    assert (motion.yes, motion.no, motion.abstain, motion.recused) == (2, 1, 0, 1)
    assert motion.named.startswith("For: Harbor House, Advisory Seat A. Opposed: St. Mary's.")
    assert [seat.organization for seat in minutes.seats] == ["Harbor House", "Nobody Knows Inc"]
    assert [(a.owner, a.action, a.due) for a in minutes.action_items] == [
        ("Ann Day", "Write to the committee", "2026-03-20"),
        ("Bo Ray", "Book the hall", "2026-04-02"),
    ]
    assert [flag[:40] for flag in minutes.flags] == [
        "Motion “Support House Bill 12 with the a",
        "Motion Support House Bill 12 with the am",
        "Under “Next steps”: “- Ask for posters” ",
    ]


def test_agendas_own_titles_are_headings():
    minutes = parse_minutes("Budget\nTalked over.\n\nThe hall\nToo cold.\n", agenda=["1. Budget", "The hall"])
    assert [(s.title, s.blocks) for s in minutes.sections] == [
        ("Budget", ["Talked over."]),
        ("The hall", ["Too cold."]),
    ]
