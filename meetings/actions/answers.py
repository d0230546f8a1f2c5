"""What an invitee says: her answer, an alternate in her stead, what she needs; whichever way it came."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.record import record
from charter.models import Charter
from mail.actions import post
from mail.languages import speaking_to
from meetings.actions.invitations import invite, withdraw
from meetings.actions.places import seat, settle_places
from meetings.actions.sending import post_about, send_requests
from meetings.actions.state import NotPossible, TooLate, locked, why_too_late
from meetings.audience import covered
from meetings.enums import Response, Source
from meetings.invitation_letters import alternate_letter, calendar_letter, stand_in_letter, waiting_letter
from meetings.models import AlternateWish, Answer, Invitation, Meeting, Needs, Withdrawn
from members.models import Person
from members.standing_in import coordinators


@transaction.atomic
def respond(
    invitation: Invitation,
    *,
    response: str,
    source: str,
    at: datetime | None = None,
    by,
    mode: str | None = None,
    note: str | None = None,
    shows: bool | None = None,
) -> bool:
    """Keep an answer, whichever way it came; the latest one stands. Says whether this one does.

    What is None stays as it was. Raises TooLate once the meeting is over or cancelled, or she is not
    invited any more.
    """
    if invitation.meeting.capacity is not None:
        Meeting.objects.select_for_update().get(pk=invitation.meeting_id)
    invitation = (
        Invitation.ever.select_for_update(of=("self",)).select_related("meeting").get(pk=invitation.pk)
    )
    meeting, at = invitation.meeting, at or timezone.now()
    _refuse_if_late(invitation)
    answer = Answer(invitation=invitation, response=response, source=Source(source), at=at)
    answer.mode = invitation.mode if mode is None else mode
    answer.save()
    stands = invitation.answered_at is None or at >= invitation.answered_at
    if stands:
        _let_stand(invitation, answer, note=note, shows=shows)
    record("invitation.answered", invitation, by=by, response=response, source=source)
    if stands:
        if meeting.capacity is not None:
            settle_places(meeting)
        if invitation.waiting_since and source == Source.CALENDAR:
            letter = waiting_letter(meeting, Charter.load())
            post_about(invitation, meeting, letter, kind="waiting_list", reference=f"answer:{answer.pk}")
    return stands


def _refuse_if_late(invitation: Invitation) -> None:
    if why := why_too_late(invitation.meeting):
        raise TooLate(why)
    if invitation.withdrawn_at:
        raise TooLate(_("This invitation does not stand any more."))


def _let_stand(invitation: Invitation, answer: Answer, *, note, shows) -> None:
    seated = invitation.response == Response.ACCEPTED and invitation.waiting_since is None
    invitation.response, invitation.answered_at = answer.response, answer.at
    seated = seated and invitation.mode != "remote"
    invitation.mode = answer.mode
    invitation.note = invitation.note if note is None else note
    invitation.shows = invitation.shows if shows is None else shows
    if invitation.meeting.capacity is not None:
        seat(invitation, invitation.meeting, seated=seated)
    invitation.save(update_fields=["response", "answered_at", "mode", "note", "shows", "waiting_since"])


def undo(invitation: Invitation, *, source: str, by) -> bool:
    """Back to the answer before the last one, or to none."""
    before = invitation.answers.all()[1:2]
    response, mode = (before[0].response, before[0].mode) if before else (Response.NONE, "")
    return respond(invitation, response=response, mode=mode, source=source, by=by)


@transaction.atomic
def tell_needs(invitation: Invitation, *, meal: str, access: str, by) -> None:
    """Keep what she needs, for the coordinator's eyes; empty words erase it."""
    if meal or access:
        Needs.objects.update_or_create(
            invitation=invitation, defaults={"meal": meal, "access": access, "told_at": timezone.now()}
        )
    else:
        Needs.objects.filter(invitation=invitation).delete()
    record("invitation.needs_told", invitation, by=by)


def purge_needs(*, before: datetime) -> int:
    """Erase what was needed at meetings that ended before that moment (R25); says how many."""
    return Needs.objects.filter(invitation__meeting__ends_at__lt=before).delete()[0]


