"""Minutes are written, circulated, corrected, approved and published here and nowhere else."""

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from audit.record import record
from mail.actions import post
from mail.links import sign
from meetings.letters import minutes_letter, minutes_nag_letter
from meetings.minutes_text import ParsedMinutes, ParsedMotion
from meetings.minutes_words import as_text, unsettled
from meetings.models import (
    Correction,
    CorrectionState,
    Entry,
    EntryKind,
    Meeting,
    Minutes,
    MinutesState,
    MinutesVersion,
)
from members.importing.names import person_key
from members.models import Person
from tasks.actions import assign, open_task, set_status
from tasks.actions import edit as edit_task
from tasks.enums import Status
from workgroups.models import Workgroup


class ChangedMeanwhile(Exception):
    """Someone else saved this passage; `current` is the text as it stands now. Nothing was written."""

    def __init__(self, current: str):
        super().__init__("Someone else changed this meanwhile.")
        self.current = current


class NotNow(Exception):
    """The minutes are not in a state for this; `str()` is the sentence to show."""


@transaction.atomic
def begin(meeting: Meeting, *, by) -> Minutes:
    """The minutes of a meeting; begun once, with a heading for each agenda item."""
    minutes, created = Minutes.objects.get_or_create(meeting=meeting)
    if created:
        record("minutes.begun", minutes, by=by)
    return minutes


@transaction.atomic
def add_entry(minutes: Minutes, *, heading: str, kind: str, text: str, by, **fields) -> Entry:
    """Write one passage. An action item opens its task at once; whoever has it is told at circulation."""
    minutes = _open(minutes)
    last = minutes.entries.aggregate(Max("position"))["position__max"] or 0
    entry = Entry(minutes=minutes, position=last + 1, heading=heading, kind=kind, text=text, **fields)
    if kind == EntryKind.ACTION:
        entry.task = open_task(
            title=text[:250],
            workgroup=entry.workgroup,
            due=entry.due,
            origin=entry.reference or _next_reference(minutes),
            by=by,
        )
        entry.reference = entry.task.origin
    entry.save()
    record("minutes.entry_added", minutes, by=by, entry=entry.pk, kind=kind)
    return entry


@transaction.atomic
def edit_entry(entry: Entry, *, text: str, seen: int, by, **fields) -> Entry:
    """Save a passage. Raises ChangedMeanwhile when it is not the one that was opened (`seen`)."""
    entries = Entry.objects.select_for_update(of=("self",)).select_related("minutes", "task")
    entry = entries.get(pk=entry.pk)
    _open(entry.minutes)
    if entry.changed != seen:
        raise ChangedMeanwhile(entry.words())
    _rewrite(entry, text, by=by)
    for name, value in fields.items():
        setattr(entry, name, value)
    entry.save()
    record("minutes.entry_edited", entry.minutes, by=by, entry=entry.pk)
    return entry


@transaction.atomic
def take_in(minutes: Minutes, parsed: ParsedMinutes, *, by) -> None:
    """Write what was recognised in a drafted text; a meeting's minutes take in one text once."""
    if minutes.entries.exists():
        raise NotNow("These minutes have text already.")
    minutes.attendance = {
        "sectors": parsed.attendance,
        "present": parsed.present,
        "voting": parsed.voting_members,
        "quorum": parsed.quorum,
        "seats": [seat.as_json() for seat in parsed.seats],
    }
    minutes.save(update_fields=["attendance"])
    for section in parsed.sections:
        for block in section.blocks:
            if isinstance(block, ParsedMotion):
                _add_motion(minutes, section.title, block, by=by)
            else:
                add_entry(minutes, heading=section.title[:200], kind=EntryKind.NOTE, text=block, by=by)
    groups = {group.name.casefold(): group for group in Workgroup.objects.all()}
    people = {person_key(person.name): person for person in _nameable()}
    for item in parsed.action_items:
        entry = add_entry(
            minutes,
            heading="Action items",
            kind=EntryKind.ACTION,
            text=item.action[:250],
            workgroup=groups.get(item.workgroup.casefold()),
            owner=people.get(person_key(item.owner)),
            due=_day(item.due),
            reference=item.id[:40],
            by=by,
        )
        _keep_status(entry, item.status, by=by)


@transaction.atomic
def circulate(minutes: Minutes, *, to, until: date, by) -> int:
    """Send the draft to each of `to`, tell everyone who has an action item; returns how many were written to.

    The outbox key carries the version: a second press for the same version writes to nobody.
    """
    minutes = _open(minutes)
    if not minutes.entries.exists():
        raise NotNow("There is nothing in these minutes yet.")
    minutes.state, minutes.corrections_until = MinutesState.CIRCULATED, until
    minutes.circulated_at = timezone.now()
    minutes.save()
    for entry in minutes.entries.exclude(task=None).select_related("task", "owner"):
        if entry.owner and entry.task.is_open and entry.task.assignee_id is None:
            assign(entry.task, to=entry.owner, by=by)
    _keep_words(minutes)
    letter = minutes_letter(minutes, as_text(minutes, public=True), until)
    sent = [
        post(
            kind="minutes",
            person=person,
            about=minutes,
            reference=f"circulated:v{minutes.version}",
            path=f"/correct/{sign('correct', minutes.pk, person.pk)}/",
            **letter,
        )
        for person in to
    ]
    written = sum(message is not None for message in sent)
    record("minutes.circulated", minutes, by=by, version=minutes.version, count=written)
    return written


@transaction.atomic
def propose_correction(entry: Entry, *, proposed: str, by) -> Correction:
    """Someone says what a passage should say. Raises NotNow once the time for it is over."""
    minutes = entry.minutes
    if minutes.state != MinutesState.CIRCULATED:
        raise NotNow("These minutes are not open for corrections.")
    correction = Correction.objects.create(entry=entry, person=by, proposed=proposed)
    record("minutes.correction_proposed", minutes, by=by, correction=correction.pk)
    return correction


