"""Minutes drafted elsewhere become passages here."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from audit.record import record
from meetings.actions.attendance import fill_from_minutes
from meetings.actions.minutes.state import NotNow, open_minutes
from meetings.actions.minutes.writing import add_entry
from meetings.minutes_match import Roster
from meetings.minutes_text import ActionItem, ParsedDecision, ParsedMinutes, ParsedMotion
from meetings.models import Entry, EntryKind, Minutes, Motion, Vote
from tasks.actions import set_status
from tasks.enums import Status

LONGEST_ACTION = 250


@transaction.atomic
def take_in(minutes: Minutes, parsed: ParsedMinutes, *, by) -> None:
    """Write what was recognised in a drafted text; a meeting's minutes take in one text once.

    What came by itself from the meeting before gives way to the text.
    """
    open_minutes(minutes)
    if minutes.entries.filter(carried=False).exists():
        raise NotNow(_("These minutes have text already."))
    minutes.entries.filter(carried=True, changed=0).delete()
    minutes.attendance = {
        "sectors": parsed.attendance,
        "present": parsed.present,
        "voting": parsed.voting_members,
        "quorum": parsed.quorum,
        "seats": [seat.as_json() for seat in parsed.seats],
    }
    minutes.save(update_fields=["attendance"])
    roster = Roster.load()
    for section in parsed.sections:
        for block in section.blocks:
            if isinstance(block, ParsedMotion):
                _add_motion(minutes, section.title, block, roster, by=by)
            else:
                decided = isinstance(block, ParsedDecision)
                kind, text = (EntryKind.DECISION, block.text) if decided else (EntryKind.NOTE, block)
                add_entry(minutes, heading=section.title[:200], kind=kind, text=text, by=by)
    for item in parsed.action_items:
        _add_action(minutes, item, roster, by=by)
    unknown = fill_from_minutes(minutes, by=by)
    record("minutes.taken_in", minutes, by=by, unknown=len(unknown))


def _add_motion(minutes: Minutes, heading: str, motion: ParsedMotion, roster: Roster, *, by) -> None:
    votes = {"yes": motion.yes, "no": motion.no, "abstain": motion.abstain, "recused": motion.recused}
    entry = add_entry(
        minutes,
        heading=heading[:200],
        kind=EntryKind.MOTION,
        text=motion.text,
        reference=motion.id[:40],
        mover=motion.mover[:200],
        seconder=motion.seconder[:200],
        result=motion.result[:40],
        named=motion.named,
        by=by,
        **(votes if motion.present else {}),
    )
    _keep_roll_call(entry, roster.roll_call(motion)[0])


def _keep_roll_call(entry: Entry, votes: dict[int, str]) -> None:
    """The organizations that are named get their votes; by which rule it was counted a text does not say."""
    if not votes:
        return
    motion = Motion.objects.create(entry=entry)
    Vote.objects.bulk_create(
        Vote(motion=motion, organization_id=pk, choice=choice) for pk, choice in votes.items()
    )


def _add_action(minutes: Minutes, item: ActionItem, roster: Roster, *, by) -> None:
    words = roster.with_what_is_unknown(item)
    entry = add_entry(
        minutes,
        heading=item.heading[:200],
        kind=EntryKind.ACTION,
        text=words[:LONGEST_ACTION],
        workgroup=roster.group_of(item),
        owner=roster.person(item.owner),
        due=_day(item.due),
        reference=item.id[:40],
        by=by,
    )
    _keep_status(entry, item.status, by=by)
    if len(words) > LONGEST_ACTION:
        add_entry(minutes, heading=item.heading[:200], kind=EntryKind.NOTE, text=words, by=by)


def _keep_status(entry: Entry, status: str, *, by) -> None:
    """By its label, also with the day behind it, as our own files have it."""
    said = status.casefold()
    if value := next((value for value, label in Status.choices if said.startswith(label.casefold())), None):
        set_status(entry.task, status=value, by=by)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
