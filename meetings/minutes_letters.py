"""The words of each mail about minutes; a discreet person's mail names neither them nor the meeting."""

from datetime import date

from django.utils.formats import date_format as format_date
from django.utils.translation import gettext as _

from mail.languages import in_each_language
from mail.letters import render
from meetings.minutes_attendance import attendance_lines
from meetings.minutes_copy import Copy, as_text, sections
from meetings.models import Correction, CorrectionState, Meeting, Minutes


@in_each_language
def circulated(minutes: Minutes, until: date) -> dict[str, str]:
    """Brings the draft, with its whole text in the mail."""
    context = {
        "minutes": minutes,
        "meeting": minutes.meeting,
        "until": _day(until),
        "text": as_text(minutes, Copy.MEMBERS),
        "attendance": attendance_lines(minutes, public=False),
        "sections": sections(minutes, Copy.MEMBERS),
    }
    quiet = _("Something to read is waiting. An answer is asked for until %(day)s.") % {"day": _day(until)}
    return _words("circulated", context, quiet)


@in_each_language
def corrections_due(minutes: Minutes) -> dict[str, str]:
    """Reminds of the last day for corrections whoever has not said that she read the draft."""
    until = _day(minutes.corrections_until)
    context = {"minutes": minutes, "meeting": minutes.meeting, "until": until}
    return _words(
        "corrections_due", context, _("Something to read is waiting until %(until)s.") % {"until": until}
    )


@in_each_language
def correction_settled(correction: Correction) -> dict[str, str]:
    """Tells whoever proposed a correction what became of it, and why."""
    context = {
        "correction": correction,
        "meeting": correction.entry.minutes.meeting,
        "declined": correction.state == CorrectionState.DECLINED,
        "words": correction.entry.words(),
    }
    return _words(
        "correction_settled", context, _("What you wrote was looked at. See here what became of it.")
    )


@in_each_language
def ballot(minutes: Minutes, until: date) -> dict[str, str]:
    """Asks whoever acts for a voting organization to approve the minutes out of meeting."""
    context = {"minutes": minutes, "meeting": minutes.meeting, "until": _day(until)}
    return _words("ballot", context, _("An answer is asked for until %(day)s.") % {"day": _day(until)})


@in_each_language
def nagging(meeting: Meeting, what: str) -> dict[str, str]:
    """Tells the coordinator alone that minutes wait."""
    return _words("waiting", {"meeting": meeting, "what": what}, _("Something is waiting for you."))


def _words(name: str, context: dict, discreet_body: str) -> dict[str, str]:
    return render(f"meetings/letters/minutes_{name}", context).words | {"discreet_body": discreet_body}


def _day(day: date) -> str:
    return format_date(day, "l, F j, Y")
