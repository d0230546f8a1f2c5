"""Who is asked: people, groups and guests; who joins or leaves a group; who is taken back."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.record import record
from charter.models import Charter
from meetings.actions.places import settle_places
from meetings.actions.sending import post_about, send_cancels, send_requests
from meetings.actions.state import NotPossible, ahead, log
from meetings.audience import covered, meeting_day
from meetings.enums import Response
from meetings.invitation_letters import (
    invitation_letter,
    reminder_letter,
    save_the_date_letter,
    withdrawn_letter,
)
from meetings.models import Audience, Invitation, Meeting, MeetingEventKind, Withdrawn
from members.models import Organization, Person, Representation
from workgroups.models import Workgroup

__all__ = [
    "ask",
    "follow",
    "invite",
    "invite_guest",
    "remind",
    "resend",
    "rotate_link",
    "withdraw",
]


@transaction.atomic
def invite(
    meeting: Meeting, people: Iterable[Person], *, by, chosen: bool = True, letter=None
) -> list[Invitation]:
    """Ask each person, once; whoever was asked before is not written to again.

    One who was taken back is asked anew, with a SEQUENCE above that of her CANCEL. `chosen` by name, she
    stays asked whatever group she leaves.
    """
    meeting = ahead(meeting)
    before = {i.person_id: i for i in Invitation.ever.filter(meeting=meeting).select_related("person")}
    people = list({person.pk: person for person in people}.values())
    new = [Invitation(meeting=meeting, person=p, chosen=chosen) for p in people if p.pk not in before]
    seats = _seats([p for p in people if p.pk not in before], meeting)
    for invitation in new:
        invitation.organization_id = seats.get(invitation.person_id)
    Invitation.ever.bulk_create(new)
    again = [before[p.pk] for p in people if p.pk in before and before[p.pk].withdrawn_at]
    if any(invitation.sequence_sent >= meeting.sequence for invitation in again):
        meeting.sequence += 1
        meeting.save(update_fields=["sequence"])
    for invitation in again:
        _ask_anew(invitation, meeting, chosen=chosen)
    told = send_requests([*new, *again], meeting, letter or _letter(meeting), kind=_kind(meeting))
    if new or again:
        event = MeetingEventKind.SAVED_THE_DATE if meeting.provisional else MeetingEventKind.INVITED
        log(meeting, event, by=by, verb="meeting.invited", told=told, count=len(new) + len(again))
    return [*new, *again]


@transaction.atomic
def ask(
    meeting: Meeting,
    *,
    everyone: bool = False,
    workgroups: Iterable[Workgroup] = (),
    organizations: Iterable[Organization] = (),
    people: Iterable[Person] = (),
    provisional: bool = False,
    by,
) -> int:
    """Ask groups, remembering them for who joins later, and people by name; says how many are new.

    `provisional` sends a save-the-date, while nobody was asked yet; the invitation follows.
    """
    meeting = ahead(meeting)
    if provisional and not Invitation.ever.filter(meeting=meeting).exists():
        meeting.provisional = True
        meeting.save(update_fields=["provisional"])
    if everyone:
        Audience.objects.get_or_create(meeting=meeting, workgroup=None, organization=None)
    for group in workgroups:
        Audience.objects.get_or_create(meeting=meeting, workgroup=group)
    for organization in organizations:
        Audience.objects.get_or_create(meeting=meeting, organization=organization)
    asked = invite(meeting, people, by=by)
    return len(asked) + len(_ask_the_covered(meeting, by=by))


@transaction.atomic
def invite_guest(meeting: Meeting, *, name: str, email: str, by) -> Invitation:
    """Ask someone by address. Who is not known becomes a person without a seat: a guest is no member."""
    email = email.strip().lower()
    known = list(Person.objects.filter(email__iexact=email, is_active=True)[:2])
    if len(known) > 1:
        raise NotPossible(_("Several people share this address. Choose one of them by name."))
    guest = known[0] if known else Person.objects.create_user(name, email)
    if not known:
        record("person.guest_added", guest, by=by)
    found = invite(meeting, [guest], by=by)
    if not found:
        raise NotPossible(_("This person is invited already."))
    return found[0]


@transaction.atomic
def withdraw(invitation: Invitation, *, by, why: str = Withdrawn.UNINVITED, letter=None) -> None:
    """Take one invitation back: CANCEL to this person alone (RFC 5546 3.2.5), nobody else is written to.

    SEQUENCE goes up for it. Others learn the number with the next thing they are told; their answers
    stand, being compared with the version that they were asked with.
    """
    meeting = ahead(invitation.meeting)
    invitation = (
        Invitation.ever.select_for_update(of=("self",)).select_related("person").get(pk=invitation.pk)
    )
    if invitation.withdrawn_at:
        return
    if invitation.sequence_sent >= 0:
        meeting.sequence += 1
        meeting.save(update_fields=["sequence"])
        letter = letter or withdrawn_letter(meeting, Charter.load())
        linked = why == Withdrawn.ALTERNATE
        send_cancels([invitation], meeting, letter, kind="withdrawal", linked=linked)
    invitation.withdrawn_at, invitation.withdrawn_why = timezone.now(), why
    invitation.waiting_since = None
    invitation.save(update_fields=["withdrawn_at", "withdrawn_why", "waiting_since"])
    record("invitation.withdrawn", invitation, by=by, why=str(why))
    settle_places(meeting)


@transaction.atomic
def follow(meeting: Meeting, *, by=None) -> tuple[int, int]:
    """Ask who has come into a group that this meeting asks, take back who has left; nobody else is written to.

    Returns how many of each. One whom the coordinator uninvited, or who sends an alternate, stays out.
    """
    if not meeting.audiences.exists() or not meeting.is_ahead:
        return 0, 0
    inside = covered(meeting)
    left = [
        invitation
        for invitation in meeting.invitations.filter(chosen=False, in_stead_of=None).select_related("meeting")
        if invitation.person_id not in inside
    ]
    for invitation in left:
        withdraw(invitation, by=by, why=Withdrawn.LEFT)
    return len(_ask_the_covered(meeting, by=by, inside=inside)), len(left)


def _ask_the_covered(meeting: Meeting, *, by, inside: set[int] | None = None) -> list[Invitation]:
    inside = covered(meeting) if inside is None else inside
    ever = Invitation.ever.filter(meeting=meeting).exclude(withdrawn_why=Withdrawn.LEFT)
    new = inside - set(ever.values_list("person_id", flat=True))
    people = Person.objects.filter(pk__in=new).order_by("pk")
    return invite(meeting, people, by=by, chosen=False) if new else []


@transaction.atomic
def resend(invitation: Invitation, *, reference: str, by) -> bool:
    """Send the present version once more to the address on file; once for each `reference`."""
    meeting = ahead(invitation.meeting)
    again = f":again:{reference}"
    sent = send_requests([invitation], meeting, _letter(meeting), kind=_kind(meeting), again=again)
    record("invitation.resent", invitation, by=by)
    return bool(sent)


@transaction.atomic
def rotate_link(invitation: Invitation, *, by) -> None:
    """The links sent so far are dead; the next mail brings a new one."""
    invitation.link_version += 1
    invitation.save(update_fields=["link_version"])
    record("invitation.link_rotated", invitation, by=by)


@transaction.atomic
def remind(invitation: Invitation, *, day) -> None:
    """Ask again, once for that day and that version of the meeting."""
    meeting = invitation.meeting
    letter = reminder_letter(meeting, Charter.load())
    reference = f"sequence:{meeting.asked_sequence}:day:{day}"
    post_about(invitation, meeting, letter, kind="rsvp_reminder", reference=reference)


def _ask_anew(invitation: Invitation, meeting: Meeting, *, chosen: bool) -> None:
    """What her calendar answered before the CANCEL counts no more, however late its mail arrives."""
    invitation.asked_sequence = meeting.sequence
    invitation.withdrawn_at, invitation.withdrawn_why = None, ""
    invitation.response, invitation.answered_at = Response.NONE, None
    invitation.in_stead_of, invitation.chosen = None, chosen
    invitation.save()


def _seats(people: list[Person], meeting: Meeting) -> dict[int, int]:
    """For whom each of them speaks on the meeting's day, where it is one organization alone."""
    held: dict[int, set[int]] = {}
    sitting = Representation.objects.on(meeting_day(meeting)).filter(person__in=people)
    for person, organization in sitting.values_list("person", "organization"):
        held.setdefault(person, set()).add(organization)
    return {person: found.pop() for person, found in held.items() if len(found) == 1}


def _letter(meeting: Meeting):
    charter = Charter.load()
    return (save_the_date_letter if meeting.provisional else invitation_letter)(meeting, charter)


def _kind(meeting: Meeting) -> str:
    return "save_the_date" if meeting.provisional else "invitation"
