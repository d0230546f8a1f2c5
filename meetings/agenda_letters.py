"""The words of the mail about an agenda and about what members propose for it."""

from mail.letters import render
from meetings.agenda_words import MARKS, as_text
from meetings.letters import moment


def agenda_letter(meeting, lines, charter, *, before=None) -> dict[str, str]:
    """What is on the table and when, for those who come; of a later version, what is new since `before`."""
    when, text = moment(meeting, charter), as_text(lines)
    old, now = _words(before.text if before else text), _words(text)
    context = {
        "meeting": meeting,
        "when": when,
        "lines": lines,
        "text": text,
        "before": before,
        "new": [line for line in now if line not in old],
        "gone": [line for line in old if line not in now],
    }
    return {
        **render("meetings/letters/agenda", context).words,
        "discreet_body": f"{when}. What to expect:",
    }


def answered_letter(proposal, charter) -> dict[str, str]:
    """Tells whoever proposed an item what became of it."""
    context = {"proposal": proposal, "when": moment(proposal.meeting, charter)}
    return {
        **render("meetings/letters/proposal", context).words,
        "discreet_body": "What you proposed was answered.",
    }


def _words(text: str) -> list[str]:
    """The lines of an agenda without their times, which move when anything above them does, and marks."""
    found = []
    for line in text.splitlines():
        time, _, words = line.strip().partition("  ")
        found.append(words.strip() if words and ":" in time else line.strip())
    return [line for line in found if line not in MARKS.values()]
