"""Minutes go out to whom the coordinator picks; she alone is nagged about them."""

from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.record import record
from mail.actions import Draft, post, post_many
from mail.enums import State
from mail.links import sign
from mail.models import Message
from meetings import minutes_letters
from meetings.actions.minutes.state import NotNow, keep_words, locked, open_minutes, step
from meetings.minutes_copy import Copy
from meetings.minutes_pdf import as_pdf
from meetings.models import Meeting, Minutes, MinutesState, Reading, StepKind
from members.models import Person
from members.standing_in import coordinators
from tasks.actions import assign, assign_all


@transaction.atomic
def circulate(minutes: Minutes, *, to, until: date, by) -> int:
    """Send the draft to each of `to`, tell everyone who has an action item; returns how many were written to.

    The outbox key carries the version: a second press for the same version writes to nobody.
    """
    minutes = open_minutes(minutes)
    if not minutes.meeting.has_begun:
        raise NotNow(_("This meeting has not begun yet, so nothing of it can be circulated."))
    if not minutes.entries.filter(carried=False).exists():
        raise NotNow(_("There is nothing in these minutes yet."))
    minutes.state, minutes.corrections_until = MinutesState.CIRCULATED, until
    minutes.circulated_at = timezone.now()
    minutes.save()
    assign_all(_promises(minutes), by=by)
    keep_words(minutes)
    written = _send(minutes, list(to), until)
    step(minutes, StepKind.CIRCULATED, by=by)
    record("minutes.circulated", minutes, by=by, version=minutes.version, count=written)
    return written


def _promises(minutes: Minutes) -> list[tuple]:
    """The open action items that nobody has yet, each with its owner."""
    return [
        (entry.task, entry.owner)
        for entry in minutes.entries.exclude(task=None).select_related("task__workgroup", "owner")
        if entry.owner and entry.task.is_open and entry.task.assignee_id is None
    ]


@transaction.atomic
def take_back_circulation(minutes: Minutes, *, by) -> bool:
    """Undo a circulation of which nothing has left; False where somebody has this version.

    A version that follows one that was circulated stays open for corrections until the day now given.
    """
    minutes = locked(minutes)
    key = f":{minutes.pk}:circulated:v{minutes.version}:"
    out = Message.objects.filter(kind="minutes", key__contains=key).exclude(state=State.CANCELLED)
    if minutes.state != MinutesState.CIRCULATED or out.exists():
        return False
    given = minutes.entries.filter(task__assigned_at__gte=minutes.circulated_at, task__assignee=F("owner"))
    for entry in given.select_related("task"):
        assign(entry.task, to=None, by=by)
    minutes.steps.filter(what=StepKind.CIRCULATED, version=minutes.version).delete()
    if not minutes.steps.filter(what=StepKind.CIRCULATED).exists():
        minutes.state, minutes.corrections_until, minutes.circulated_at = MinutesState.DRAFT, None, None
        minutes.save(update_fields=["state", "corrections_until", "circulated_at"])
    record("minutes.circulation_taken_back", minutes, by=by, version=minutes.version)
    return True


def _send(minutes: Minutes, people: list, until: date) -> int:
    if not people:
        return 0
    letter = minutes_letters.circulated(minutes, until)
    name = f"minutes-{minutes.meeting.slug}-draft-{minutes.version}.pdf"
    attachments = [(name, "application/pdf", as_pdf(minutes, Copy.MEMBERS))]
    return post_many(
        Draft(
            kind="minutes",
            person=person,
            about=minutes,
            reference=f"circulated:v{minutes.version}",
            path=f"/correct/{sign('correct', minutes.pk, person.pk)}/",
            label=_("Read, confirm or correct"),
            attachments=attachments,
            **letter,
        )
        for person in people
    )


@transaction.atomic
def note_reading(minutes: Minutes, *, by) -> bool:
    """Keep that `by` says she has read this version; False where she said so before."""
    _, created = Reading.objects.get_or_create(minutes=minutes, person=by, version=minutes.version)
    if created:
        record("minutes.read", minutes, by=by, version=minutes.version)
    return created


@transaction.atomic
def remind_of_corrections(minutes: Minutes, person: Person) -> None:
    """Say once, shortly before it is over, until when corrections are asked for."""
    post(
        kind="minutes_reminder",
        person=person,
        about=minutes,
        reference=f"until:{minutes.corrections_until}:v{minutes.version}",
        path=f"/correct/{sign('correct', minutes.pk, person.pk)}/",
        label=_("Read, confirm or correct"),
        **minutes_letters.corrections_due(minutes),
    )


@transaction.atomic
def nag(meeting: Meeting, *, what: str, day: date) -> None:
    """Tell the coordinators, once, that minutes wait."""
    for person in coordinators():
        post(
            kind="minutes_nag",
            person=person,
            about=meeting,
            reference=f"{what}:{day}",
            path=f"/meetings/{meeting.slug}/minutes/",
            **minutes_letters.nagging(meeting, what),
        )
