"""What people's calendars change, and the feeds that they read."""

from dataclasses import replace

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.record import record
from mail.inbound.tags import without_tag
from meetings.actions.answers import respond
from meetings.actions.sending import decline_counter
from meetings.actions.state import TooLate, locked
from meetings.enums import MeetingState, Source
from meetings.ical.parse import CalendarMessage, is_newer
from meetings.models import CalendarReply, Feed, Invitation, Proposal, ReplyAddress
from meetings.models.calendars import new_feed_key
from members.models import Person


@transaction.atomic
def keep_calendar_reply(
    invitation: Invitation, message: CalendarMessage, *, inbound=None, note: str = ""
) -> bool | None:
    """Keep a calendar's answer and let the latest stand, by SEQUENCE and then DTSTAMP (RFC 5546 2.1.5).

    Says whether it stands, or None when it is one we have. Raises TooLate as `respond` does.
    """
    invitation = (
        Invitation.ever.select_for_update(of=("self",))
        .select_related("meeting", "person")
        .get(pk=invitation.pk)
    )
    message = _as_answered(message, invitation)
    latest = invitation.calendar_replies.first()
    if latest and (latest.sequence, latest.stamp) == (message.sequence, message.stamp):
        return None
    current = message.sequence >= invitation.current_from
    newest = latest is None or is_newer(message, latest.sequence, latest.stamp)
    stands = current and newest and _stands(invitation, message, latest)
    CalendarReply.objects.create(
        invitation=invitation,
        inbound=inbound,
        partstat=message.partstat,
        sequence=message.sequence,
        stamp=message.stamp,
        sent_by=message.sent_by,
        note=note,
        stands=stands,
    )
    return stands


def _as_answered(message: CalendarMessage, invitation: Invitation) -> CalendarMessage:
    """With the two numbers to order by: a client that sends no SEQUENCE still may name the time it saw."""
    meeting = invitation.meeting
    sequence = message.sequence
    if sequence is None:
        sequence = meeting.asked_sequence if message.starts == meeting.starts_at else 0
    stamp = message.stamp
    if stamp is None or stamp == invitation.stamp_sent:  # some clients give our own DTSTAMP back
        stamp = timezone.now()
    return replace(message, sequence=sequence, stamp=stamp)


def _stands(invitation: Invitation, message: CalendarMessage, latest: CalendarReply | None) -> bool:
    """Hand it to `respond`, which keeps what was pressed after it."""
    at = message.stamp
    if latest and latest.stamp == invitation.answered_at:  # a higher SEQUENCE beats a clock that went back
        at = max(at, latest.stamp)
    if invitation.meeting.state == MeetingState.CANCELLED:
        raise TooLate(_("This meeting was cancelled."))
    return respond(
        invitation,
        response=message.partstat.lower(),
        source=Source.CALENDAR,
        at=at,
        by=invitation.person,
    )


@transaction.atomic
def propose(invitation: Invitation, message: CalendarMessage, *, inbound=None) -> Proposal:
    """Keep another time that an invitee proposed; the meeting is not touched."""
    proposal = Proposal.objects.create(
        invitation=invitation,
        inbound=inbound,
        starts_at=message.starts,
        ends_at=message.ends,
        note=message.comment,
    )
    record(
        "meeting.time_proposed", invitation.meeting, by=invitation.person, starts=message.starts.isoformat()
    )
    return proposal


@transaction.atomic
def settle_proposal(proposal: Proposal, *, accept: bool, by) -> None:
    """Decline it, and say so to the calendar (DECLINECOUNTER, RFC 5546 3.2.8); or mark it as followed.

    Moving the meeting is an act of its own, since everyone is told.
    """
    meeting = locked(proposal.invitation.meeting)
    if proposal.settled_at:
        return
    proposal.settled_at, proposal.accepted = timezone.now(), accept
    proposal.save(update_fields=["settled_at", "accepted"])
    if not accept:
        decline_counter(proposal.invitation, meeting, reference=f"proposal:{proposal.pk}")
    record("meeting.proposal_settled", meeting, by=by, proposal=proposal.pk, accepted=accept)


@transaction.atomic
def remember_reply_address(person: Person, *, address: str, by) -> bool:
    """Let calendar answers from this address count as hers from now on; false where it is someone else's."""
    address = without_tag(address)
    others = [
        Person.objects.filter(email__iexact=address).exclude(pk=person.pk),
        EmailAddress.objects.filter(email__iexact=address).exclude(user=person),
        ReplyAddress.objects.filter(address=address).exclude(person=person),
    ]
    if not address or any(other.exists() for other in others):
        return False
    row, created = ReplyAddress.objects.get_or_create(person=person, address=address)
    if created:
        record("reply_address.remembered", row, by=by, person=person.pk)
    return True


@transaction.atomic
def open_feed(person) -> Feed:
    """The person's own calendar address, made on first wish."""
    feed, created = Feed.objects.get_or_create(person=person)
    if created:
        record("feed.opened", feed, by=person)
    return feed


@transaction.atomic
def reset_feed(feed: Feed, *, by) -> None:
    """A new address; whoever reads the old one finds nothing there."""
    feed.key, feed.made_at = new_feed_key(), timezone.now()
    feed.save(update_fields=["key", "made_at"])
    record("feed.reset", feed, by=by)


@transaction.atomic
def close_feed(feed: Feed, *, by) -> None:
    """No address at all."""
    record("feed.closed", feed, by=by)
    feed.delete()


@transaction.atomic
def choose_feed(feed: Feed, *, with_tasks: bool, by) -> None:
    """Whether task deadlines stand in the feed too."""
    feed.with_tasks = with_tasks
    feed.save(update_fields=["with_tasks"])
    record("feed.chosen", feed, by=by, with_tasks=with_tasks)
