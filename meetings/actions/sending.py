"""How calendar files leave: one message to each person, and what she now holds is written on her invitation."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charter.models import Charter
from mail.actions import Draft, post, post_many
from mail.languages import language_of, speaking_to
from mail.models import Message
from meetings.ical import build
from meetings.ical.build import Invite
from meetings.invitation_letters import InvitationLetter, declined_proposal_letter, description
from meetings.links import rsvp_path
from meetings.models import Invitation, Meeting
from members.models import Person

NEUTRAL_TITLE = _("Quarterly Meeting")
SENT = ["sequence_sent", "stamp_sent", "revision_sent"]


def send_requests(
    invitations: Iterable[Invitation],
    meeting: Meeting,
    letter: InvitationLetter,
    *,
    kind: str = "invitation",
    again: str = "",
) -> int:
    """REQUEST to each of them; says how many were written. `again` marks what is sent once more on purpose."""
    calendar = {"build": build.request, "method": "REQUEST"}
    return _send(list(invitations), meeting, letter, kind=kind, again=again, **calendar)


def send_cancels(
    invitations: Iterable[Invitation],
    meeting: Meeting,
    letter: InvitationLetter,
    *,
    kind: str,
    linked: bool = False,
) -> int:
    """CANCEL to each of them who was ever sent a REQUEST; the meeting's SEQUENCE must be above theirs."""
    holders = [invitation for invitation in invitations if invitation.sequence_sent >= 0]
    calendar = {"build": build.cancel, "method": "CANCEL"}
    return _send(holders, meeting, letter, kind=kind, linked=linked, **calendar)


def post_about(
    invitation: Invitation, meeting: Meeting, letter: InvitationLetter, *, kind: str, reference: str
):
    """A letter about the meeting that changes nothing in a calendar."""
    return post(
        kind=kind,
        person=invitation.person,
        about=meeting,
        reference=reference,
        path=rsvp_path(invitation),
        in_reply_to=_threads([invitation], meeting).get(invitation.person_id, ""),
        **letter.words,
    )


def decline_counter(invitation: Invitation, meeting: Meeting, *, reference: str) -> None:
    """Tell one person's calendar that the time she proposed is not taken."""
    file = Files(meeting).of(invitation, timezone.now())
    post(
        kind="proposal_declined",
        person=invitation.person,
        about=meeting,
        reference=reference,
        path=rsvp_path(invitation),
        in_reply_to=_threads([invitation], meeting).get(invitation.person_id, ""),
        calendar=build.decline_counter(file),
        calendar_method="DECLINECOUNTER",
        **declined_proposal_letter(meeting, Charter.load()).words,
    )


def _send(
    invitations: list[Invitation],
    meeting: Meeting,
    letter: InvitationLetter,
    *,
    kind: str,
    build: Callable[[Invite], bytes],
    method: str,
    again: str = "",
    linked: bool = True,
) -> int:
    if not invitations:
        return 0
    Person.objects.note_protected([invitation.person for invitation in invitations])
    files, threads = Files(meeting), _threads(invitations, meeting)
    stamps = {invitation.pk: _next_stamp(invitation) for invitation in invitations}
    words = letter.words
    written = post_many(
        Draft(
            kind=kind,
            person=invitation.person,
            about=meeting,
            reference=f"sequence:{meeting.sequence}:revision:{meeting.revision}{again}",
            path=rsvp_path(invitation) if linked else "",
            in_reply_to=threads.get(invitation.person_id, ""),
            calendar=build(files.of(invitation, stamps[invitation.pk])),
            calendar_method=method,
            **words,
        )
        for invitation in invitations
    )
    for invitation in invitations:
        invitation.sequence_sent, invitation.revision_sent = meeting.sequence, meeting.revision
        invitation.stamp_sent = stamps[invitation.pk]
    Invitation.ever.bulk_update(invitations, SENT, batch_size=200)
    return written


def _threads(invitations: list[Invitation], meeting: Meeting) -> dict[int, str]:
    """The Message-ID of the first mail about this meeting to each person who had one."""
    known = [invitation.person_id for invitation in invitations if invitation.sequence_sent >= 0]
    if not known:
        return {}
    sent = Message.objects.filter(
        content_type=ContentType.objects.get_for_model(meeting), object_id=str(meeting.pk), person__in=known
    ).exclude(calendar=None)
    return dict(sent.order_by("-pk").values_list("person", "message_id"))


class Files:
    """The calendar files of one meeting; what is the same for everyone is put together once for each language."""

    def __init__(self, meeting: Meeting):
        self._meeting, self._charter = meeting, Charter.load()
        self._known: dict[str, tuple[Invite, Invite]] = {}

    def of(self, invitation: Invitation, stamp: datetime) -> Invite:
        """What this person's calendar is told."""
        person = invitation.person
        if (language := language_of(person)) not in self._known:
            with speaking_to(person):
                self._known[language] = _files(self._meeting, self._charter)
        whole, neutral = self._known[language]
        return replace(
            neutral if person.neutral else whole,
            stamp=stamp,
            attendee=person.mail_address,
            attendee_name=person.display_name if person.neutral else person.name,
            partstat=invitation.response.upper(),
        )


def _files(meeting: Meeting, charter: Charter) -> tuple[Invite, Invite]:
    """What everyone's calendar is told, and what a discreet person's is."""
    venue = meeting.venue
    neutral = Invite(
        uid=meeting.uid,
        sequence=meeting.sequence,
        stamp=timezone.now(),
        starts=meeting.starts_at,
        ends=meeting.ends_at,
        zone=charter.time_zone,
        summary=str(NEUTRAL_TITLE),
        organizer=settings.DISCREET_MAIL_ADDRESS,
        organizer_name=charter.neutral_name,
        attendee="",
        attendee_name="",
        status="TENTATIVE" if meeting.provisional else "CONFIRMED",
    )
    whole = replace(
        neutral,
        summary=meeting.title,
        organizer=settings.MAIL_ADDRESS,
        organizer_name=charter.short_name,
        location=meeting.place or meeting.join_link,
        conference=meeting.join_link,
        description=description(meeting, charter),
        url=f"{settings.SITE_URL}/meetings/{meeting.slug}/",
        geo=(float(venue.latitude), float(venue.longitude))
        if venue and venue.latitude is not None and venue.longitude is not None
        else None,
    )
    return whole, neutral


def _next_stamp(invitation: Invitation) -> datetime:
    """Now, and later by a second at least than what was sent before (RFC 5546 2.1.5 orders by DTSTAMP)."""
    now = timezone.now().replace(microsecond=0)
    before = invitation.stamp_sent
    return max(now, before.replace(microsecond=0) + timedelta(seconds=1)) if before else now
