"""Two past quarters with their minutes: votes by organization, corrections, standing decisions, one approval."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.utils import timezone

from mail.models import Message
from meetings import actions
from meetings.actions import minutes as minutes_actions
from meetings.actions.attendance import fill_from_minutes
from meetings.enums import MeetingState
from meetings.minutes_text import parse_minutes
from meetings.models import Basis, Choice, Entry, EntryKind, Meeting, Minutes, Share
from meetings.quorum import quorum_of_day
from meetings.redaction import unsettled
from members.models import Organization, Person
from tasks.models import Task

DATA = Path(__file__).parent / "data"
DECIDED = "Every draft chapter of the protocol goes to both survivor reviewers before anyone else reads it."
TIME_LEFT = timedelta(days=9)


def load_minutes(held: list[dict], zone: str, *, by: Person) -> None:
    """Each as its text says; the older is approved by the later meeting, and published."""
    written = [(_written(row, zone, by=by), row) for row in held]
    for minutes, row in written:
        if row.get("published"):
            _publish(minutes, by=by)
        else:
            _correct(minutes, by=by)


def _written(row: dict, zone: str, *, by: Person) -> Minutes:
    """Its action items are on the workgroups' lists, told to nobody again."""
    starts = datetime.fromisoformat(f"{row['day']}T10:00").replace(tzinfo=ZoneInfo(zone))
    meeting = Meeting(title="Quarterly meeting", starts_at=starts, ends_at=starts + timedelta(hours=4))
    actions.schedule(meeting, by=by)
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.HELD)
    text = (DATA / f"sample_minutes_{row['day']}.md").read_text(encoding="utf-8")
    minutes = minutes_actions.begin(meeting, by=by)
    minutes_actions.take_in(minutes, parse_minutes(text), by=by)
    fill_from_minutes(minutes, by=by)
    if row.get("published"):
        _decide(minutes, by=by)
    _count_by_organization(minutes, by=by)
    for entry in minutes.entries.exclude(owner=None).select_related("task"):
        Task.objects.filter(pk=entry.task.pk).update(assignee=entry.owner)
    minutes_actions.circulate(minutes, to=[], until=timezone.localdate() + TIME_LEFT, by=by)
    return minutes


def _decide(minutes: Minutes, *, by: Person) -> None:
    """One decision without a vote, beside what was said of the protocol."""
    place = minutes.entries.filter(heading__icontains="protocol", kind=EntryKind.NOTE).first()
    if place:
        minutes_actions.add_entry(
            minutes, heading=place.heading, kind=EntryKind.DECISION, text=DECIDED, by=by
        )


def _count_by_organization(minutes: Minutes, *, by: Person) -> None:
    """Whoever is not named as voting otherwise voted for it, where the text's numbers say the same."""
    present = quorum_of_day(minutes.meeting).present
    for entry in minutes.entries.filter(kind=EntryKind.MOTION, motion__isnull=False):
        choices = dict.fromkeys(present, Choice.FOR)
        choices |= dict(entry.motion.votes.values_list("organization_id", "choice"))
        if list(choices.values()).count(Choice.FOR) == entry.yes:
            minutes_actions.count_motion(
                entry, choices=choices, basis=Basis.CAST, share=Share.MAJORITY, at=None, by=by
            )


def _correct(minutes: Minutes, *, by: Person) -> None:
    """One correction is taken in, one waits."""
    first, second = Person.objects.filter(representations__role="primary", is_active=True).exclude(
        representations__organization__sector__protected=True
    )[:2]
    begun = _passage(minutes, "Called to order")
    taken = minutes_actions.propose_correction(begun, proposed=begun.text.replace("10:02", "10:04"), by=first)
    minutes_actions.accept(taken, text=taken.proposed, reason="The recording says so too.", by=by)
    Message.objects.filter(kind="minutes_correction").delete()
    told = _passage(minutes, "MOUs are renewed")
    minutes_actions.propose_correction(
        told, proposed=told.text.replace("Four of six", "Five of six"), by=second
    )


def _passage(minutes: Minutes, words: str) -> Entry:
    return minutes.entries.select_related("minutes").get(text__contains=words)


def _publish(minutes: Minutes, *, by: Person) -> None:
    minutes_actions.approve(minutes, by=by)
    for finding in unsettled(minutes):
        place = Organization.objects.filter(name__startswith=finding.words).exists()
        minutes_actions.settle(minutes, words=finding.words, keep=place, by=by)
    minutes_actions.publish(minutes, by=by)
