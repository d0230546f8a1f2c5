"""Corrections are proposals: accepted, amended or declined with a reason; an accepted one makes a version."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.record import record
from mail.actions import post
from mail.links import sign
from meetings import minutes_letters
from meetings.actions.minutes.state import NotNow, keep_words, open_minutes, step
from meetings.actions.minutes.writing import rewrite
from meetings.models import Correction, CorrectionState, Entry, MinutesState, StepKind


@transaction.atomic
def propose_correction(entry: Entry, *, proposed: str, by) -> Correction:
    """Someone says what a passage should say. Raises NotNow once the time for it is over."""
    minutes = entry.minutes
    if minutes.state != MinutesState.CIRCULATED or _is_over(minutes):
        raise NotNow(_("These minutes are not open for corrections any more."))
    correction = Correction.objects.create(entry=entry, person=by, proposed=proposed)
    record("minutes.correction_proposed", minutes, by=by, correction=correction.pk)
    return correction


@transaction.atomic
def accept(correction: Correction, *, text: str, by, reason: str = "") -> None:
    """Take a correction in, as proposed or in other words; the minutes get a new version."""
    correction = _open_correction(correction)
    entry = correction.entry
    rewrite(entry, text, by=by)
    entry.save()
    minutes = entry.minutes
    minutes.version += 1
    minutes.save(update_fields=["version"])
    as_proposed = text.strip() == correction.proposed.strip()
    _settle(correction, CorrectionState.ACCEPTED if as_proposed else CorrectionState.AMENDED, reason, by=by)
    keep_words(minutes)
    step(minutes, StepKind.CORRECTED, by=by)


@transaction.atomic
def decline(correction: Correction, *, reason: str, by) -> None:
    """Leave the passage as it is, and say why."""
    if not reason.strip():
        raise NotNow(_("Say why it is declined: whoever proposed it reads your reason."))
    _settle(_open_correction(correction), CorrectionState.DECLINED, reason, by=by)


def _open_correction(correction: Correction) -> Correction:
    corrections = Correction.objects.select_for_update(of=("self",)).select_related(
        "entry__minutes__meeting", "entry__task", "person"
    )
    correction = corrections.get(pk=correction.pk)
    if correction.state != CorrectionState.OPEN:
        raise NotNow(_("This correction is settled already."))
    if open_minutes(correction.entry.minutes).ballots.filter(counted_at=None).exists():
        raise NotNow(_("The organizations are voting on these words: end the vote first."))
    return correction


def _settle(correction: Correction, state: str, reason: str, *, by) -> None:
    minutes = correction.entry.minutes
    correction.state, correction.reason, correction.settled_at = state, reason, timezone.now()
    correction.save(update_fields=["state", "reason", "settled_at"])
    record(f"minutes.correction_{state}", minutes, by=by, correction=correction.pk)
    post(
        kind="minutes_correction",
        person=correction.person,
        about=correction,
        reference="settled",
        path=f"/correct/{sign('correct', minutes.pk, correction.person.pk)}/",
        **minutes_letters.correction_settled(correction),
    )


def _is_over(minutes) -> bool:
    return minutes.corrections_until is not None and minutes.corrections_until < timezone.localdate()
