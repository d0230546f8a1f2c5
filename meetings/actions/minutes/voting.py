"""Votes are of organizations: counted in the meeting, or gathered out of it to approve minutes."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from audit.record import record
from charter.models import Charter, NoticeMode
from mail.actions import Draft, post_many
from mail.links import sign
from meetings import minutes_letters
from meetings.actions.minutes.announced import refuse_unannounced
from meetings.actions.minutes.approving import approve
from meetings.actions.minutes.state import NotNow, locked, open_minutes, step
from meetings.counting import CARRIED, Tally
from meetings.models import (
    Choice,
    Correction,
    CorrectionState,
    Entry,
    EntryKind,
    Meeting,
    Minutes,
    MinutesState,
    Motion,
    StepKind,
    Vote,
)
from meetings.quorum import Quorum, eligible, needed, quorum_at, quorum_of_day
from members.models import Organization, Person, Representation


@transaction.atomic
def count_motion(
    entry: Entry, *, choices: dict[int, str], basis: str, share: str, at: datetime | None, by
) -> Tally:
    """Keep each organization's one vote and who could vote at that moment, and reckon the result.

    `choices` maps organization ids to a Choice; `at` is None for "whoever was there at any time". An
    organization that votes is there.
    """
    open_minutes(entry.minutes)
    entry = Entry.objects.select_for_update(of=("self",)).select_related("minutes__meeting").get(pk=entry.pk)
    if entry.kind != EntryKind.MOTION:
        raise NotNow(gettext("Only a motion is voted on: make this passage a motion first."))
    if not entry.approves_id:
        refuse_unannounced(entry.minutes.meeting, heading=entry.heading, text=entry.text)
    there = quorum_for(entry.minutes.meeting, at)
    choices = {pk: choice for pk, choice in choices.items() if pk in there.eligible and choice}
    tally = _tally(choices, there.present | frozenset(choices), there, basis, share)
    motion, _ = Motion.objects.update_or_create(
        entry=entry,
        defaults={
            "basis": basis,
            "share": share,
            "eligible": tally.eligible,
            "present": tally.present,
            "quorum": tally.quorum,
            "counted_at": at or timezone.now(),
        },
    )
    motion.votes.all().delete()
    Vote.objects.bulk_create(
        Vote(motion=motion, organization_id=pk, choice=choice) for pk, choice in choices.items()
    )
    entry.yes, entry.no, entry.abstain, entry.recused = tally.yes, tally.no, tally.abstain, tally.recused
    entry.result, entry.named = tally.result, ""
    entry.changed += 1
    entry.save()
    record("minutes.motion_counted", entry.minutes, by=by, entry=entry.pk, result=tally.result)
    return tally


def quorum_for(meeting: Meeting, at: datetime | None) -> Quorum:
    """Who is there at that moment, or was there at all."""
    return quorum_at(meeting, at) if at else quorum_of_day(meeting)


@transaction.atomic
def open_ballot(minutes: Minutes, *, until: date, by) -> Motion:
    """Ask the organizations to approve the circulated minutes without a meeting.

    Refused where public notice is required (a vote out of a noticed meeting), and while corrections are open.
    """
    minutes = open_minutes(minutes)
    if votes_need_a_meeting():
        raise NotNow(
            gettext("Where public notice is required, minutes are approved in a noticed meeting only.")
        )
    if minutes.state != MinutesState.CIRCULATED:
        raise NotNow(gettext("Circulate the minutes first."))
    if Correction.objects.filter(entry__minutes=minutes, state=CorrectionState.OPEN).exists():
        raise NotNow(gettext("Corrections are still open: accept or decline each first."))
    if minutes.ballots.filter(counted_at=None).exists():
        raise NotNow(gettext("The organizations are being asked already."))
    motion = Motion.objects.create(approves=minutes, until=until)
    letter = minutes_letters.ballot(minutes, until)
    post_many(
        Draft(
            kind="minutes_ballot",
            person=person,
            about=motion,
            reference=f"v{minutes.version}",
            path=f"/approve/{sign('approve', motion.pk, person.pk)}/",
            label=gettext_lazy("Read and vote"),
            **letter,
        )
        for person in voters(eligible(timezone.localdate()))
    )
    step(minutes, StepKind.BALLOT, by=by)
    record("minutes.ballot_opened", minutes, by=by, until=until.isoformat())
    return motion


@transaction.atomic
def cast(motion: Motion, *, organization: Organization, choice: str, by) -> None:
    """An organization's one vote; until the end its representatives may change it."""
    motion = Motion.objects.select_for_update(of=("self",)).get(pk=motion.pk)
    if motion.counted_at or motion.until < timezone.localdate():
        raise NotNow(gettext("This vote is over."))
    if not seats_of(by).filter(pk=organization.pk).exists():
        raise NotNow(gettext("You cannot vote for this organization."))
    Vote.objects.update_or_create(motion=motion, organization=organization, defaults={"choice": choice})
    # Never who pressed: for a protected seat that would name her.
    record("minutes.ballot_cast", motion.approves, by=None, organization=organization.pk)


@transaction.atomic
def close_ballot(motion: Motion, *, by) -> Tally:
    """Count what came; when it is carried with a quorum of organizations, the minutes are approved."""
    minutes = locked(motion.approves)
    motion = Motion.objects.select_for_update(of=("self",)).get(pk=motion.pk)
    if motion.counted_at:
        raise NotNow(gettext("This vote is counted already."))
    could = frozenset(eligible(timezone.localdate()).values_list("pk", flat=True))
    choices = dict(motion.votes.filter(organization__in=could).values_list("organization_id", "choice"))
    there = Quorum(could, frozenset(choices), needed(len(could), Charter.load()))
    tally = _tally(choices, there.present, there, motion.basis, motion.share)
    motion.eligible, motion.present, motion.quorum = tally.eligible, tally.present, tally.quorum
    motion.counted_at = timezone.now()
    motion.save()
    record("minutes.ballot_closed", minutes, by=by, result=tally.result)
    if tally.result == CARRIED:
        approve(minutes, by=by)
    return tally


def votes_need_a_meeting() -> bool:
    """Whether the charter's notice mode forbids votes out of meeting."""
    return Charter.load().notice_mode == NoticeMode.REQUIRED


def seats_of(person):
    """The voting organizations this person may vote for today."""
    held = Representation.objects.on(timezone.localdate()).filter(person=person)
    return eligible(timezone.localdate()).filter(pk__in=held.values("organization"))


def voters(organizations):
    """Whoever acts for any of these today."""
    held = Representation.objects.on(timezone.localdate()).filter(organization__in=organizations)
    return Person.objects.filter(is_active=True, pk__in=held.values("person"))


def _tally(choices: dict[int, str], present: frozenset, there: Quorum, basis: str, share: str) -> Tally:
    given = list(choices.values())
    return Tally(
        yes=given.count(Choice.FOR),
        no=given.count(Choice.AGAINST),
        abstain=given.count(Choice.ABSTAIN),
        recused=given.count(Choice.RECUSED),
        present=len(present & there.eligible),
        eligible=len(there.eligible),
        quorum=there.needed,
        basis=basis,
        share=share,
    )
