"""The public copy: from the same words, with what may expose anyone left out."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.record import record
from meetings.actions.minutes.state import NotNow, locked, step
from meetings.models import Entry, Minutes, MinutesState, Redaction, StepKind
from meetings.redaction import findings, unsettled
from members.left_out import protected_names


@transaction.atomic
def settle(minutes: Minutes, *, words: str, keep: bool, by) -> None:
    """Before publication: keep these words, or leave them out wherever they stand."""
    minutes = _unpublished(minutes)
    names = {name.casefold() for name in protected_names()}
    if keep and words.casefold() in names:
        raise NotNow(_("The name of a protected person cannot be published."))
    Redaction.objects.update_or_create(minutes=minutes, words=words[:200], defaults={"keep": keep})
    record("minutes.words_settled", minutes, by=by, keep=keep)


@transaction.atomic
def settle_kind(minutes: Minutes, *, what: str, keep: bool, by) -> int:
    """The same for everything of one kind that is still open; returns how many."""
    open_ones = [each for each in unsettled(minutes) if each.what == what and not (keep and each.must_go)]
    for finding in open_ones:
        settle(minutes, words=finding.words, keep=keep, by=by)
    return len(open_ones)


@transaction.atomic
def unsettle(redaction: Redaction, *, by) -> None:
    """Ask the question again."""
    minutes = _unpublished(redaction.minutes)
    redaction.delete()
    record("minutes.words_unsettled", minutes, by=by)


@transaction.atomic
def withhold(entry: Entry, *, withheld: bool, by) -> None:
    """Leave a whole passage out of the public copy, or take it in again."""
    minutes = _unpublished(entry.minutes)
    entry.withheld = withheld
    entry.save(update_fields=["withheld"])
    record("minutes.entry_withheld", minutes, by=by, entry=entry.pk, withheld=withheld)


@transaction.atomic
def publish(minutes: Minutes, *, by) -> None:
    """Open the approved minutes to everyone, once nothing in them can expose anybody."""
    minutes = locked(minutes)
    if minutes.state != MinutesState.APPROVED:
        raise NotNow(_("Only approved minutes can be published."))
    if unsettled(minutes):
        raise NotNow(_("Something in these minutes is not settled yet; it is listed below."))
    minutes.state, minutes.published_at = MinutesState.PUBLISHED, timezone.now()
    minutes.publication += 1
    minutes.save()
    step(minutes, StepKind.PUBLISHED, by=by)
    record(
        "minutes.published", minutes, by=by, publication=minutes.publication, checked=len(findings(minutes))
    )


@transaction.atomic
def withdraw(minutes: Minutes, *, by) -> None:
    """Take the public copy back; the approved minutes stay, and a redacted copy can follow."""
    minutes = locked(minutes)
    if minutes.state != MinutesState.PUBLISHED:
        raise NotNow(_("These minutes are not published."))
    minutes.state = MinutesState.APPROVED
    minutes.save(update_fields=["state"])
    step(minutes, StepKind.WITHDRAWN, by=by)
    record("minutes.withdrawn", minutes, by=by, publication=minutes.publication)


def _unpublished(minutes: Minutes) -> Minutes:
    minutes = locked(minutes)
    if minutes.state != MinutesState.APPROVED:
        raise NotNow(_("The public copy is prepared when the minutes are approved and not published."))
    return minutes
