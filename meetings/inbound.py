"""A calendar client's own answer, brought by mail: whose it is, whether to believe it, and what it changes.

Mail is easily forged and a UID is no secret, so an answer counts only when its sender is the invited person
by an address we know, or acts for her from her own organization's domain; all else waits for the coordinator.
"""

import re
from email.message import Message as Email

from allauth.account.models import EmailAddress
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_noop

from charter.models import Charter
from mail.inbound.models import InboundMessage
from mail.inbound.reading import addresses, date_of, new_text_of
from mail.inbound.registry import Outcome, handled, ignored, waiting
from mail.inbound.tags import without_tag
from meetings.actions import TooLate, keep_calendar_reply, propose, resend, wish_alternate
from meetings.ical.parse import CalendarMessage, Unreadable, read, trusted_stamp
from meetings.letters import clock
from meetings.models import Invitation, Meeting, ReplyAddress

KIND = "calendar"
ANSWERS = {"ACCEPTED": "Yes", "TENTATIVE": "Maybe", "DECLINED": "No"}
# A shared domain proves nothing about who writes from it.
PUBLIC_DOMAINS = {
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "yahoo.com",
    "icloud.com", "me.com", "aol.com", "proton.me", "protonmail.com", "charter.net", "att.net", "comcast.net",
}  # fmt: skip


def handle_calendar(email: Email, inbound: InboundMessage) -> Outcome | None:
    """Settle a calendar message; None when the mail carries none."""
    charter = Charter.load()
    try:
        message = read(email, charter.time_zone)
    except Unreadable as error:
        return waiting(str(error), KIND)
    if message is None:
        return None
    message = trusted_stamp(message, dated=date_of(email), now=timezone.now())
    inbound.facts = _facts(message)
    if message.method not in {"REPLY", "COUNTER", "REFRESH"}:
        return _from_outside(message)
    meeting = Meeting.objects.filter(uid__iexact=message.uid).first() if message.uid else None
    if meeting is None:
        return waiting(gettext_noop("A calendar's answer to a meeting we do not know."), KIND)
    inbound.about = meeting
    return _settle(email, inbound, message, meeting)


def _settle(email: Email, inbound: InboundMessage, message: CalendarMessage, meeting: Meeting) -> Outcome:
    invitation, doubt = _invitation(meeting, message, inbound.sender)
    doubt = doubt or _distrust(email, inbound, message, invitation)
    if doubt:
        return waiting(doubt, KIND)
    inbound.about = meeting
    inbound.facts["invitation"] = invitation.pk
    if invitation.withdrawn_at:
        return ignored(gettext_noop("An answer to an invitation that was taken back."), KIND)
    if message.method == "REFRESH":
        return _refresh(invitation)
    if message.method == "COUNTER":
        return _proposal(inbound, message, invitation)
    if message.partstat == "DELEGATED":
        return _delegation(message, invitation)
    if not message.attendee and not message.partstat:
        return waiting(gettext_noop("It names nobody and says neither yes nor no."), KIND)
    if message.partstat not in ANSWERS:
        return ignored(gettext_noop("The calendar says that there is no answer yet."), KIND)
    return _answer(inbound, message, invitation, new_text_of(email))


def _answer(inbound, message: CalendarMessage, invitation: Invitation, typed: str) -> Outcome:
    said = ANSWERS[message.partstat]
    try:
        stands = keep_calendar_reply(
            invitation, message, inbound=inbound, note=message.comment or typed[:500]
        )
    except TooLate as error:
        return ignored(f"{said}, but too late. {error}", KIND)
    if stands is None:
        return ignored(gettext_noop("The same answer again."), KIND)
    return handled(f"{said}." if stands else f"{said}, but a later answer or a newer version stands.", KIND)


def _refresh(invitation: Invitation) -> Outcome:
    """The present version goes to the address on file, never to whoever asks; once an hour at most."""
    try:
        sent = resend(invitation, reference=f"refresh:{timezone.now():%Y%m%d%H}", by=invitation.person)
    except TooLate as error:
        return ignored(str(error), KIND)
    if not sent:
        return ignored(
            gettext_noop("Her calendar asks for the invitation again; it was sent within the hour."), KIND
        )
    return handled(
        gettext_noop("Her calendar asked for the invitation again; it was sent to her address."), KIND
    )


