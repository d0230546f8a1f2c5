"""The words of the mail about an agenda and about what members propose for it."""

from django.utils.translation import gettext

from mail.languages import in_each_language
from mail.letters import render
from meetings.agenda_words import MARKS, as_text, members_lines
from meetings.letters import moment


@in_each_language
def agenda_letter(meeting, sent: str, charter, *, before=None) -> dict[str, str]:
    """What is on the table and when, for those who come; of a later version, what is new in `sent` since `before`."""
    when, lines = moment(meeting, charter), members_lines(meeting, charter)
    old, now = _words(before.text if before else sent), _words(sent)
    context = {
        "meeting": meeting,
        "when": when,
        "lines": lines,
        "text": as_text(lines),
        "before": before,
        "new": [line for line in now if line not in old],
        "gone": [line for line in old if line not in now],
    }
    return {
        **render("meetings/letters/agenda", context).words,
        "discreet_body": gettext("%(when)s. What to expect:") % {"when": when},
    }


@in_each_language
def answered_letter(proposal, charter) -> dict[str, str]:
    """Tells whoever proposed an item what became of it."""
    context = {"proposal": proposal, "when": moment(proposal.meeting, charter)}
    return {
        **render("meetings/letters/proposal", context).words,
        "discreet_body": gettext("What you proposed was answered."),
    }


def _words(text: str) -> list[str]:
    """The lines of an agenda without their times, which move when anything above them does, and marks."""
    found = []
    for line in text.splitlines():
        time, _, words = line.strip().partition("  ")
        found.append(words.strip() if words and ":" in time else line.strip())
    return [line for line in found if line not in MARKS.values()]
