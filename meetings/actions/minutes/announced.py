"""What may be decided: where public notice is required, only what it announced."""

from django.utils.translation import gettext as _

from charter.models import Charter, NoticeMode
from meetings.actions.minutes.state import NotNow
from meetings.models import Entry, EntryKind, Meeting
from meetings.notice import announced
from meetings.standing import is_procedural

OUTCOME = ("result", "yes", "no", "abstain", "recused")


def refuse_unannounced(meeting: Meeting, *, heading: str, text: str) -> None:
    """Raises NotNow for a decision on an item that the required notice left out; to run the meeting is always free."""
    if why := not_announced(meeting, heading=heading, text=text, only=NoticeMode.REQUIRED):
        raise NotNow(
            _("%(why)s Public notice is required: write it as a discussion, and decide at another meeting.")
            % {"why": why}
        )


def not_announced(meeting: Meeting, *, heading: str, text: str, only: str = "") -> str:
    """The same as a sentence to warn with, or ""; `only` in that mode of notice."""
    charter = Charter.load()
    if is_procedural(text) or (only and charter.notice_mode != only):
        return ""
    known = announced(meeting, charter)
    return known.why_not(heading) if known else ""


def decides(kind: str, fields: dict) -> bool:
    """Whether a passage is an act: a decision, or a motion with its outcome."""
    outcome = any(fields.get(name) not in (None, "") for name in OUTCOME)
    return kind == EntryKind.DECISION or (kind == EntryKind.MOTION and outcome)


def is_act(entry: Entry) -> bool:
    """The same of a passage that is written; approving earlier minutes needs no announcement."""
    outcome = {name: getattr(entry, name) for name in OUTCOME}
    return not entry.approves_id and not is_procedural(entry.words()) and decides(entry.kind, outcome)