@transaction.atomic
def send_alternate(invitation: Invitation, alternate: Person, *, by) -> Invitation:
    """`alternate` holds the invitation from now on; the entry leaves the calendar of the one she stands for.

    Raises NotPossible where it is the same person, or one whose invitation was handed on itself.
    """
    meeting = locked(invitation.meeting)
    _refuse_if_late(invitation)
    if alternate.pk == invitation.person_id:
        raise NotPossible(_("Choose someone other than the invited person."))
    letter = alternate_letter(meeting, Charter.load(), invitation.person)
    withdraw(invitation, by=by, why=Withdrawn.ALTERNATE, letter=stand_in_letter(meeting, Charter.load()))
    known = meeting.invitations.select_related("person").filter(person=alternate).first()
    if known is None:
        [known] = invite(meeting, [alternate], by=by, chosen=False, letter=letter)
    else:
        meeting.refresh_from_db()
        send_requests([known], meeting, letter, kind="alternate_asked", again=f":for:{invitation.pk}")
    known.in_stead_of = invitation
    known.organization_id = invitation.organization_id or known.organization_id
    known.response, known.answered_at = Response.NONE, None
    known.save(update_fields=["in_stead_of", "organization", "response", "answered_at"])
    record("invitation.handed_on", invitation, by=by, to=known.pk)
    return known


@transaction.atomic
def take_back_alternate(invitation: Invitation, *, by) -> Invitation:
    """She comes herself after all: asked anew above her CANCEL; who was asked only for her is let go."""
    meeting = locked(invitation.meeting)
    if stand_in := invitation.stand_in:
        stand_in.in_stead_of = None
        stand_in.save(update_fields=["in_stead_of"])
        if not stand_in.chosen and stand_in.person_id not in covered(meeting):
            withdraw(stand_in, by=by)
    back = invite(meeting, [invitation.person], by=by, chosen=invitation.chosen)
    record("invitation.taken_back", invitation, by=by)
    return back[0] if back else invitation


@transaction.atomic
def wish_alternate(invitation: Invitation, *, name: str, email: str, by) -> AlternateWish:
    """Name someone we do not know as an alternate: the coordinator is asked, and nobody is written to yet."""
    invitation = (
        Invitation.ever.select_for_update(of=("self",)).select_related("meeting").get(pk=invitation.pk)
    )
    _refuse_if_late(invitation)
    invitation.alternate_wishes.filter(settled_at=None).update(settled_at=timezone.now())
    wish = AlternateWish.objects.create(invitation=invitation, name=name, email=email.strip().lower())
    record("invitation.alternate_wished", invitation, by=by, wish=wish.pk)
    for coordinator in coordinators():
        with speaking_to(coordinator):
            post(
                kind="alternate_wished",
                person=coordinator,
                about=wish,
                reference="asked",
                subject=_("Someone else may come: %(title)s") % {"title": invitation.meeting.title},
                body=_(
                    "An invited person would like someone else to come in their stead. You can agree or decline here:"
                ),
                discreet_body=_("Something is waiting for you."),
                path=f"/meetings/{invitation.meeting.slug}/invitees/",
            )
    return wish


@transaction.atomic
def settle_wish(wish: AlternateWish, *, accept: bool, by) -> None:
    """The coordinator agrees, and the named person is asked in her stead; or declines, and nothing changes."""
    wish = AlternateWish.objects.select_for_update(of=("self",)).select_related("invitation").get(pk=wish.pk)
    if wish.settled_at:
        return
    if accept:
        known = list(Person.objects.filter(email__iexact=wish.email, is_active=True)[:2])
        if len(known) > 1:
            raise NotPossible(_("Several people share this address. Invite one of them by name."))
        person = known[0] if known else Person.objects.create_user(wish.name or wish.email, wish.email)
        send_alternate(wish.invitation, person, by=by)
    wish.settled_at, wish.accepted = timezone.now(), accept
    wish.save(update_fields=["settled_at", "accepted"])
    record("invitation.alternate_settled", wish.invitation, by=by, accepted=accept)


@transaction.atomic
def update_calendar(invitation: Invitation, *, by) -> bool:
    """Send her entry with the answer she gave on a page: same SEQUENCE, newer DTSTAMP."""
    meeting = locked(invitation.meeting)
    _refuse_if_late(invitation)
    again = f":answered:{invitation.answered_at:%Y%m%d%H%M%S%f}" if invitation.answered_at else ":none"
    letter = calendar_letter(meeting, Charter.load())
    sent = send_requests([invitation], meeting, letter, kind="calendar_update", again=again)
    record("invitation.calendar_updated", invitation, by=by)
    return bool(sent)