@transaction.atomic
def accept(correction: Correction, *, text: str, by) -> None:
    """Take a correction in, as proposed or amended; the minutes get a new version."""
    correction = _open_correction(correction)
    entry = correction.entry
    _rewrite(entry, text, by=by)
    entry.save()
    minutes = entry.minutes
    minutes.version += 1
    minutes.save(update_fields=["version"])
    _settle(correction, CorrectionState.ACCEPTED, "", by=by)
    _keep_words(minutes)


@transaction.atomic
def decline(correction: Correction, *, reason: str, by) -> None:
    """Leave the passage as it is, and say why."""
    _settle(_open_correction(correction), CorrectionState.DECLINED, reason, by=by)


@transaction.atomic
def approve(minutes: Minutes, *, by) -> None:
    """The words are final from here on; a task renamed later keeps its old words in the minutes."""
    minutes = Minutes.objects.select_for_update().get(pk=minutes.pk)
    if minutes.state != MinutesState.CIRCULATED:
        raise NotNow("Only circulated minutes can be approved.")
    if Correction.objects.filter(entry__minutes=minutes, state=CorrectionState.OPEN).exists():
        raise NotNow("Corrections are still open: accept or decline each first.")
    for entry in minutes.entries.exclude(task=None).select_related("task"):
        entry.text = entry.task.title
        entry.save(update_fields=["text"])
    minutes.state, minutes.approved_at = MinutesState.APPROVED, timezone.now()
    minutes.save()
    _keep_words(minutes)
    record("minutes.approved", minutes, by=by, version=minutes.version)


@transaction.atomic
def publish(minutes: Minutes, *, by) -> None:
    """Open the approved minutes to everyone, once nothing in them can expose anybody."""
    minutes = Minutes.objects.select_for_update().get(pk=minutes.pk)
    if minutes.state != MinutesState.APPROVED:
        raise NotNow("Only approved minutes can be published.")
    if unsettled(minutes):
        raise NotNow("Something in these minutes is not settled yet; it is listed below.")
    minutes.state, minutes.published_at = MinutesState.PUBLISHED, timezone.now()
    minutes.save()
    record("minutes.published", minutes, by=by)


@transaction.atomic
def settle_for_public(entry: Entry, *, how: str, by) -> None:
    """Before publication: `keep` what was flagged, or `hide` the whole entry from the public."""
    entry.may_be_published, entry.coordinator_only = how == "keep", how == "hide"
    entry.save(update_fields=["may_be_published", "coordinator_only"])
    record("minutes.entry_settled", entry.minutes, by=by, entry=entry.pk, how=how)


@transaction.atomic
def nag(meeting: Meeting, *, what: str, day: date) -> None:
    """Tell the coordinators, once, that minutes wait."""
    for person in Person.objects.filter(is_coordinator=True, is_active=True):
        post(
            kind="minutes_nag",
            person=person,
            about=meeting,
            reference=f"{what}:{day}",
            path=f"/meetings/{meeting.slug}/minutes/",
            **minutes_nag_letter(meeting, what),
        )


def _open(minutes: Minutes) -> Minutes:
    minutes = Minutes.objects.select_for_update().get(pk=minutes.pk)
    if not minutes.is_draft:
        raise NotNow("These minutes are approved: their words are final.")
    return minutes


def _open_correction(correction: Correction) -> Correction:
    corrections = Correction.objects.select_for_update(of=("self",)).select_related(
        "entry__minutes", "entry__task"
    )
    correction = corrections.get(pk=correction.pk)
    if correction.state != CorrectionState.OPEN:
        raise NotNow("This correction is settled already.")
    _open(correction.entry.minutes)
    return correction


def _settle(correction: Correction, state: str, reason: str, *, by) -> None:
    correction.state, correction.reason = state, reason
    correction.save(update_fields=["state", "reason"])
    record(f"minutes.correction_{state}", correction.entry.minutes, by=by, correction=correction.pk)


def _rewrite(entry: Entry, text: str, *, by) -> None:
    entry.text = text
    entry.changed += 1
    if entry.task:
        title = {"title": entry.task.title}
        edit_task(entry.task, seen=title, changes={"title": text[:250]}, by=by)


def _keep_words(minutes: Minutes) -> None:
    MinutesVersion.objects.update_or_create(
        minutes=minutes, number=minutes.version, defaults={"text": as_text(minutes)}
    )


def _next_reference(minutes: Minutes) -> str:
    number = minutes.entries.filter(kind=EntryKind.ACTION).count() + 1
    return f"{minutes.meeting.slug[:7]}-A{number}"


def _add_motion(minutes: Minutes, heading: str, motion: ParsedMotion, *, by) -> None:
    votes = {"yes": motion.yes, "no": motion.no, "abstain": motion.abstain, "recused": motion.recused}
    add_entry(
        minutes,
        heading=heading[:200],
        kind=EntryKind.MOTION,
        text=motion.text,
        reference=motion.id[:40],
        mover=motion.mover[:200],
        seconder=motion.seconder[:200],
        result=motion.result[:40],
        by=by,
        **(votes if motion.present else {}),
    )


def _nameable():
    """Whom a drafted text may name as having a task: never someone in a protected seat by her own name."""
    return Person.objects.filter(is_active=True).exclude(
        representations__organization__sector__protected=True
    )


def _keep_status(entry: Entry, status: str, *, by) -> None:
    known = {label.casefold(): value for value, label in Status.choices}
    if value := known.get(status.casefold()):
        set_status(entry.task, status=value, by=by)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
