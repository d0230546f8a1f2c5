"""The mail about one meeting to one invitee, in template folders, and the neutral words for discreet people.

A letter is rendered once for everyone; LINK stands where each person's own address comes in.
"""

from dataclasses import asdict, dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from mail.actions import LINK
from mail.languages import in_each_language
from mail.letters import render
from meetings.agenda import Slot, timed
from meetings.letters import clock, moment
from meetings.models import ItemAudience
from members.enums import Audience
from members.visibility import Viewer


@dataclass(frozen=True)
class InvitationLetter:
    """What a draft takes as `**letter.words`; `label` is the word on the button to the person's own page."""

    subject: str
    body: str
    html_body: str
    discreet_body: str
    label: str

    @property
    def words(self) -> dict[str, str]:
        return asdict(self)


@in_each_language
def invitation_letter(meeting, charter) -> InvitationLetter:
    """Asks one person to a meeting."""
    when = moment(meeting, charter)
    return _letter("invitation", meeting, charter, discreet=_("%(when)s. Answer here:") % {"when": when})


@in_each_language
def save_the_date_letter(meeting, charter) -> InvitationLetter:
    """Asks to keep a date free; the invitation with place and agenda follows."""
    when = moment(meeting, charter)
    return _letter(
        "save_the_date",
        meeting,
        charter,
        discreet=_("Please keep free: %(when)s. Answer here:") % {"when": when},
    )


@in_each_language
def change_letter(meeting, charter, differences) -> InvitationLetter:
    """Tells what is different, and asks again where the time is."""
    when = moment(meeting, charter)
    moved = any(d.field in {"starts_at", "ends_at"} for d in differences)
    discreet = (
        _("New time: %(when)s. Answer here:") % {"when": when}
        if moved
        else _("Something changed for %(when)s. Look here:") % {"when": when}
    )
    return _letter("change", meeting, charter, discreet=discreet, differences=differences, moved=moved)


@in_each_language
def cancelled_letter(meeting, charter) -> InvitationLetter:
    """Tells one person that a meeting will not take place."""
    when = moment(meeting, charter)
    return _letter(
        "cancellation", meeting, charter, discreet=_("The date %(when)s is cancelled.") % {"when": when}
    )


@in_each_language
def withdrawn_letter(meeting, charter) -> InvitationLetter:
    """Takes the meeting out of one person's calendar."""
    when = moment(meeting, charter)
    return _letter(
        "withdrawn",
        meeting,
        charter,
        discreet=_("The date %(when)s is taken out of your calendar.") % {"when": when},
    )


@in_each_language
def stand_in_letter(meeting, charter) -> InvitationLetter:
    """Takes the meeting out of the calendar of one who sends an alternate."""
    when = moment(meeting, charter)
    return _letter(
        "stand_in", meeting, charter, discreet=_("%(when)s: someone comes in your stead.") % {"when": when}
    )


@in_each_language
def alternate_letter(meeting, charter, person) -> InvitationLetter:
    """Asks the alternate; `person` is whom she stands for, named as members may read it."""
    when = moment(meeting, charter)
    who = Viewer(Audience.MEMBER).name(person)
    return _letter(
        "alternate",
        meeting,
        charter,
        discreet=_("%(when)s. You are asked to come. Answer here:") % {"when": when},
        who=who,
    )


@in_each_language
def reminder_letter(meeting, charter) -> InvitationLetter:
    """Asks again whoever has not answered."""
    when = moment(meeting, charter)
    return _letter(
        "rsvp_reminder",
        meeting,
        charter,
        discreet=_("%(when)s. No answer yet; one press is enough:") % {"when": when},
    )


@in_each_language
def calendar_letter(meeting, charter) -> InvitationLetter:
    """Brings the calendar entry with the answer in it, because she answered elsewhere."""
    when = moment(meeting, charter)
    return _letter(
        "calendar_update",
        meeting,
        charter,
        discreet=_("The entry for %(when)s, with your answer.") % {"when": when},
    )


@in_each_language
def waiting_letter(meeting, charter) -> InvitationLetter:
    """Tells that every place is taken for now."""
    when = moment(meeting, charter)
    return _letter(
        "waiting_list",
        meeting,
        charter,
        discreet=_("%(when)s: every place is taken; you are next in line.") % {"when": when},
    )


@in_each_language
def place_letter(meeting, charter) -> InvitationLetter:
    """Tells that a place has become free for her."""
    when = moment(meeting, charter)
    return _letter(
        "place_found", meeting, charter, discreet=_("%(when)s: there is a place for you.") % {"when": when}
    )


@in_each_language
def declined_proposal_letter(meeting, charter) -> InvitationLetter:
    """Tells that the time stays as it is."""
    when = moment(meeting, charter)
    return _letter(
        "proposal_declined", meeting, charter, discreet=_("The date stays: %(when)s.") % {"when": when}
    )


def description(meeting, charter) -> str:
    """What the calendar entry says under its title: the same facts, without a personal link."""
    facts = _facts(meeting, charter)
    lines = [facts["online"] and f"{_('Online')}: {facts['online']}"]
    lines += [f"{label}: {text}" for label, text in facts["ways"]]
    if facts["slots"]:
        lines += ["", _("Agenda"), *(f"{s['clock']}  {s['title']}" for s in facts["slots"])]
    lines += ["", f"{settings.SITE_URL}/meetings/{meeting.slug}/"]
    return "\n".join(line for line in lines if line is not False and line is not None).strip()


def _letter(folder: str, meeting, charter, *, discreet: str, **more) -> InvitationLetter:
    letter = render(f"meetings/letters/{folder}", _facts(meeting, charter) | more)
    return InvitationLetter(**letter.words, discreet_body=discreet, label=_("Open the meeting"))


def _facts(meeting, charter) -> dict:
    venue = meeting.venue
    ways = [
        (_("Parking"), venue and venue.parking),
        (_("Bus and train"), venue and venue.transit),
        (_("Getting in"), venue and venue.access),
    ]
    return {
        "meeting": meeting,
        "charter": charter,
        "when": moment(meeting, charter),
        "until": clock(meeting.ends_at, charter).rpartition(", ")[2],
        "place": meeting.place,
        "online": meeting.join_link,
        "ways": [(label, text) for label, text in ways if text],
        "slots": [_line(slot, charter) for slot in _slots(meeting)],
        "answer": LINK,
    }


def _slots(meeting) -> list[Slot]:
    """The members' items; the coordinator's own take their time, but are told to nobody."""
    slots = timed(meeting, list(meeting.agenda_items.all())) if meeting.pk else []
    return [slot for slot in slots if slot.item.audience != ItemAudience.COORDINATOR]


def _line(slot: Slot, charter) -> dict[str, str]:
    at = clock(slot.starts, charter).rpartition(", ")[2].rpartition(" ")[0]
    return {"clock": at, "title": slot.item.title, "presenter": slot.item.presenter}
