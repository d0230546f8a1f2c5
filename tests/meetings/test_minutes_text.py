import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
    assert minutes.sections[0].blocks == ["Chair: Ann Day    Recorder: Cal Ness"]
    assert [section.title for section in minutes.sections[1:]] == [
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
    assert [decision.text for decision in minutes.decisions] == ["The April training stays as planned."]
    assert [flag[:60] for flag in minutes.flags] == [
        "Under “HOTEL TRAINING”: “A motion about the venue was talked",
        "Motion “Adjourn.”: the vote was not recognised.",
    ]


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


def told(minutes) -> list[tuple]:
    """What was recognised of each motion."""
    return [
        (m.text, m.mover, m.seconder, (m.yes, m.no, m.abstain, m.recused), m.result) for m in minutes.motions
    ]


def to_do(minutes) -> list[tuple]:
    return [(item.owner or item.workgroup, item.action, item.due) for item in minutes.action_items]


NO_VOTE = (0, 0, 0, 0)


def test_shorthand_of_movers_and_dashes():
    minutes = read("other-shorthand.txt")
    assert (minutes.day.isoformat(), minutes.present, minutes.voting_members) == ("2026-04-16", 7, 12)
    assert [section.title for section in minutes.sections] == [
        "Opening",
        "Welcome",
        "Agenda & minutes",
        "Budget & posters",
        "Training calendar",
        "Adjourn",
    ]
    assert told(minutes) == [
        ("Accept the agenda.", "Brennecke", "Moreau", NO_VOTE, "carried"),
        (
            "Approve January minutes with the spelling of “Echeverría” fixed.",
            "Ostrowski",
            "Oyelaran",
            (6, 0, 1, 0),
            "carried",
        ),
        (
            "Spend up to $1,200 on bus-station posters.",
            "Kate Lindqvist",
            "Rourke Ahlstrom",
            (7, 2, 1, 0),
            "carried",
        ),
        ("Move the October meeting to Eau Claire.", "Quintana-Vega", "Iwanski", (3, 6, 1, 0), "failed"),
        ("Hold two hotel trainings in June.", "Müller-Bright", "Raghunathan", NO_VOTE, "carried"),
        ("Adjourn.", "Castellanos", "Müller-Bright", NO_VOTE, "carried"),
    ]
    assert to_do(minutes) == [
        ("Xiomara Beaulieu", "get three printing quotes", "2026-05-01"),
        ("Greta Sandvold-Reyes & Hollis Brandt", "find a storage room", "ASAP"),
        ("Priyanka R.", "Ask the school district for a room", "2026-05-15"),
        ("Bartholomew Nguyen", "send the “who may speak” list to all members", "2026-04-30"),
    ]
    assert minutes.flags == [
        "Motion “Accept the agenda.”: the vote was not recognised.",
        "Action “find a storage room”: no date was recognised.",
        "Motion “Hold two hotel trainings in June.”: the vote was not recognised.",
        "Motion “Adjourn.”: the vote was not recognised.",
    ]


def test_roll_calls_line_by_line_and_in_a_sentence():
    minutes = read("other-rollcall.md")
    assert told(minutes) == [
        (
            "Sign the letter in support of Assembly Bill 55.",
            "Ann Day",
            "Bo Ray",
            (2, 1, 1, 0),
            "carried",
        ),
        ("Totals below five are not published.", "Cal Ness", "Ann Day", (3, 0, 0, 1), "carried"),
        ("Postpone item C.", "Dot Orr", "", NO_VOTE, "failed"),
        ("Hire one summer intern.", "Bo Ray", "Ann Day", NO_VOTE, "carried"),
        ("The intern be paid.", "Ann Day", "Cal Ness", (3, 0, 1, 0), "carried"),
    ]
    assert [motion.named for motion in minutes.motions[:2]] == [
        "For: Harbor House, St. Mary's. Opposed: Lake School. Abstaining: County Clerk.",
        "For: Harbor House, St. Mary's, Lake School. Recused: County Clerk.",
    ]
    assert to_do(minutes) == [
        ("Ann Day", "send the letter to the committee clerk", "2026-03-13"),
        ("Bo Ray and Cal Ness", "Write the intern's job description", "2026-03-20"),
        ("Coordinator", "Open an account for the intern (no date)", ""),
    ]
    assert len(minutes.flags) == 2


def test_motions_and_actions_in_tables():
    minutes = read("other-votes-table.md")
    assert minutes.quorum == 13
    assert told(minutes) == [
        ("Adopt the volunteer code of conduct", "Ann Day", "Bo Ray", (14, 0, 0, 0), "carried"),
        ("Ask the state for quarterly totals", "Cal Ness", "Ann Day", (9, 3, 2, 0), "carried"),
        ("Close the helpline on holidays", "Bo Ray", "Dot Orr", (2, 11, 1, 0), "failed"),
    ]
    assert [decision.text for decision in minutes.decisions] == [
        "The survey closes on February 27.",
        "No reminders after that.",
    ]
    assert to_do(minutes) == [
        ("Ann Day", "Thank the counties that answered (Notes: by letter, not mail)", "2026-02-06"),
        ("Data Collection/Research", "Draft the year's report", "2026-03-31"),
        ("", "Update the web page (Notes: see item 3)", "next meeting"),
    ]
    assert [flag[:32] for flag in minutes.flags] == [
        "Under “Consent agenda”: “The con",
        "Action “Update the web page (Not",
        "Action “Update the web page (Not",
    ]


def test_notes_without_any_heading():
    minutes = read("other-no-headings.txt")
    assert told(minutes)[:3] == [
        ("Approve the April minutes.", "Odalys", "Leocadia", NO_VOTE, "carried"),
        (
            "Pay for the translation out of the training budget, up to $600.",
            "José Echeverría",
            "Kate",
            (13, 0, 1, 0),
            "carried",
        ),
        ("Cancel the bus-station posters.", "Rourke", "", NO_VOTE, "failed"),
    ]
    assert told(minutes)[3][1:3] == ("Imogen", "Zoë")
    assert to_do(minutes) == [
        ("José", "Gets a quote from the translator", "2026-07-24"),
        ("Kate", "Send him the final slides", "2026-07-15"),
        ("Priyanka Raghunathan", "Check with the district about the gym", "2026-08-01"),
    ]
    flagged = "\n".join(minutes.flags)
    assert "Somebody should call the bus company" in flagged and "may be an action item" in flagged
    assert "“Then a long talk about the hotel training. Kate said the new” may be a motion" in flagged


def test_roman_numbers_and_votes_on_lines_of_their_own():
    minutes = read("other-roman.txt")
    assert told(minutes) == [
        (
            "The minutes of July 17, 2025 be approved as presented.",
            "Member Brennecke",
            "Member Moreau",
            (15, 0, 0, 0),
            "carried",
        ),
        (
            "Renew the memorandum of understanding with the state bureau for two years.",
            "Lindqvist",
            "Ahlstrom",
            (12, 2, 1, 0),
            "carried",
        ),
        ("Table the brochure until January.", "Nguyen", "Petrakis", (9, 6, 0, 0), "carried"),
        ("Adopt Resolution 2025-3.", "Boyd", "Petrakis", (14, 0, 1, 0), "carried"),
        ("Adjournment at 11:47 a.m.", "Moreau", "Boyd", NO_VOTE, "carried"),
    ]
    assert to_do(minutes) == [
        ("Nguyen", "Letter to the counties", "2025-11-07"),
        ("Petrakis", "brochure text to Nguyen", "Thanksgiving"),
        ("All chairs", "Quarterly reports to the coordinator", "2025-12-01"),
    ]
    assert "The heading “Old Business” has nothing under it and is left out." in minutes.flags


SAID_OTHERWISE = """
moved motion motions seconded second supported carried passed lost vote voted ayes nays yeas abstention abstentions
abstain abstained abstaining opposed against favor unanimously result outcome roll call action items assignments todo
attendance that decision agreed consensus before next time what when will february march april may july december friday
"""


@pytest.mark.parametrize("name", [file.name for file in sorted(FILES.glob("other-*"))])
def test_no_word_of_a_draft_is_thrown_away(name):
    """Title, day and place the meeting holds; votes become numbers and days dates."""
    text = (FILES / name).read_text()
    minutes = parse_minutes(text)
    kept = json.dumps(
        [[str(each) for each in (*section.blocks, section.title)] for section in minutes.sections]
        + [
            [str(item) for item in minutes.action_items],
            minutes.flags,
            [str(seat) for seat in minutes.seats],
        ],
        ensure_ascii=False,
    ).casefold()
    body = text[text.index("\n\n") :]
    lost = {
        word
        for word in re.findall(r"[^\W\d_]{4,}", body)
        if word.casefold() not in kept and word.casefold() not in SAID_OTHERWISE.split()
    }
    assert lost == set()


PIECES = [
    *[
        "moved",
        "Moved:",
        "by",
        "Motion",
        "MOTION",
        "M/S/P",
        "Ann",
        "Bo/Cal",
        "seconded,",
        "Seconded:",
        "carried",
        "7-2-1",
        ".",
        ":",
        ";",
        "–",
        "(",
        ")",
        "ACTION:",
        "TODO",
    ],
    *[
        "2/30",
        "13/45",
        "Ayes:",
        "none",
        "**",
        "|",
        "|--|",
        "##",
        "#",
        "1.",
        "yes",
        "no",
        "to",
        "that",
        "Vote:",
        "Result:",
        "@Ann",
        "will",
        "Agreed:",
        "Decision",
        "9:75",
    ],
    "roll call:",
    "February 30, 2026",
    "left at 9:75 pm",
    "\n",
    "\n\n",
    "As drafted: ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40))
@settings(max_examples=300, deadline=None)
def test_whatever_is_written_is_read(pieces):
    assert parse_minutes(" ".join(pieces)) is not None


def test_text_without_end_is_read_in_a_moment_and_said_to_be_too_long():
    """No pattern goes over the same letters again and again: what took minutes is a note."""
    for words in ("roll call: " + "Harbor House yes, " * 3000, "Motion by Ann Day " * 2000, "A" * 30_000):
        minutes = parse_minutes(f"## Budget\n{words}\n\nSaid.")
        assert minutes.sections[0].blocks == [words.strip(), "Said."]
        assert len(minutes.flags) == 1 and "too long" in minutes.flags[0]