def _delegation(message: CalendarMessage, invitation: Invitation) -> Outcome:
    """Understood, but never followed by itself: a calendar may name anyone."""
    to = ", ".join(message.delegated_to) or "someone"
    if message.delegated_to:
        try:
            wish_alternate(invitation, name="", email=message.delegated_to[0][:254], by=invitation.person)
        except TooLate as error:
            return ignored(str(error), KIND)
    return waiting(f"Asks that {to} come in her stead. You decide on the meeting's page of invitees.", KIND)


def _proposal(inbound, message: CalendarMessage, invitation: Invitation) -> Outcome:
    if message.starts is None:
        return waiting(gettext_noop("Proposes another time, but names none."), KIND)
    propose(invitation, message, inbound=inbound)
    return waiting(f"Proposes another time: {clock(message.starts, Charter.load())}.", KIND)


def _from_outside(message: CalendarMessage) -> Outcome:
    if message.method == "REQUEST":
        return waiting(
            gettext_noop("An invitation from someone else; nothing was put on our calendar."), KIND
        )
    return ignored(f"A calendar message that we do not act on ({message.method[:20]}).", KIND)


def _invitation(meeting: Meeting, message: CalendarMessage, sender: str) -> tuple[Invitation | None, str]:
    """Whose invitation is meant, or why that is not certain."""
    invited = _addresses_of(meeting)
    for address in (message.attendee, sender):
        found = invited.get(without_tag(address), set()) if address else set()
        if len(found) == 1:
            return Invitation.ever.select_related("person", "meeting").get(pk=found.pop()), ""
        if found:
            return None, gettext_noop("Several invited people share this address.")
    if message.attendees > 1:
        return None, gettext_noop("It names several people; one was expected.")
    return None, gettext_noop("It comes from someone who was not invited at this address.")


def _addresses_of(meeting: Meeting) -> dict[str, set[int]]:
    """Invitations by every address we know of the invited: on file, verified by her, or remembered for her answers."""
    found: dict[str, set[int]] = {}
    people = {}
    for pk, person, address in Invitation.ever.filter(meeting=meeting).values_list(
        "pk", "person_id", "person__email"
    ):
        people[person] = pk
        if address:
            found.setdefault(without_tag(address), set()).add(pk)
    verified = EmailAddress.objects.filter(user__in=people, verified=True)
    remembered = ReplyAddress.objects.filter(person__in=people).values_list("person_id", "address")
    for person, address in [*verified.values_list("user_id", "email"), *remembered]:
        found.setdefault(without_tag(address), set()).add(people[person])
    return found


def _distrust(email: Email, inbound: InboundMessage, message: CalendarMessage, invitation) -> str:
    """Why this sender is not believed to speak for the invited person; "" when it is."""
    if _authentication_failed(email):
        return gettext_noop("Our mail server says that the sender may be forged.")
    hers = {a for a, pks in _addresses_of(invitation.meeting).items() if invitation.pk in pks}
    if without_tag(inbound.sender) in hers:
        return ""
    writers = {without_tag(a) for a in addresses(email, "From", "Sender")}
    if message.sent_by and without_tag(message.sent_by) in writers and _same_office(inbound.sender, hers):
        return ""
    return gettext_noop("Someone else answered for this person; we cannot tell whether she asked for it.")


def _same_office(sender: str, hers: set[str]) -> bool:
    domain = sender.rpartition("@")[2]
    return domain not in PUBLIC_DOMAINS and domain in {a.rpartition("@")[2] for a in hers}


def _authentication_failed(email: Email) -> bool:
    """Our own server's verdict (RFC 8601); others could be written by anyone and are not read."""
    ours = settings.INBOUND_AUTHSERV_ID.lower()
    if not ours:
        return False
    results = [str(r).lower() for r in email.get_all("Authentication-Results", [])]
    verdicts = [r for r in results if r.split(";")[0].split()[:1] == [ours]][:1]
    return not any(re.search(r"\bdmarc=pass\b|\bdkim=pass\b.*\bspf=pass\b", r, re.DOTALL) for r in verdicts)


def _facts(message: CalendarMessage) -> dict:
    return {
        "method": message.method[:20],
        "partstat": message.partstat[:20],
        "attendee": message.attendee[:254],
        "sent_by": message.sent_by[:254],
        "delegated_to": [a[:254] for a in message.delegated_to[:5]],
        "starts": message.starts.isoformat() if message.starts else "",
        "note": message.comment[:500],
    }
