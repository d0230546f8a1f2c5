"""The only place that writes meetings: each act is one transaction with its history and its mail."""

from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from audit.record import record
from charter.models import Charter
from mail.actions import post
from mail.links import sign
from meetings.enums import MeetingState, Response, Source
from meetings.ical.build import Invite
from meetings.ical.build import cancel as cancel_file
from meetings.ical.build import request as request_file
from meetings.letters import cancelled_letter, invitation_letter, reminder_letter
from meetings.models import Answer, Invitation, Meeting


class TooLate(Exception):
    """The meeting is over or cancelled; nothing was written. `str()` is the sentence to show."""


@transaction.atomic
def schedule(meeting: Meeting, *, by) -> Meeting:
    """Put a new meeting on the calendar under its local date; nobody is told until they are invited."""
    zone = ZoneInfo(Charter.load().time_zone)
    day = f"{meeting.starts_at.astimezone(zone):%Y-%m-%d}"
    same_day = Meeting.objects.filter(slug__startswith=day).count()
    meeting.slug = f"{day}-{same_day + 1}" if same_day else day
    meeting.save()
    record("meeting.scheduled", meeting, by=by)
    return meeting


@transaction.atomic
def invite(meeting: Meeting, people, *, by) -> list[Invitation]:
    """Ask each person, once; whoever was asked before is not written to again."""
    meeting = open_meeting(meeting)
    asked = set(meeting.invitations.values_list("person_id", flat=True))
    new = [Invitation(meeting=meeting, person=p) for p in people if p.pk not in asked]
    for invitation in new:
        invitation.save()
        _send_request(invitation, meeting)
    record("meeting.invited", meeting, by=by, count=len(new))
    return new


@transaction.atomic
def move(meeting: Meeting, *, starts_at: datetime, ends_at: datetime, by) -> None:
    """Change the time: SEQUENCE goes up, answers are asked again, every held entry is updated."""
    meeting = open_meeting(meeting)
    before = meeting.starts_at
    meeting.starts_at, meeting.ends_at = starts_at, ends_at
    meeting.sequence += 1
    meeting.asked_sequence = meeting.sequence
    meeting.state = MeetingState.MOVED
    meeting.changed_at = timezone.now()
    meeting.save()
    meeting.invitations.update(response=Response.NONE, answered_at=None)
    for invitation in meeting.invitations.select_related("person"):
        _send_request(invitation, meeting)
    record("meeting.moved", meeting, by=by, before=before.isoformat(), after=starts_at.isoformat())


@transaction.atomic
def cancel(meeting: Meeting, *, by) -> None:
    """Take the meeting out of the calendar of everyone who was asked, whatever she answered."""
    meeting = open_meeting(meeting)
    meeting.sequence += 1
    meeting.state = MeetingState.CANCELLED
    meeting.changed_at = timezone.now()
    meeting.save(update_fields=["sequence", "state", "changed_at"])
    for invitation in meeting.invitations.select_related("person"):
        post_invite(invitation, meeting, kind="cancellation", build=cancel_file, letter=cancelled_letter)
    record("meeting.cancelled", meeting, by=by)


@transaction.atomic
def respond(invitation: Invitation, *, response: str, source: str, at: datetime | None = None, by) -> bool:
    """Keep an answer, whichever way it came; the latest one stands. Says whether this one does.

    Raises TooLate once the meeting is over or cancelled.
    """
    invitation = Invitation.objects.select_for_update().select_related("meeting").get(pk=invitation.pk)
    at = at or timezone.now()
    if invitation.meeting.state == MeetingState.CANCELLED:
        raise TooLate("This meeting was cancelled.")
    if invitation.meeting.ends_at < timezone.now():
        raise TooLate("This meeting is over.")
    Answer.objects.create(invitation=invitation, response=response, source=Source(source), at=at)
    stands = invitation.answered_at is None or at >= invitation.answered_at
    if stands:
        invitation.response, invitation.answered_at = response, at
        invitation.save(update_fields=["response", "answered_at"])
    record("invitation.answered", invitation, by=by, response=response, source=source)
    return stands


@transaction.atomic
def remind(invitation: Invitation, *, day: date) -> None:
    """Ask again, once for that day and that version of the meeting."""
    meeting, person = invitation.meeting, invitation.person
    post(
        kind="rsvp_reminder",
        person=person,
        about=meeting,
        reference=f"sequence:{meeting.asked_sequence}:day:{day}",
        path=f"/rsvp/{sign('rsvp', invitation.pk, person.pk)}/",
        **reminder_letter(meeting, Charter.load()),
    )


def open_meeting(meeting: Meeting) -> Meeting:
    """The meeting, locked. Raises TooLate once it is cancelled."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.state == MeetingState.CANCELLED:
        raise TooLate("This meeting was cancelled.")
    return meeting


def _send_request(invitation: Invitation, meeting: Meeting) -> None:
    letter = partial(invitation_letter, moved=invitation.sequence_sent >= 0)
    post_invite(invitation, meeting, kind="invitation", build=request_file, letter=letter)


def post_invite(invitation: Invitation, meeting: Meeting, *, kind: str, build, letter) -> None:
    """Send one person a calendar file of this version of the meeting, and remember that she has it."""
    charter, person = Charter.load(), invitation.person
    now = _next_stamp(invitation)
    discreet = person.neutral
    file = Invite(
        uid=meeting.uid,
        sequence=meeting.sequence,
        stamp=now,
        starts=meeting.starts_at,
        ends=meeting.ends_at,
        zone=charter.time_zone,
        summary="Quarterly Meeting" if discreet else meeting.title,
        organizer=settings.DISCREET_MAIL_ADDRESS if discreet else settings.MAIL_ADDRESS,
        organizer_name=charter.neutral_name if discreet else charter.short_name,
        attendee=person.mail_address,
        attendee_name=person.display_name if discreet else person.name,
        partstat=invitation.response.upper(),
        location="" if discreet else meeting.place or meeting.join_link,
        conference="" if discreet else meeting.join_link,
    )
    post(
        kind=kind,
        person=person,
        about=meeting,
        reference=f"sequence:{meeting.sequence}",
        path="" if kind == "withdrawal" else f"/rsvp/{sign('rsvp', invitation.pk, person.pk)}/",
        calendar=build(file),
        calendar_method="REQUEST" if kind == "invitation" else "CANCEL",
        **letter(meeting, charter),
    )
    invitation.sequence_sent, invitation.stamp_sent = meeting.sequence, now
    invitation.save(update_fields=["sequence_sent", "stamp_sent"])


def _next_stamp(invitation: Invitation) -> datetime:
    """Now, and later by a second at least than what was sent before (RFC 5546 2.1.5 orders by DTSTAMP)."""
    now = timezone.now().replace(microsecond=0)
    before = invitation.stamp_sent
    return max(now, before.replace(microsecond=0) + timedelta(seconds=1)) if before else now
