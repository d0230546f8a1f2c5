"""Minutes as each audience reads them: the whole, the members' copy, and the public one; and as plain text."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from charter.models import Charter
from meetings.counting import Tally, counts
from meetings.letters import moment
from meetings.markdown import as_html
from meetings.minutes_attendance import attendance_lines
from meetings.models import Choice, Entry, EntryKind, Minutes, StepKind
from meetings.naming import emphasised, nameable
from meetings.redaction import redactor_for
from members.enums import Audience
from members.left_out import Redactor
from members.visibility import Viewer
from tasks.enums import Status

LEFT_OUT = _("[A passage is left out of the public copy.]")


class Copy(StrEnum):
    """`full` is the coordinator's; `members` leaves out what is hers alone; `public` is redacted as well."""

    FULL = "full"
    MEMBERS = "members"
    PUBLIC = "public"


@dataclass
class Passage:
    """One entry in the words of one copy; `below` are the lines under it, `state` how its task stands today."""

    entry: Entry
    words: str
    label: str = ""
    below: list[str] = field(default_factory=list)
    state: str = ""
    who: str = ""

    @property
    def html(self):
        return as_html(self.words)

    @property
    def is_left_out(self) -> bool:
        return self.words == LEFT_OUT


def sections(minutes: Minutes, copy: Copy) -> list[tuple[str, list[Passage]]]:
    """Passages by heading, in the agenda's order; a fixed number of queries."""
    redactor = redactor_for(minutes) if copy == Copy.PUBLIC else Redactor([])
    viewer = Viewer(Audience.COORDINATOR if copy == Copy.FULL else Audience.MEMBER)
    entries = minutes.entries.select_related("task", "owner", "workgroup", "motion")
    entries = list(entries.prefetch_related("motion__votes__organization"))
    found: dict[str, list[Passage]] = {}
    names = nameable() if minutes.is_draft else {}
    for entry in entries:
        entry.minutes = minutes
        if entry.coordinator_only and copy != Copy.FULL:
            continue
        found.setdefault(entry.heading, []).append(_passage(entry, copy, viewer, redactor, names))
    agenda = list(minutes.meeting.agenda_items.values_list("title", flat=True))
    return [
        (redactor(heading), found[heading]) for heading in in_order(agenda, list(found)) if heading in found
    ]


def in_order(agenda: list[str], written: list[str]) -> list[str]:
    """Headings as on the agenda; one that is not on it stays behind the one it was written after."""
    order, place = list(agenda), 0
    for heading in written:
        if heading in order:
            place = order.index(heading) + 1
        else:
            order.insert(place, heading)
            place += 1
    return order


def _passage(entry: Entry, copy: Copy, viewer: Viewer, redactor: Redactor, names: dict) -> Passage:
    if copy == Copy.PUBLIC and entry.withheld:
        return Passage(entry, str(LEFT_OUT))
    label = "" if entry.kind == EntryKind.NOTE else f"{entry.get_kind_display()} {entry.reference}".strip()
    who = "" if copy == Copy.PUBLIC else entry.who or viewer.name(entry.owner)
    below = [redactor(line) for line in [*_motion_lines(entry), *_action_lines(entry, who)] if line]
    state = task_state(entry.task) if entry.task and copy != Copy.PUBLIC else ""
    return Passage(entry, redactor(emphasised(entry.words(), names)), label, below, state, who)


def _motion_lines(entry: Entry) -> list[str]:
    if entry.kind != EntryKind.MOTION:
        return []
    moved = [gettext("Moved: %(mover)s.") % {"mover": entry.mover}] if entry.mover else []
    moved += [gettext("Seconded: %(seconder)s.") % {"seconder": entry.seconder}] if entry.seconder else []
    motion = getattr(entry, "motion", None)
    if motion is None or motion.counted_at is None:
        return [" ".join(moved), plain_vote(entry), entry.named]
    return [" ".join(moved), *tally_of(entry).sentences(), _roll_call(motion)]


def tally_of(entry: Entry) -> Tally:
    """The arithmetic of a motion that was counted by organization."""
    motion = entry.motion
    return Tally(
        yes=entry.yes or 0,
        no=entry.no or 0,
        abstain=entry.abstain or 0,
        recused=entry.recused or 0,
        present=motion.present,
        eligible=motion.eligible,
        quorum=motion.quorum,
        basis=motion.basis,
        share=motion.share,
    )


def plain_vote(entry: Entry) -> str:
    """`20 for, 0 against, 0 abstaining; 20 present. Carried.`, or nothing."""
    if entry.yes is None:
        return ""
    numbers = (entry.yes, entry.no or 0, entry.abstain or 0, entry.recused or 0)
    said = gettext("%(counts)s; %(present)s present.") % {"counts": counts(*numbers), "present": sum(numbers)}
    return f"{said} {gettext(entry.result).capitalize()}".strip(" .") + "." if entry.result else said


def _roll_call(motion) -> str:
    votes = list(motion.votes.all())
    said = []
    for choice, label in Choice.choices:
        names = sorted(vote.organization.name for vote in votes if vote.choice == choice)
        if names:
            said.append(f"{label}: {', '.join(names)}.")
    return " ".join(said)


def _action_lines(entry: Entry, who: str) -> list[str]:
    if entry.kind != EntryKind.ACTION:
        return []
    parts = [entry.workgroup.name] if entry.workgroup else []
    parts += [who] if who else []
    parts += [gettext("by %(day)s") % {"day": long_day(entry.due)}] if entry.due else []
    said = ", ".join(parts)
    return [f"{said[0].upper()}{said[1:]}."] if said else []


def task_state(task) -> str:
    """`Done March 12`, or its status, and whether it is overdue."""
    if task.status == Status.DONE and task.closed_at:
        return gettext("Done %(day)s") % {"day": date_format(timezone.localtime(task.closed_at), "F j")}
    late = gettext(", overdue") if task.is_overdue(timezone.localdate()) else ""
    return f"{task.get_status_display()}{late}"


def long_day(day: date) -> str:
    return date_format(day, "F j, Y")


def title_of(minutes: Minutes) -> str:
    return gettext("Minutes: %(title)s") % {"title": minutes.meeting.title}


def standing_of(minutes: Minutes) -> str:
    """What stands on top: DRAFT and its version, or when it was approved and which public copy this is."""
    if minutes.is_draft:
        return gettext("DRAFT, version %(version)s. Not approved.") % {"version": minutes.version}
    return f"{approval_of(minutes)}."


def approval_of(minutes: Minutes) -> str:
    """`Approved October 16, 2026 by the meeting of October 15, 2026`, where a meeting did it."""
    day = long_day(timezone.localtime(minutes.approved_at).date())
    last = minutes.steps.filter(what=StepKind.APPROVED).select_related("meeting").last()
    if last is None or last.meeting is None:
        return gettext("Approved %(day)s") % {"day": day}
    of = long_day(timezone.localtime(last.meeting.starts_at).date())
    return gettext("Approved %(day)s by the meeting of %(of)s") % {"day": day, "of": of}


def as_text(minutes: Minutes, copy: Copy) -> str:
    """The whole in plain text, DRAFT on top while it is one."""
    lines = [standing_of(minutes), "", title_of(minutes), moment(minutes.meeting, Charter.load()), ""]
    lines += [*attendance_lines(minutes, public=copy == Copy.PUBLIC), ""]
    for heading, passages in sections(minutes, copy):
        lines += [heading.upper(), ""]
        for passage in passages:
            label = f"{passage.label}: " if passage.label else ""
            lines += [label + passage.words, *passage.below, ""]
    return "\n".join(lines).rstrip() + "\n"
