"""The words become final."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from audit.record import record
from meetings import carried
from meetings.actions.minutes.state import NotNow, keep_words, locked, step
from meetings.minutes_attendance import FROZEN, attendance_words
from meetings.models import Correction, CorrectionState, Minutes, MinutesState, StepKind
from meetings.naming import emphasised, nameable
from members.enums import Audience
from members.visibility import Viewer


@transaction.atomic
def approve(minutes: Minutes, *, by) -> None:
    """From here on the words stay: a task renamed, a person who leaves, a late check-in change nothing.

    Where a later meeting carried the motion to approve them, that meeting is kept with the step.
    """
    minutes = locked(minutes)
    if minutes.state != MinutesState.CIRCULATED:
        raise NotNow(_("Only circulated minutes can be approved."))
    if Correction.objects.filter(entry__minutes=minutes, state=CorrectionState.OPEN).exists():
        raise NotNow(_("Corrections are still open: accept or decline each first."))
    viewer, names = Viewer(Audience.MEMBER), nameable()
    for entry in minutes.entries.filter(task=None, text__contains="@"):
        entry.text = emphasised(entry.text, names)
        entry.save(update_fields=["text"])
    for entry in minutes.entries.exclude(task=None).select_related("task", "owner"):
        entry.text, entry.who = emphasised(entry.task.title, names), viewer.name(entry.owner)
        entry.save(update_fields=["text", "who"])
    with override(settings.LANGUAGE_CODE):
        minutes.attendance[FROZEN] = attendance_words(minutes)
    minutes.state, minutes.approved_at = MinutesState.APPROVED, timezone.now()
    minutes.save()
    minutes.ballots.filter(counted_at=None).update(counted_at=timezone.now())
    keep_words(minutes)
    step(minutes, StepKind.APPROVED, by=by, meeting=carried.approving(minutes))
    record("minutes.approved", minutes, by=by, version=minutes.version)
