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
